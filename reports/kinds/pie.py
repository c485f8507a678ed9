"""Shares of a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reports.definition import Report


@dataclass(frozen=True, kw_only=True)
class Pie(Report):
    """Shares of a whole."""

    noun: ClassVar[str] = "pie"
