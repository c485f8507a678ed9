"""Durations in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.time.duration import DAY, HOUR, MINUTE, Duration, parse, write
from engine.time.phrase import PhraseError

READ = {
    "30min": Duration(milliseconds=30 * MINUTE),
    "2h": Duration(milliseconds=2 * HOUR),
    "15d": Duration(days=15),
    "1w": Duration(days=7),
    "3mo": Duration(months=3),
    "1q": Duration(months=3),
    "1y": Duration(months=12),
    "3wd": Duration(working_days=3),
    "4wh": Duration(working_milliseconds=4 * HOUR),
    "1d12h": Duration(days=1, milliseconds=12 * HOUR),
    "-3d": Duration(days=-3),
    "-1d12h": Duration(days=-1, milliseconds=-12 * HOUR),
    "+1y": Duration(months=12),
    "1mo-3d": Duration(months=1, days=-3),
    "0d": Duration(),
}
REFUSED = {
    "": "time.bad_duration",
    "3": "time.bad_duration",
    "d": "time.bad_duration",
    "3 d": "time.bad_duration",
    "3days": "time.bad_duration",
    "P3D": "time.bad_duration",
    "３d": "time.bad_duration",
    "3D": "time.bad_duration",
    "5m": "time.minute_or_month",
    "1d5m": "time.minute_or_month",
    "101y": "time.too_long",
    "999999999y": "time.too_long",
    "9999999999d": "time.bad_duration",
}

counts = st.integers(-99, 99)
durations = st.builds(
    lambda months, days, minutes, working_days, working_hours: Duration(
        months, days, minutes * MINUTE, working_days, working_hours * HOUR
    ),
    st.integers(-1200, 1200),
    counts,
    counts,
    counts,
    counts,
)


@pytest.mark.parametrize("text", READ)
def test_a_duration_is_read_with_its_units(text: str) -> None:
    assert parse(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_duration_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(PhraseError) as refused:
        parse(text)
    assert refused.value.code == REFUSED[text]


@given(durations)
def test_what_is_written_is_read_back(length: Duration) -> None:
    assert parse(write(length)) == length


@given(durations)
def test_the_negative_undoes_a_duration(length: Duration) -> None:
    assert not length + -length


def test_a_duration_of_days_is_exact_and_one_of_months_is_not() -> None:
    assert parse("1d12h").exact == DAY + 12 * HOUR
    assert parse("1mo").exact is None
    assert parse("1wd").exact is None
    assert parse("3wd").working and not parse("3d").working
