"""Working time and moving through the calendar."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.time import calendar, duration
from engine.time.calendar import Calendar, add, add_months, add_to_day, local
from engine.time.duration import HOUR, MINUTE
from engine.time.phrase import PhraseError

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
CN = Calendar(
    week=dict.fromkeys(range(5), calendar.parse_hours("09:00-12:00 13:30-18:00")),
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    workdays=frozenset({date(2026, 10, 10)}),
)


def instant(text: str, zone: ZoneInfo = SHANGHAI) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


def clock(moment: int, zone: ZoneInfo = SHANGHAI) -> str:
    return local(moment, zone).strftime("%Y-%m-%d %H:%M")


# from, duration, until: 2026-09-30 is a wednesday before seven days off, 2026-10-10 a saturday that is worked
MOVES = [
    ("2026-03-02 09:00", "3d", "2026-03-05 09:00"),
    ("2026-01-31 10:00", "1mo", "2026-02-28 10:00"),
    ("2024-02-29 10:00", "1y", "2025-02-28 10:00"),
    ("2026-03-02 09:00", "1d12h", "2026-03-03 21:00"),
    ("2026-03-02 09:00", "-3d", "2026-02-27 09:00"),
    ("2026-09-30 16:00", "1wd", "2026-10-08 16:00"),
    ("2026-09-30 16:00", "3wd", "2026-10-10 16:00"),
    ("2026-10-08 16:00", "-1wd", "2026-09-30 16:00"),
    ("2026-03-07 10:00", "1wd", "2026-03-09 10:00"),
    ("2026-03-02 11:00", "4wh", "2026-03-02 16:30"),
    ("2026-03-02 17:00", "4wh", "2026-03-03 12:00"),
    ("2026-03-02 20:00", "1wh", "2026-03-03 10:00"),
    ("2026-03-03 12:00", "-4wh", "2026-03-02 17:00"),
    ("2026-09-30 17:00", "2wh", "2026-10-08 10:00"),
]


@pytest.mark.parametrize(("start", "length", "end"), MOVES)
def test_a_duration_moves_an_instant_by_the_clock_and_the_calendar(start: str, length: str, end: str) -> None:
    assert clock(add(instant(start), duration.parse(length), SHANGHAI, CN)) == end


def test_days_keep_the_clock_time_over_a_change_of_clocks_and_hours_do_not() -> None:
    before = instant("2026-03-28 09:00", BERLIN)
    assert clock(add(before, duration.parse("1d"), BERLIN), BERLIN) == "2026-03-29 09:00"
    assert clock(add(before, duration.parse("24h"), BERLIN), BERLIN) == "2026-03-29 10:00"


def test_a_clock_time_that_does_not_exist_comes_an_hour_later() -> None:
    assert clock(calendar.at(date(2026, 3, 29), 150, BERLIN), BERLIN) == "2026-03-29 03:30"


def test_working_days_are_counted_with_both_ends() -> None:
    assert CN.networkdays(date(2026, 9, 30), date(2026, 10, 10)) == 4
    assert CN.networkdays(date(2026, 10, 10), date(2026, 9, 30)) == -4
    assert CN.networkdays(date(2026, 10, 1), date(2026, 10, 7)) == 0


def test_working_time_between_two_instants_leaves_out_the_night() -> None:
    first, last = instant("2026-03-02 17:00"), instant("2026-03-03 12:00")
    assert CN.working_between(first, last, SHANGHAI) == 4 * HOUR
    assert CN.working_between(last, first, SHANGHAI) == -4 * HOUR


def test_a_date_moves_by_days_months_and_working_days() -> None:
    assert add_to_day(date(2026, 9, 30), duration.parse("1wd"), CN) == date(2026, 10, 8)
    assert add_to_day(date(2026, 1, 31), duration.parse("1mo")) == date(2026, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


@pytest.mark.parametrize("text", ["", "9-12", "12:00-09:00", "09:00-12:00 11:00-13:00", "09:00-25:00", "09:70-10:00"])
def test_bad_working_hours_are_refused(text: str) -> None:
    with pytest.raises(PhraseError):
        calendar.parse_hours(text)


def test_a_calendar_that_never_works_is_refused_and_does_not_hang() -> None:
    never = Calendar(week={})
    with pytest.raises(ValueError, match="no working"):
        never.add_days(date(2026, 1, 1), 1)
    with pytest.raises(ValueError, match="no working"):
        never.add_working(instant("2026-01-01 09:00"), HOUR, SHANGHAI)


@given(st.integers(0, 60 * 24 * 300), st.integers(-2000, 2000))
def test_working_time_added_is_the_working_time_between(offset: int, minutes: int) -> None:
    start = instant("2026-01-01 00:00") + offset * MINUTE
    end = CN.add_working(start, minutes * MINUTE, SHANGHAI)
    assert CN.working_between(start, end, SHANGHAI) == minutes * MINUTE
