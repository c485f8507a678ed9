"""Working days are counted as if one had walked through them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.time.calendar import EPOCH, OFFICE, Calendar
from engine.time.workdays import parse

DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
CALENDARS = st.builds(
    Calendar,
    week=st.dictionaries(st.integers(0, 6), st.just(OFFICE[0])),
    holidays=st.frozensets(DAYS, max_size=30),
    workdays=st.frozensets(DAYS, max_size=10),
)


def walked(calendar: Calendar, first: date, last: date) -> int:
    if last < first:
        return -walked(calendar, last, first)
    return sum(calendar.works(first + timedelta(days=number)) for number in range((last - first).days + 1))


@given(CALENDARS, DAYS, DAYS)
def test_counting_is_walking(calendar: Calendar, first: date, last: date) -> None:
    assert calendar.networkdays(first, last) == walked(calendar, first, last)


@given(CALENDARS)
def test_the_days_of_a_calendar_survive_as_text(calendar: Calendar) -> None:
    assert parse(str(calendar.counted)) == calendar.counted


def test_ten_thousand_years_are_counted_at_once() -> None:
    first, last = date.min - EPOCH.date(), date.max - EPOCH.date()
    assert Calendar().counted.between(first.days, last.days) == 521_722 * 5 + 5
