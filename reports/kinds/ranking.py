"""Rows from the best to the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reports.definition import Report


@dataclass(frozen=True, kw_only=True)
class Ranking(Report):
    """Rows from the best to the last."""

    noun: ClassVar[str] = "ranking"
