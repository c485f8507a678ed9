"""Durations with units: ``3d``, ``1d12h``, ``-3d``, ``3wd``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.time.phrase import PhraseError

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR

# unit → (field, how many of the field's own unit)
UNITS = {
    "min": ("milliseconds", MINUTE),
    "h": ("milliseconds", HOUR),
    "d": ("days", 1),
    "w": ("days", 7),
    "mo": ("months", 1),
    "q": ("months", 3),
    "y": ("months", 12),
    "wd": ("working_days", 1),
    "wh": ("working_milliseconds", HOUR),
}
WRITTEN = ("y", "mo", "d", "h", "min", "wd", "wh")  # the units of the written form, in order
LONGEST = {
    "months": 1_200,
    "days": 36_525,
    "milliseconds": 36_525 * DAY,
    "working_days": 36_525,
    "working_milliseconds": 36_525 * DAY,
}
PART = re.compile(r"([+-]?)([0-9]{1,9})(min|mo|wd|wh|h|d|w|q|y|m)(?![a-z])", re.ASCII)


@dataclass(frozen=True, order=False)
class Duration:
    """A length of time. Days keep the clock time, milliseconds are exact; working parts need a calendar."""

    months: int = 0
    days: int = 0
    milliseconds: int = 0
    working_days: int = 0
    working_milliseconds: int = 0

    @property
    def working(self) -> bool:
        """Whether a calendar is needed."""
        return bool(self.working_days or self.working_milliseconds)

    @property
    def exact(self) -> int | None:
        """The milliseconds, a day counting 24 hours; None with months or working time."""
        return None if self.months or self.working else self.days * DAY + self.milliseconds

    def __neg__(self) -> Duration:
        return Duration(*(-part for part in self.parts))

    def __add__(self, other: Duration) -> Duration:
        return Duration(*(mine + theirs for mine, theirs in zip(self.parts, other.parts, strict=True)))

    def __bool__(self) -> bool:
        return any(self.parts)

    def __str__(self) -> str:
        return write(self)

    @property
    def parts(self) -> tuple[int, int, int, int, int]:
        """months, days, milliseconds, working days, working milliseconds."""
        return (self.months, self.days, self.milliseconds, self.working_days, self.working_milliseconds)


def parse(text: str) -> Duration:
    """Reads a duration; a sign holds until the next one, so ``-1d12h`` is 36 hours back.

    Raises PhraseError.
    """
    compact = text.strip()
    totals = dict.fromkeys(LONGEST, 0)
    sign, position = 1, 0
    while position < len(compact) or position == 0:
        match = PART.match(compact, position)
        if match is None:
            raise PhraseError("time.bad_duration", text)
        if match[3] == "m":
            raise PhraseError("time.minute_or_month", text)
        sign = {"-": -1, "+": 1, "": sign}[match[1]]
        name, size = UNITS[match[3]]
        totals[name] += sign * int(match[2]) * size
        position = match.end()
    if any(abs(totals[name]) > longest for name, longest in LONGEST.items()):
        raise PhraseError("time.too_long", text)
    return Duration(**totals)


def write(duration: Duration) -> str:
    """The shortest text that ``parse`` reads as this duration. Raises ValueError for parts of a minute."""
    if duration.milliseconds % MINUTE or duration.working_milliseconds % HOUR:
        raise ValueError(f"{duration!r} has no written form")
    years, months = _split(duration.months, 12)
    hours, minutes = _split(duration.milliseconds // MINUTE, 60)
    working_hours = duration.working_milliseconds // HOUR
    counts = (years, months, duration.days, hours, minutes, duration.working_days, working_hours)
    text, sign = "", "+"
    for count, unit in zip(counts, WRITTEN, strict=True):
        if count:
            wanted = "-" if count < 0 else "+"
            text += f"{'' if wanted == sign else wanted}{abs(count)}{unit}"
            sign = wanted
    return text or "0d"


def _split(count: int, size: int) -> tuple[int, int]:
    """Whole groups and the rest, both with the sign of the count."""
    sign = -1 if count < 0 else 1
    return sign * (abs(count) // size), sign * (abs(count) % size)
