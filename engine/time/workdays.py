"""Which days are worked, as a weekly pattern and the days that depart from it: counted without walking through them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

MONDAY = 3  # the place of 1970-01-01 in its week, Monday first


@dataclass(frozen=True)
class Workdays:
    """``week``: a ``1`` for each weekday that is worked, Monday first. ``worked`` and ``off``: the days since
    1970-01-01 that are worked, or not, against the pattern, in order."""

    week: str = "1111100"
    worked: tuple[int, ...] = ()
    off: tuple[int, ...] = ()

    def between(self, first: int, last: int) -> int:
        """The working days from first to last, both counted; negative if last is earlier."""
        if last < first:
            return -self.between(last, first)
        regular = self._until(last) - self._until(first - 1)
        return regular + _within(self.worked, first, last) - _within(self.off, first, last)

    def _until(self, day: int) -> int:
        """The working days of the pattern from a fixed Monday to a day."""
        weeks, place = divmod(day + MONDAY, 7)
        return weeks * self.week.count("1") + self.week[: place + 1].count("1")

    def __str__(self) -> str:
        return ";".join((self.week, ",".join(map(str, self.worked)), ",".join(map(str, self.off))))


@lru_cache(maxsize=64)
def parse(text: str) -> Workdays:
    """What ``str`` wrote."""
    week, *departures = text.split(";")
    worked, off = (tuple(map(int, days.split(","))) if days else () for days in departures)
    return Workdays(week, worked, off)


def _within(days: tuple[int, ...], first: int, last: int) -> int:
    return bisect_right(days, last) - bisect_left(days, first)
