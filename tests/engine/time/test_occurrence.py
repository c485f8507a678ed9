"""When a repetition comes round next."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.time import duration, repeat
from engine.time.calendar import Calendar, local
from engine.time.occurrence import known_day, next_after, next_of_field
from engine.time.repeat import Monthly, Named

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
CN = Calendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    days={"payday": Monthly(15), "new_product": (date(2026, 3, 15), date(2026, 9, 15))},
)

# repetition, now, next
NEXT = [
    ("15min", "2026-03-02 09:07", "2026-03-02 09:15"),
    ("15min", "2026-03-02 09:15", "2026-03-02 09:30"),
    ("1d", "2026-03-02 09:00", "2026-03-03 00:00"),
    ("day 09:00", "2026-03-02 08:59", "2026-03-02 09:00"),
    ("day 09:00", "2026-03-02 09:00", "2026-03-03 09:00"),
    ("workday 09:00", "2026-09-30 10:00", "2026-10-08 09:00"),
    ("monday 09:00", "2026-03-02 10:00", "2026-03-09 09:00"),
    ("week", "2026-03-04 10:00", "2026-03-09 00:00"),
    ("month 31 09:00", "2026-02-01 00:00", "2026-02-28 09:00"),
    ("month last 18:00", "2026-02-28 18:00", "2026-03-31 18:00"),
    ("quarter", "2026-03-02 09:00", "2026-04-01 00:00"),
    ("year 02-29 09:00", "2026-03-01 00:00", "2027-02-28 09:00"),
    ("year 02-14", "2026-02-14 00:00", "2027-02-14 00:00"),
    ("payday +1d 10:00", "2026-03-15 10:00", "2026-03-16 10:00"),
    ("payday +1d 10:00", "2026-03-16 10:00", "2026-04-16 10:00"),
    ("holiday -3d 10:00", "2026-03-02 09:00", "2026-09-28 10:00"),
    ("new_product", "2026-03-15 00:00", "2026-09-15 00:00"),
    ("new_product", "2026-09-15 00:00", None),
]


def instant(text: str, zone: ZoneInfo = SHANGHAI) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


def clock(moment: int | None, zone: ZoneInfo = SHANGHAI) -> str | None:
    return None if moment is None else local(moment, zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(("text", "now", "then"), NEXT)
def test_a_repetition_comes_round(text: str, now: str, then: str | None) -> None:
    assert clock(next_after(repeat.parse(text), instant(now), SHANGHAI, CN)) == then


def test_an_interval_counts_from_its_beginning() -> None:
    since = instant("2026-01-31 10:00")
    monthly = repeat.parse("1mo")
    assert clock(next_after(monthly, instant("2026-02-28 10:00"), SHANGHAI, CN, since)) == "2026-03-31 10:00"
    assert clock(next_after(repeat.parse("3wd"), instant("2026-03-06 10:00"), SHANGHAI, CN)) == "2026-03-11 10:00"


def test_a_daily_time_that_the_clocks_skip_comes_once_that_day() -> None:
    daily = repeat.parse("day 02:30")
    first = next_after(daily, instant("2026-03-28 12:00", BERLIN), BERLIN)
    assert clock(first, BERLIN) == "2026-03-29 03:30"
    assert first is not None
    assert clock(next_after(daily, first, BERLIN), BERLIN) == "2026-03-30 02:30"


def test_a_date_field_brings_its_anniversaries() -> None:
    birthday = Named("birthday", clock=9 * 60)
    born = date(1990, 2, 28)
    assert clock(next_of_field(birthday, born, instant("2026-03-01 00:00"), SHANGHAI)) == "2027-02-28 09:00"
    leap = date(2000, 2, 29)
    assert clock(next_of_field(birthday, leap, instant("2026-01-01 00:00"), SHANGHAI)) == "2026-02-28 09:00"


def test_a_date_field_shifted_by_a_year_comes_once() -> None:
    once = Named("member_since", duration.parse("1y"))
    joined = date(2025, 5, 1)
    assert clock(next_of_field(once, joined, instant("2026-03-01 00:00"), SHANGHAI)) == "2026-05-01 00:00"
    assert next_of_field(once, joined, instant("2026-05-01 00:00"), SHANGHAI) is None


def test_a_calendar_knows_the_days_that_it_names() -> None:
    assert known_day("payday", CN) and known_day("holiday", CN) and not known_day("birthday", CN)


@given(st.sampled_from([text for text, _, then in NEXT if then]), st.integers(0, 200_000))
def test_occurrences_move_forward_and_none_is_left_out(text: str, minutes: int) -> None:
    every = repeat.parse(text)
    now = instant("2025-06-01 00:00") + minutes * 60_000
    first = next_after(every, now, SHANGHAI, CN)
    if first is not None:
        assert first > now
        assert next_after(every, first - 1, SHANGHAI, CN) == first
