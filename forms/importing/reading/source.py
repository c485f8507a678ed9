"""Rows on their way from a file, whatever kind of file it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

# As the readers give them: dates are typed, an empty cell is "".
Value = str | float | bool | date | datetime | time | timedelta
Numbered = tuple[int, Sequence[Value]]


class Merge(NamedTuple):
    """Merged cells: rows count from 1, columns from 0, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Source:
    """``rows``: each with its row number in the sheet, or its first line in the text file."""

    rows: Iterator[Numbered]
    lettered: bool
    merges: tuple[Merge, ...] = ()
