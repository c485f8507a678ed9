"""Repetitions in words: ``15min``, ``day 09:00``, ``month last 18:00``, ``payday +1d 10:00``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.time import duration
from engine.time.duration import Duration
from engine.time.phrase import PhraseError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", re.ASCII)
DAY_OF_MONTH = re.compile(r"[1-9]|[12][0-9]|3[01]", re.ASCII)
MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)
DAYS_OF_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Interval:
    """``15min``, ``6mo``: again and again after this much time."""

    duration: Duration


@dataclass(frozen=True)
class Daily:
    """``day 09:00``; ``workday 09:00`` only on working days. ``clock`` is in minutes after midnight."""

    clock: int = 0
    working: bool = False


@dataclass(frozen=True)
class Weekly:
    """``monday 09:00``; ``week`` is monday. Weekday 0 is monday."""

    weekday: int = 0
    clock: int = 0


@dataclass(frozen=True)
class Monthly:
    """``month 15 09:00``; ``last`` is None. A day that a month lacks is its last one."""

    day: int | None = 1
    clock: int = 0


@dataclass(frozen=True)
class Quarterly:
    """``quarter``: the first day of January, April, July and October."""

    clock: int = 0


@dataclass(frozen=True)
class Yearly:
    """``year 02-14``; ``year`` alone is the first of January. 29 February is the 28th in other years."""

    month: int = 1
    day: int = 1
    clock: int = 0


@dataclass(frozen=True)
class Named:
    """A day that the calendar names (``payday +1d 10:00``), or a date field (``birthday 09:00``)."""

    name: str
    shift: Duration = Duration()
    clock: int = 0


Repeat = Interval | Daily | Weekly | Monthly | Quarterly | Yearly | Named


def parse(text: str) -> Repeat:
    """Reads a repetition. Without a clock time it is the start of the day. Raises PhraseError."""
    words = text.split()
    if not words:
        raise PhraseError("time.bad_repeat", text)
    if "*" in text or all(word.isdigit() for word in words):
        raise PhraseError("time.cron", text)
    clock = 0
    if len(words) > 1 and (match := CLOCK.fullmatch(words[-1])):
        clock = int(match[1]) * 60 + int(match[2])
        words.pop()
    elif len(words) == 1 and words[0][0].isdigit():
        return _interval(words[0], text)
    found = _phrase(words, clock)
    if found is None:
        raise PhraseError("time.bad_repeat", text)
    return found


def _interval(word: str, text: str) -> Interval:
    try:
        length = duration.parse(word)
    except PhraseError as error:
        code = "time.bad_repeat" if error.code == "time.bad_duration" else error.code
        raise PhraseError(code, text) from None
    if not length:
        raise PhraseError("time.bad_repeat", text)
    return Interval(length)


def _phrase(words: list[str], clock: int) -> Repeat | None:
    head, *rest = words
    if not rest:
        return _words(clock).get(head) or (Named(head, Duration(), clock) if NAME.fullmatch(head) else None)
    if len(rest) > 1:
        return None
    if head == "month":
        return _monthly(rest[0], clock)
    if head == "year":
        return _yearly(rest[0], clock)
    return _named(head, rest[0], clock)


def _words(clock: int) -> dict[str, Repeat]:
    words: dict[str, Repeat] = {name: Weekly(number, clock) for number, name in enumerate(WEEKDAYS)}
    words |= {"day": Daily(clock), "workday": Daily(clock, working=True), "week": Weekly(0, clock)}
    return words | {"month": Monthly(1, clock), "quarter": Quarterly(clock), "year": Yearly(1, 1, clock)}


def _monthly(word: str, clock: int) -> Repeat | None:
    if word == "last":
        return Monthly(None, clock)
    return Monthly(int(word), clock) if DAY_OF_MONTH.fullmatch(word) else None


def _yearly(word: str, clock: int) -> Repeat | None:
    match = MONTH_DAY.fullmatch(word)
    if match is None or int(match[2]) > DAYS_OF_MONTH[int(match[1]) - 1]:
        return None
    return Yearly(int(match[1]), int(match[2]), clock)


def _named(head: str, word: str, clock: int) -> Repeat | None:
    if not NAME.fullmatch(head) or word[0] not in "+-":
        return None
    try:
        return Named(head, duration.parse(word), clock)
    except PhraseError:
        return None
