"""When a repetition comes round next."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta, tzinfo

from engine.time.calendar import Calendar, add, add_months, add_to_day, at, local
from engine.time.duration import Duration
from engine.time.repeat import Daily, Interval, Monthly, Named, Quarterly, Repeat, Weekly, Yearly

HORIZON = timedelta(days=9 * 366)  # longer than between two 29ths of February
HOLIDAY = "holiday"
EARLIEST = 1800  # the first year whose anniversaries are kept


def next_after(
    repeat: Repeat, instant: int, zone: tzinfo, calendar: Calendar | None = None, since: int | None = None
) -> int | None:
    """The first occurrence after an instant (UTC milliseconds), by the clock of a zone, or None.

    An interval counts from ``since``, by default from midnight of 1 January 1970, with working time from the
    instant itself. A named day must be one of the calendar; for a date field use ``next_of_field``.
    """
    working = calendar or Calendar()
    if isinstance(repeat, Interval):
        start = since if since is not None else _origin(repeat.duration, instant, zone)
        return _interval(repeat.duration, start, instant, zone, working)
    if isinstance(repeat, Named):
        return _named(repeat, instant, zone, working)
    first = local(instant, zone).date()
    moments = (at(day, repeat.clock, zone) for day in _days(repeat, first, working))
    return next((moment for moment in moments if moment > instant), None)


def next_of_field(repeat: Named, day: date, instant: int, zone: tzinfo, calendar: Calendar | None = None) -> int | None:
    """The next occurrence for the value of a date field: its anniversaries, shifted by days.

    With months or years in the shift (``member_since +1y``) it comes once.
    """
    working = calendar or Calendar()
    if repeat.shift.months:
        moment = _shifted(day, repeat, zone, working)
        return moment if moment > instant else None
    year = local(instant, zone).year
    moments = (
        _shifted(add_months(day, 12 * (number - day.year)), repeat, zone, working)
        for number in range(max(day.year, year - 1), year + 3)
    )
    return next((moment for moment in moments if moment > instant), None)


def days_of_field(repeat: Named, day: date, calendar: Calendar | None = None) -> list[date]:
    """The values of a date field for which an occurrence falls on a day: the inverse of ``next_of_field``.

    The shift counts in days, months or working days.
    """
    working, shift = calendar or Calendar(), repeat.shift
    around = abs(shift.days) + abs(shift.working_days) * 7 + (60 if shift.working else 3)
    middle = add_months(day, -shift.months)
    near = (middle + timedelta(days=number) for number in range(-around, around + 1))
    found = [each for each in near if add_to_day(each, shift, working) == day]
    return found if shift.months else [earlier for each in found for earlier in _same_day(each)]


def _same_day(anniversary: date) -> Iterator[date]:
    """The dates of which a day is an anniversary: that day in every year up to it."""
    for year in range(EARLIEST, anniversary.year + 1):
        for day in {anniversary.day, 29 if (anniversary.month, anniversary.day) == (2, 28) else anniversary.day}:
            if day <= monthrange(year, anniversary.month)[1]:
                born = date(year, anniversary.month, day)
                if add_months(born, 12 * (anniversary.year - year)) == anniversary:
                    yield born


def known_day(name: str, calendar: Calendar) -> bool:
    """Whether a calendar names this day."""
    return name == HOLIDAY or name in calendar.days


def _origin(length: Duration, instant: int, zone: tzinfo) -> int:
    return instant if length.working else at(date(1970, 1, 1), 0, zone)


def _interval(length: Duration, since: int, instant: int, zone: tzinfo, calendar: Calendar) -> int:
    """The least since + n · length after the instant: doubling, then halving."""
    if since > instant:
        return since
    high = 1
    while add(since, _times(length, high), zone, calendar) <= instant:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if add(since, _times(length, middle), zone, calendar) <= instant else (low, middle)
    return add(since, _times(length, high), zone, calendar)


def _times(length: Duration, count: int) -> Duration:
    return Duration(*(part * count for part in length.parts))


def _days(repeat: Repeat, first: date, calendar: Calendar) -> Iterator[date]:
    """The days of a repetition from a day on, to the horizon."""
    last = first + HORIZON
    match repeat:
        case Daily(working=working):
            days = (first + timedelta(days=number) for number in range(HORIZON.days))
            yield from (day for day in days if not working or calendar.works(day))
        case Weekly(weekday=weekday):
            begin = first + timedelta(days=(weekday - first.weekday()) % 7)
            yield from (begin + timedelta(weeks=number) for number in range(HORIZON.days // 7))
        case Monthly(day=day):
            yield from _on(first, last, 1, day)
        case Quarterly():
            begin = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
            yield from _on(begin, last, 3, 1, first)
        case Yearly(month=month, day=day):
            yield from _on(date(first.year, month, 1), last, 12, day, first)


def _on(begin: date, last: date, months: int, day: int | None, first: date | None = None) -> Iterator[date]:
    """A day of every so many months; the last one where the month is shorter."""
    month = begin.replace(day=1)
    while month <= last:
        found = add_months(month, 1) - timedelta(days=1)
        found = found if day is None else min(found, month + timedelta(days=day - 1))
        if found >= (first or begin):
            yield found
        month = add_months(month, months)


def _named(repeat: Named, instant: int, zone: tzinfo, calendar: Calendar) -> int | None:
    shift = repeat.shift
    days = abs(shift.months) * 31 + abs(shift.days) + abs(shift.working_days) * 7
    margin = timedelta(days=days + (60 if shift.working else 3))  # a long holiday stretches working time
    first = local(instant, zone).date() - margin
    moments = (_shifted(day, repeat, zone, calendar) for day in _named_days(repeat.name, first, calendar))
    return next((moment for moment in moments if moment > instant), None)


def _named_days(name: str, first: date, calendar: Calendar) -> Iterator[date]:
    named = calendar.days.get(name)
    if named is None:
        holidays = sorted(calendar.holidays) if name == HOLIDAY else []
        days = (day for day in holidays if day - timedelta(days=1) not in calendar.holidays)
        yield from (day for day in days if day >= first)
    elif isinstance(named, tuple):
        yield from (day for day in sorted(named) if day >= first)
    else:
        yield from _days(named, first, calendar)


def _shifted(day: date, repeat: Named, zone: tzinfo, calendar: Calendar) -> int:
    moved = at(add_to_day(day, repeat.shift, calendar), repeat.clock, zone)
    exact = Duration(0, 0, repeat.shift.milliseconds, 0, repeat.shift.working_milliseconds)
    return add(moved, exact, zone, calendar) if exact else moved
