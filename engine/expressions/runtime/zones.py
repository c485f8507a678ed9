"""Local time of a zone in milliseconds and days, exact and quick."""

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
ZERO = datetime(1970, 1, 1, tzinfo=UTC)


def offset_at(moment: int, zone: ZoneInfo) -> int:
    """Local time minus UTC at an instant. Raises OverflowError at the edges of the calendar."""
    local = (ZERO + timedelta(milliseconds=moment)).astimezone(zone)
    found = local.utcoffset()
    assert found is not None
    return found // timedelta(milliseconds=1)


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
    """The local clock as milliseconds since local 1970-01-01. Raises OverflowError outside the calendar."""
    if (fixed := settled(zone)) and moment >= fixed[0]:
        return moment + fixed[1]
    return moment + offset_at(moment, zone)


def to_instant(local: int, zone: ZoneInfo) -> int:
    """The instant of a local clock time: the first of two, and after a gap as if the clock had not moved."""
    if (fixed := settled(zone)) and local - fixed[1] >= fixed[0] + DAY:
        return local - fixed[1]
    clock = datetime(1970, 1, 1, tzinfo=zone) + timedelta(milliseconds=local)
    found = clock.utcoffset()
    assert found is not None
    return local - found // timedelta(milliseconds=1)


def local_date(moment: int, zone: ZoneInfo) -> int | None:
    """The local date of an instant, in days."""
    try:
        return day_or_none(to_local(moment, zone) // DAY)
    except OverflowError:
        return None


def midnight(day: int, zone: ZoneInfo) -> int | None:
    """The instant at which a local date begins."""
    try:
        return moment_or_none(to_instant(day * DAY, zone))
    except OverflowError:
        return None


def day_or_none(day: int) -> int | None:
    """A date of the years 1 to 9999."""
    return day if FIRST_DAY <= day <= LAST_DAY else None


def moment_or_none(moment: int) -> int | None:
    """An instant of the years 1 to 9999."""
    return moment if FIRST_MOMENT <= moment <= LAST_MOMENT else None
