"""Spans of days in words: `this month`, `last year`, `last 30 days`, `2026-01-01..2026-03-31`, `all`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.expressions.runtime.dates import Unit, add_months, civil, end_of, start_of
from engine.expressions.runtime.zones import day_within_calendar
from engine.expressions.types import DATE
from engine.records.codec import ValueProblem, literal

ALL = "all"
UNITS: dict[str, Unit] = {"week": "week", "month": "month", "quarter": "quarter", "year": "year"}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
OFFERED = (
    "all",
    "this month",
    "last month",
    "this quarter",
    "last quarter",
    "this year",
    "last year",
    "last 30 days",
)

_ONE = re.compile(r"(this|last|next) (week|month|quarter|year)")
_MANY = re.compile(r"(last|next) (\d{1,3}) (days|months)")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Period:
    """First and last day, both included, as days since 1970-01-01; None is open."""

    first: int | None = None
    last: int | None = None


def parse(text: str, today: int) -> Period | None:
    """The days that a phrase means today; None for a phrase that means nothing."""
    if text in ("", ALL):
        return Period()
    if text == "today":
        return Period(today, today)
    if found := _ONE.fullmatch(text):
        return _one(found[1], found[2], today)
    if found := _MANY.fullmatch(text):
        return _many(found[1], int(found[2]), found[3], today)
    if found := _RANGE.fullmatch(text):
        return _range(found[1], found[2])
    return None


def _one(which: str, unit: str, today: int) -> Period:
    steps = {"this": 0, "last": -1, "next": 1}[which]
    day = today + 7 * steps if unit == "week" else add_months(today, steps * MONTHS[unit])
    assert day is not None
    return Period(start_of(day, UNITS[unit]), end_of(day, UNITS[unit]))


def _many(which: str, count: int, unit: str, today: int) -> Period:
    """Full days or months: `last 6 months` are this one and the five before."""
    if unit == "days":
        return Period(today - count + 1, today) if which == "last" else Period(today, today + count - 1)
    first, last = (1 - count, 0) if which == "last" else (0, count - 1)
    begin, end = add_months(start_of(today, "month") or today, first), add_months(today, last)
    return Period(begin, end_of(end, "month") if end is not None else None)


def _range(first: str, last: str) -> Period | None:
    try:
        return Period(literal(DATE, first), literal(DATE, last))
    except ValueProblem:
        return None


def previous(period: Period) -> Period | None:
    """The equal span before: so many whole months if it is whole months, else so many days; None if it is open."""
    first, last = period.first, period.last
    if first is None or last is None or first > last:
        return None
    if start_of(first, "month") != first or end_of(last, "month") != last:
        return Period(day_within_calendar(2 * first - last - 1), day_within_calendar(first - 1))
    start, end = civil(first), civil(last)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return Period(add_months(first, -months), day_within_calendar(first - 1))
