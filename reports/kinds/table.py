"""Numbers in rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import Flag, key
from reports.definition import Report


@dataclass(frozen=True, kw_only=True)
class Table(Report):
    """Numbers in rows and columns."""

    noun: ClassVar[str] = "table"

    totals: bool = key(
        Flag(),
        default=False,
        doc="A last row over everything",
        example="{table: 渠道, show: revenue, by: channel, totals: true}",
    )
