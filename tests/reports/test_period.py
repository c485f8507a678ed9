"""Spans of days in words."""

from __future__ import annotations

from datetime import date

import pytest

from engine.records.clock import EPOCH
from reports.period import OFFERED, Period, parse

TODAY = (date(2026, 3, 31) - EPOCH).days
CASES = {
    "all": ("", ""),
    "today": ("2026-03-31", "2026-03-31"),
    "this month": ("2026-03-01", "2026-03-31"),
    "last month": ("2026-02-01", "2026-02-28"),
    "this quarter": ("2026-01-01", "2026-03-31"),
    "last year": ("2025-01-01", "2025-12-31"),
    "next month": ("2026-04-01", "2026-04-30"),
    "last 30 days": ("2026-03-02", "2026-03-31"),
    "last 6 months": ("2025-10-01", "2026-03-31"),
    "next 6 months": ("2026-03-01", "2026-08-31"),
    "2026-01-05..2026-02-01": ("2026-01-05", "2026-02-01"),
}


def day(text: str) -> int | None:
    return (date.fromisoformat(text) - EPOCH).days if text else None


@pytest.mark.parametrize("phrase", CASES)
def test_a_phrase_means_these_days(phrase: str) -> None:
    first, last = CASES[phrase]
    assert parse(phrase, TODAY) == Period(day(first), day(last))


@pytest.mark.parametrize("phrase", ["soon", "last 30 weeks", "this", "2026-13-01..2026-14-01", "last 9999 days"])
def test_a_phrase_without_meaning_is_refused(phrase: str) -> None:
    assert parse(phrase, TODAY) is None


def test_every_phrase_that_is_offered_means_something() -> None:
    assert all(parse(phrase, TODAY) is not None for phrase in OFFERED)
