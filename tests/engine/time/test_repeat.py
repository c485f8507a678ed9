"""Repetitions in words."""

from __future__ import annotations

import pytest

from engine.time import duration
from engine.time.phrase import PhraseError
from engine.time.repeat import Daily, Interval, Monthly, Named, Quarterly, Repeat, Weekly, Yearly, parse

NINE = 9 * 60
READ: dict[str, Repeat] = {
    "15min": Interval(duration.parse("15min")),
    "6mo": Interval(duration.parse("6mo")),
    "day 09:00": Daily(NINE),
    "workday 9:00": Daily(NINE, working=True),
    "monday 09:00": Weekly(0, NINE),
    "week": Weekly(0, 0),
    "friday 17:00": Weekly(4, 17 * 60),
    "month 15 09:00": Monthly(15, NINE),
    "month last 18:00": Monthly(None, 18 * 60),
    "month": Monthly(1, 0),
    "quarter": Quarterly(0),
    "year 02-14": Yearly(2, 14, 0),
    "payday +1d 10:00": Named("payday", duration.parse("1d"), 10 * 60),
    "holiday -3d 10:00": Named("holiday", duration.parse("-3d"), 10 * 60),
    "birthday 09:00": Named("birthday", clock=NINE),
    "member_since +1y": Named("member_since", duration.parse("1y")),
    "new_product": Named("new_product"),
}
REFUSED = {
    "": "time.bad_repeat",
    "0 9 * * *": "time.cron",
    "0 9 1 1 1": "time.cron",
    "18:00": "time.bad_repeat",
    "month 32 09:00": "time.bad_repeat",
    "month 0": "time.bad_repeat",
    "year 02-30": "time.bad_repeat",
    "day 25:00": "time.bad_repeat",
    "day 09:00 09:00": "time.bad_repeat",
    "payday 1d": "time.bad_repeat",
    "5m": "time.minute_or_month",
    "0d": "time.bad_repeat",
    "Monday 09:00": "time.bad_repeat",
    "-3d": "time.bad_repeat",
}


@pytest.mark.parametrize("text", READ)
def test_a_repetition_is_read(text: str) -> None:
    assert parse(text) == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_repetition_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(PhraseError) as refused:
        parse(text)
    assert refused.value.code == REFUSED[text]
