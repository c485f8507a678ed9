"""Calendar arithmetic on days since 1970-01-01."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from engine.expressions.runtime import zones
from engine.expressions.runtime.zones import (
    DAY,
    FIRST_DAY,
    LAST_DAY,
    ORDINAL,
    day_within_calendar,
    within_calendar,
)
from engine.time.duration import Duration

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")


def civil(day: int) -> date:
    return date.fromordinal(day + ORDINAL)


def days(found: date) -> int:
    return found.toordinal() - ORDINAL


def make_date(year: int, month: int, day: int) -> int | None:
    """The date with these numbers, None if there is none."""
    try:
        return days(date(year, month, day))
    except (ValueError, OverflowError):
        return None


def year(day: int) -> int:
    return civil(day).year


def month(day: int) -> int:
    return civil(day).month


def quarter(day: int) -> int:
    return (civil(day).month + 2) // 3


def week(day: int) -> int:
    """The ISO week."""
    return civil(day).isocalendar().week


def day_of_month(day: int) -> int:
    return civil(day).day


def weekday(day: int) -> int:
    """Monday is 1, Sunday 7."""
    return (day + 3) % 7 + 1


def add_months(day: int, months: int) -> int:
    """The same day some months later, or the last one of that month."""
    start = civil(day)
    index = start.year * 12 + start.month - 1 + months
    if not 12 <= index < 120_000:
        return LAST_DAY if index > 12 else FIRST_DAY
    found_year, found_month = index // 12, index % 12 + 1
    last = monthrange(found_year, found_month)[1]
    return days(date(found_year, found_month, min(start.day, last)))


def start_of(day: int, unit: Unit) -> int:
    """The first day of the week (Monday), month, quarter or year."""
    if unit == "day":
        return day
    if unit == "week":
        return day_within_calendar(day - (day + 3) % 7)
    found = civil(day)
    first = {"month": found.month, "quarter": (found.month - 1) // 3 * 3 + 1, "year": 1}[unit]
    return days(date(found.year, first, 1))


def end_of(day: int, unit: Unit) -> int:
    """The last day of the week (Sunday), month, quarter or year."""
    if unit == "day":
        return day
    if unit == "week":
        return day_within_calendar(day - (day + 3) % 7 + 6)
    found = civil(day)
    last = {"month": found.month, "quarter": (found.month + 2) // 3 * 3, "year": 12}[unit]
    return days(date(found.year, last, monthrange(found.year, last)[1]))


def years_between(earlier: int, later: int) -> int:
    """How many anniversaries of the earlier date have come; negative when it lies ahead."""
    start, end = civil(earlier), civil(later)
    whole = end.year - start.year
    last = monthrange(end.year, start.month)[1]
    return whole - ((end.month, end.day) < (start.month, min(start.day, last)))


def shift_date(day: int, months: int, whole_days: int) -> int:
    """A date some months and then some days away."""
    moved = add_months(day, months) if months else day
    return day_within_calendar(moved + whole_days)


def shift_moment(moment: int, months: int, whole_days: int, length: int, zone: ZoneInfo) -> int:
    """An instant some months, days and milliseconds away: months and days keep the local clock."""
    if months or whole_days:
        local = zones.to_local(moment, zone)
        day = shift_date(day_within_calendar(local // DAY), months, whole_days)
        moment = zones.to_instant(day * DAY + local % DAY, zone)
    return within_calendar(moment + length)


def date_parts(duration: Duration, sign: int, up: bool) -> tuple[int, int]:
    """Months and days of a duration added to a date: the clock part in whole days, rounded down or up."""
    length = sign * duration.milliseconds
    clock = -(-length // DAY) if up else length // DAY
    return sign * duration.months, sign * duration.days + clock


def first_reaching(reach: Callable[[int], int], wanted: int, low: int, high: int) -> int:
    """The least ``x`` of ``low..high`` whose ``reach(x)`` (never falling) is ``wanted`` or more, else high + 1.

    Most often ``reach`` moves everything by the same length: it is sought there first, then ever farther away.
    """
    near = min(max(wanted, low), high)
    above = min(max(2 * near - reach(near), low), high)
    below, step = above - 1, 1
    while below >= low and reach(below) >= wanted:
        above, below, step = below, below - step, step * 16
    while above <= high and reach(above) < wanted:
        below, above, step = above, above + step, step * 16
    first = max(below, low - 1) + 1
    between = range(first, min(above, high + 1))
    return first + bisect_left(between, True, key=lambda x: reach(x) >= wanted)
