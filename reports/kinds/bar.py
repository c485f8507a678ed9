"""Bars, one for each row; series side by side or stacked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import Flag, key
from reports.kinds.rows import Rows


@dataclass(frozen=True, kw_only=True)
class Bar(Rows):
    """Bars, one for each row."""

    noun: ClassVar[str] = "bar"

    stacked: bool = key(
        Flag(),
        default=False,
        doc="Series on top of each other",
        example="{bar: 行业, show: revenue, by: sector, stacked: true}",
    )
