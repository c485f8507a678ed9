"""One number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reports.definition import Report


@dataclass(frozen=True, kw_only=True)
class Card(Report):
    """One number."""

    noun: ClassVar[str] = "card"
