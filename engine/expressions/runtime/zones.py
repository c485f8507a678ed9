"""Local time of a zone in milliseconds and days, exact and quick.

The calendar reaches from year 1 to 9999; what lies beyond is its first or last day. So every answer exists,
and a date that means "for ever" stays one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = 86_400_000
ORDINAL = 719_163  # date.toordinal() of 1970-01-01
FIRST_DAY, LAST_DAY = 1 - ORDINAL, 3_652_059 - ORDINAL  # 0001-01-01 and 9999-12-31
FIRST_MOMENT, LAST_MOMENT = FIRST_DAY * DAY, (LAST_DAY + 1) * DAY - 1
SAMPLE = 10 * DAY  # no clock change of the last fifty years lasted shorter
SAMPLED_FROM, SAMPLED_UNTIL = 0, 47_482 * DAY  # 1970 to 2100
ZERO = datetime(1970, 1, 1)
MILLISECOND = timedelta(milliseconds=1)


def offset_at(moment: int, zone: ZoneInfo) -> int:
    """Local time minus UTC at an instant."""
    safe = min(max(moment, FIRST_MOMENT + DAY), LAST_MOMENT - DAY)  # zoneinfo fails at the very ends
    found = (ZERO.replace(tzinfo=UTC) + timedelta(milliseconds=safe)).astimezone(zone).utcoffset()
    assert found is not None
    return found // MILLISECOND


@lru_cache(maxsize=64)
def settled(zone: ZoneInfo) -> tuple[int, int] | None:
    """``(since, offset)``: from this instant on the zone keeps its clocks. None if it still changes them."""
    offset = offset_at(SAMPLED_UNTIL, zone)
    later = SAMPLED_UNTIL
    while later > SAMPLED_FROM and offset_at(later - SAMPLE, zone) == offset:
        later -= SAMPLE
    if later > SAMPLED_UNTIL - 4_000 * DAY:
        return None
    earlier = max(later - SAMPLE, SAMPLED_FROM)
    if offset_at(earlier, zone) == offset:
        return earlier, offset
    while later - earlier > 1:
        middle = (earlier + later) // 2
        earlier, later = (earlier, middle) if offset_at(middle, zone) == offset else (middle, later)
    return later, offset


def to_local(moment: int, zone: ZoneInfo) -> int:
    """The local clock as milliseconds since local 1970-01-01."""
    if (fixed := settled(zone)) and moment >= fixed[0]:
        return moment + fixed[1]
    return moment + offset_at(moment, zone)


def readings(local: int, zone: ZoneInfo) -> tuple[int, int]:
    """What a local clock time can mean: twice the same instant, the two of a repeated hour, or two guesses
    for a skipped one: as if the clock had not moved yet, and as if it had moved before."""
    if (fixed := settled(zone)) and local - fixed[1] >= fixed[0] + DAY:
        return local - fixed[1], local - fixed[1]
    safe = min(max(local, FIRST_MOMENT + DAY), LAST_MOMENT - DAY)
    clock = (ZERO + timedelta(milliseconds=safe)).replace(tzinfo=zone)
    first, second = clock.utcoffset(), clock.replace(fold=1).utcoffset()
    assert first is not None and second is not None
    return local - first // MILLISECOND, local - second // MILLISECOND


def to_instant(local: int, zone: ZoneInfo) -> int:
    """The instant of a local clock time: the second of two, and in a gap as if the clock had not moved."""
    return within_calendar(max(readings(local, zone)))


def local_date(moment: int, zone: ZoneInfo) -> int:
    """The local date of an instant, in days."""
    return day_within_calendar(to_local(moment, zone) // DAY)


def midnight(day: int, zone: ZoneInfo) -> int:
    """The instant at which a local date begins: the first of two."""
    return within_calendar(readings(day * DAY, zone)[0])


def day_within_calendar(day: int) -> int:
    return min(max(day, FIRST_DAY), LAST_DAY)


def within_calendar(moment: int) -> int:
    return min(max(moment, FIRST_MOMENT), LAST_MOMENT)
