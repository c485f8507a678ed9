"""What the reading process has to say; the parent makes problems of the catalogue from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """A problem's code, parameters and the address of the cell, row or line in the file."""

    code: str
    parameters: dict[str, object] = field(default_factory=dict)
    address: str = ""


Report = Callable[[Finding], None]


class Stop(Exception):
    """The file cannot be read; the finding says why."""

    def __init__(self, code: str, address: str = "", **parameters: object) -> None:
        self.finding = Finding(code, parameters, address)
        super().__init__(code)
