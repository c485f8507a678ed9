"""Working time: which days and hours are worked, and moving by working days and hours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cached_property

from engine.time.duration import Duration
from engine.time.phrase import PhraseError
from engine.time.repeat import Repeat
from engine.time.workdays import Workdays

Hours = tuple[tuple[int, int], ...]  # stretches in minutes after midnight, early to late

RANGE = re.compile(r"([0-9]{1,2}):([0-9]{2})-([0-9]{1,2}):([0-9]{2})", re.ASCII)
OFFICE: Mapping[int, Hours] = dict.fromkeys(range(5), ((9 * 60, 18 * 60),))
SEARCHED = 4_000  # days looked through before a calendar counts as never working
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def parse_hours(text: str) -> Hours:
    """``09:00-12:00 13:30-18:00``. Raises PhraseError."""
    hours: list[tuple[int, int]] = []
    for word in text.split():
        match = RANGE.fullmatch(word)
        if match is None:
            raise PhraseError("time.bad_hours", text)
        begin, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
        good = int(match[2]) < 60 and int(match[4]) < 60 and begin < end <= 24 * 60
        if not good or (hours and begin < hours[-1][1]):
            raise PhraseError("time.bad_hours", text)
        hours.append((begin, end))
    if not hours:
        raise PhraseError("time.bad_hours", text)
    return tuple(hours)


@dataclass(frozen=True)
class Calendar:
    """Working hours by weekday (0 is monday), days off, days worked, and days with a name."""

    week: Mapping[int, Hours] = field(default_factory=lambda: OFFICE)
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    days: Mapping[str, tuple[date, ...] | Repeat] = field(default_factory=dict)

    def hours(self, day: date) -> Hours:
        """The working hours of a day; one worked in place of another has those of the first weekday."""
        if day in self.workdays:
            return self.week.get(day.weekday()) or next(iter(self.week.values()), ())
        return () if day in self.holidays else self.week.get(day.weekday(), ())

    def works(self, day: date) -> bool:
        """Whether the day is worked."""
        return bool(self.hours(day))

    def add_days(self, day: date, count: int) -> date:
        """The count-th working day after (before, if negative) a day; the day itself for 0."""
        step = timedelta(days=1 if count > 0 else -1)
        left, searched = abs(count), 0
        while left:
            day += step
            left, searched = (left - 1, 0) if self.works(day) else (left, searched + 1)
            if searched > SEARCHED:
                raise ValueError("the calendar has no working days")
        return day

    def networkdays(self, first: date, last: date) -> int:
        """Working days from first to last, both counted; negative if last is earlier."""
        return self.counted.between((first - EPOCH.date()).days, (last - EPOCH.date()).days)

    @cached_property
    def counted(self) -> Workdays:
        """The days that are worked, for counting."""
        pattern = "".join("1" if self.week.get(weekday) else "0" for weekday in range(7))
        worked = [day for day in self.workdays if self.works(day) and pattern[day.weekday()] == "0"]
        off = [day for day in self.holidays if not self.works(day) and pattern[day.weekday()] == "1"]
        numbers = [tuple(sorted((day - EPOCH.date()).days for day in days)) for days in (worked, off)]
        return Workdays(pattern, *numbers)

    def add_working(self, instant: int, milliseconds: int, zone: tzinfo) -> int:
        """The instant (UTC milliseconds) after so much working time, negative for before."""
        left = abs(milliseconds)
        if not left:
            return instant
        stretches = self._after(instant, zone) if milliseconds > 0 else self._before(instant, zone)
        for begin, end in stretches:
            if left <= end - begin:
                return begin + left if milliseconds > 0 else end - left
            left -= end - begin
        raise ValueError("the calendar has no working hours")

    def working_between(self, first: int, last: int, zone: tzinfo) -> int:
        """The working time between two instants, in milliseconds; negative if last is earlier."""
        if last < first:
            return -self.working_between(last, first, zone)
        total = 0
        for begin, end in self._after(first, zone):
            if begin >= last:
                break
            total += min(end, last) - begin
        return total

    def _after(self, instant: int, zone: tzinfo) -> Iterator[tuple[int, int]]:
        for begin, end in self._stretches(local(instant, zone).date(), 1, zone):
            if end > instant:
                yield max(begin, instant), end

    def _before(self, instant: int, zone: tzinfo) -> Iterator[tuple[int, int]]:
        for begin, end in self._stretches(local(instant, zone).date(), -1, zone):
            if begin < instant:
                yield begin, min(end, instant)

    def _stretches(self, day: date, step: int, zone: tzinfo) -> Iterator[tuple[int, int]]:
        searched = 0
        while searched < SEARCHED:
            hours = self.hours(day)
            searched = 0 if hours else searched + 1
            for begin, end in hours[::step]:
                yield at(day, begin, zone), at(day, end, zone)
            day += timedelta(days=step)


def local(instant: int, zone: tzinfo) -> datetime:
    """The clock of a zone at an instant (UTC milliseconds)."""
    return (EPOCH + timedelta(milliseconds=instant)).astimezone(zone)


def at(day: date, minutes: int, zone: tzinfo) -> int:
    """The instant (UTC milliseconds) at so many minutes after midnight by the clock of a zone.

    A clock time that a change of clocks skips is the same distance later; one that it repeats is the first.
    """
    clock = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)
    return (clock.replace(tzinfo=zone) - EPOCH) // timedelta(milliseconds=1)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def add(instant: int, length: Duration, zone: tzinfo, calendar: Calendar | None = None) -> int:
    """The instant (UTC milliseconds) after a duration, by the clock of a zone.

    Months, days and working days keep the clock time; then come exact time and working time. Without a
    calendar the working week is monday to friday, 09:00-18:00. Raises OverflowError beyond the year 9999.
    """
    working = calendar or Calendar()
    clock = local(instant, zone)
    day = add_months(clock.date(), length.months) + timedelta(days=length.days)
    day = working.add_days(day, length.working_days)
    if day != clock.date():
        moved = clock.replace(year=day.year, month=day.month, day=day.day, tzinfo=None)
        instant = (moved.replace(tzinfo=zone, fold=clock.fold) - EPOCH) // timedelta(milliseconds=1)
    return working.add_working(instant + length.milliseconds, length.working_milliseconds, zone)


def add_to_day(day: date, length: Duration, calendar: Calendar | None = None) -> date:
    """The day after a duration; parts of a day are dropped."""
    later = add_months(day, length.months) + timedelta(days=length.days)
    return (calendar or Calendar()).add_days(later, length.working_days)
