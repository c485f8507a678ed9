"""The time of day behind a date: 13:05, 1:05:09 PM, 下午1点05分, 13:05:09.250+08:00."""

from __future__ import annotations

import re
from datetime import UTC, time, timedelta, timezone

TIME = re.compile(
    r"(?:T|\s*)(?P<before>上午|下午|中午|晚上|凌晨)?\s*(?P<hour>\d{1,2})"
    r"(?:[点时]|[:点时](?P<minute>\d{2})分?(?::?(?P<second>\d{2})秒?(?:[.,](?P<part>\d{1,9}))?)?)"
    r"\s*(?P<after>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?"
)
LATE = ("下午", "晚上", "中午", "p")


def read_time(text: str) -> time | None:
    """The time of day that a text stands for, or None."""
    found = TIME.fullmatch(text)
    if found is None:
        return None
    hour = _hour(int(found["hour"]), found["before"] or (found["after"] or "")[:1].lower())
    micro = int((found["part"] or "0").ljust(6, "0")[:6])
    return clock(hour, int(found["minute"] or 0), int(found["second"] or 0), micro, _zone(found["zone"]))


def clock(hour: int, minute: int, second: int, micro: int = 0, zone: timezone | None = None) -> time | None:
    """The time of day, or None if there is none such."""
    try:
        return time(hour, minute, second, micro, zone)
    except ValueError:
        return None


def _hour(hour: int, half: str) -> int:
    if hour > 12 or not half:
        return hour
    if half == "中午" and hour == 11:
        return hour
    return hour % 12 + 12 if half in LATE else hour % 12


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    shift = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-shift if text[0] == "-" else shift)
