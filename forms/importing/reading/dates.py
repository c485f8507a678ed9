"""Dates as people write them, and what order of day and month a text leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from forms.importing.reading.numbers import parse_number
from forms.importing.reading.times import clock, read_time

YEAR_FIRST, MONTH_FIRST, DAY_FIRST = "Y-M-D", "M/D/Y", "D/M/Y"
COMPACT, SERIAL = "YYYYMMDD", "serial"
FORMATS: Mapping[str, Mapping[str, str]] = {
    YEAR_FIRST: {"zh": "年-月-日", "en": "year-month-day"},
    MONTH_FIRST: {"zh": "月/日/年", "en": "month/day/year"},
    DAY_FIRST: {"zh": "日/月/年", "en": "day/month/year"},
    COMPACT: {"zh": "八位数字，如 20240305", "en": "eight digits, as 20240305"},
    SERIAL: {"zh": "Excel 日期序号", "en": "serial number of a spreadsheet"},
}

YEAR_LEADS = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*(?:[日号]|(?!\d)))"
)
PACKED = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-\s]([A-Za-z]{3,9})\.?[-,\s]\s*(\d{4}|\d{2})(?!\d)")
MONTH_NAMED = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH_NUMBERS = {form: at + 1 for at, name in enumerate(MONTHS) for form in (name, name[:3])} | {"sept": 9}
PIVOT = 69  # of two digits: 69–99 are 1969–1999, 00–68 are 2000–2068
SHORTEST, LONGEST = 6, 40  # characters of a date
EPOCH = datetime(1899, 12, 30)
LAST_SERIAL = 2_958_466  # the day after 9999-12-31
LEAP_BUG = 60  # 1900-02-29, a day that only spreadsheets know


class DateText(NamedTuple):
    """What a text can mean: the day by each order that makes it a real day.

    ``given``: the text itself says which number is what, so that no order has to be chosen.
    """

    days: Mapping[str, date]
    given: bool
    short_year: bool
    clock: time | None = None

    @property
    def settled(self) -> bool:
        """There is only one day that this can be."""
        return self.given or len(set(self.days.values())) == 1

    def value(self, order: str | None) -> date | datetime | None:
        """The date, or date and time, in this order; None if it is no day in it, or open without one."""
        if self.given or (order is None and self.settled):
            day = next(iter(self.days.values()))
        elif (chosen := self.days.get(order or "")) is not None:
            day = chosen
        else:
            return None
        return day if self.clock is None else datetime.combine(day, self.clock)


def read_date(text: str) -> DateText | None:
    """What date a plain text (``numbers.plain``) can be, or None."""
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    for read in (_year_leads, _packed, _numeric, _day_named, _month_named):
        if found := read(text):
            return _with_time(*found)
    return None


def _with_time(found: DateText, rest: str) -> DateText | None:
    if not found.days or not rest:
        return found if found.days else None
    moment = read_time(rest)
    return found._replace(clock=moment) if moment else None


def _year_leads(text: str) -> tuple[DateText, str] | None:
    found = YEAR_LEADS.match(text)
    if found is None:
        return None
    month, day = found.group(3, 4) if found[2] else found.group(5, 6)
    return _given(found[1], month, day), text[found.end() :]


def _packed(text: str) -> tuple[DateText, str] | None:
    found = PACKED.match(text)
    if found is None:
        return None
    result = _given(found[1], found[2], found[3])
    if found[4] is None:
        return result, text[found.end() :]
    moment = clock(int(found[4]), int(found[5]), int(found[6] or 0))
    return (result._replace(clock=moment), text[found.end() :]) if moment else None


def _numeric(text: str) -> tuple[DateText, str] | None:
    found = NUMERIC.match(text)
    if found is None:
        return None
    first, second, last = found.group(1, 3, 4)
    readings = {MONTH_FIRST: (last, first, second), DAY_FIRST: (last, second, first)}
    short = len(last) == 2
    if short and len(first) == 2:
        readings[YEAR_FIRST] = (first, second, last)
    days = {order: day for order, parts in readings.items() if (day := _day(*parts))}
    return DateText(days, False, short), text[found.end() :]


def _day_named(text: str) -> tuple[DateText, str] | None:
    found = DAY_NAMED.match(text)
    return (_named(found[3], found[2], found[1]), text[found.end() :]) if found else None


def _month_named(text: str) -> tuple[DateText, str] | None:
    found = MONTH_NAMED.match(text)
    return (_named(found[3], found[1], found[2]), text[found.end() :]) if found else None


def _named(year: str, name: str, day: str) -> DateText:
    return _given(year, str(MONTH_NUMBERS.get(name.lower(), 0)), day)


def _given(year: str, month: str, day: str) -> DateText:
    only = _day(year, month, day)
    return DateText({YEAR_FIRST: only} if only else {}, True, len(year) == 2)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 1900 if number >= PIVOT else 2000
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def read_serial(text: str) -> date | datetime | None:
    """The date that a serial number of a spreadsheet (1900 system) stands for."""
    number = parse_number(text)
    if number is None or not 1 <= number < LAST_SERIAL or int(number) == LEAP_BUG:
        return None
    days = number if number > LEAP_BUG else number + 1
    moment = EPOCH + timedelta(milliseconds=round(days * 86_400_000))
    return moment.date() if number == int(number) else moment


def offers(fits: Iterable[str], locale: str, proven: Iterable[str] = ()) -> tuple[str, ...]:
    """The orders that fit, best guess first: those that other columns of the file prove, then by locale."""
    language = locale.lower()
    if language in ("en", "en-us"):
        habit = (MONTH_FIRST, DAY_FIRST, YEAR_FIRST)
    elif language.startswith(("zh", "ja", "ko")):
        habit = (YEAR_FIRST, MONTH_FIRST, DAY_FIRST)
    else:
        habit = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
    known = set(proven)
    return tuple(sorted(fits, key=lambda order: (order not in known, habit.index(order))))
