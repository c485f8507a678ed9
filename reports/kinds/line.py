"""A line over time or an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reports.definition import Report


@dataclass(frozen=True, kw_only=True)
class Line(Report):
    """A line over time or an order."""

    noun: ClassVar[str] = "line"
