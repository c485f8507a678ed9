"""The one clock. Business time is milliseconds since 1970-01-01 UTC, read only from here."""

from __future__ import annotations

import threading
import time
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

EPOCH = date(1970, 1, 1)
EPOCH_INSTANT = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
DAY = 86_400_000
JUMP = 60_000


class Clock(Protocol):
    """Where time comes from. ``steady`` is False while the wall clock cannot be trusted."""

    @property
    def steady(self) -> bool: ...

    @property
    def virtual(self) -> bool: ...

    def now(self) -> int: ...


class SystemClock:
    """The wall clock, watched against the monotonic clock.

    A difference above 60 s between two readings (a corrected clock, a resumed machine) makes it unsteady:
    nothing falls due until ``confirm`` accepts the new time.
    """

    virtual = False

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._offset = _wall() - _monotonic()
        self._jump = 0

    def now(self) -> int:
        wall = _wall()
        with self._lock:
            drift = wall - _monotonic() - self._offset
            if abs(drift) > JUMP:
                self._jump = drift
            elif self._jump == 0:
                self._offset += drift
        return wall

    @property
    def steady(self) -> bool:
        self.now()
        return self._jump == 0

    @property
    def jump(self) -> int:
        """The milliseconds by which the wall clock jumped, 0 while it is steady."""
        return self._jump

    def confirm(self) -> None:
        with self._lock:
            self._offset = _wall() - _monotonic()
            self._jump = 0


class VirtualClock:
    """A clock that moves only when told to: for tests, scenarios and ``serve --dev``."""

    virtual = True
    steady = True

    def __init__(self, now: int = 1_767_225_600_000) -> None:
        self._now = now

    def now(self) -> int:
        return self._now

    def advance(self, milliseconds: int) -> None:
        self.set(self._now + milliseconds)

    def set(self, instant: int) -> None:
        self._now = instant


class RunningClock:
    """The wall clock moved by an offset: ``serve --dev`` runs on, and can be set forward."""

    virtual = True
    steady = True

    def __init__(self) -> None:
        self._offset = 0

    def now(self) -> int:
        return _wall() + self._offset

    def set(self, instant: int) -> None:
        self._offset = instant - _wall()

    def advance(self, milliseconds: int) -> None:
        self._offset += milliseconds


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=1024)  # one instant is asked about again and again while a command runs
def day_of(instant: int, zone: str) -> int:
    """The local date of an instant, as days since 1970-01-01."""
    return (moment(instant).astimezone(zone_of(zone)).date() - EPOCH).days


def midnight_of(day: int, zone: str) -> int:
    """The first instant of a local date."""
    local = datetime.combine(EPOCH + timedelta(days=day), datetime.min.time(), zone_of(zone))
    return instant_of(local)


def instant_of(moment: datetime) -> int:
    return (moment - EPOCH_INSTANT) // MILLISECOND


def moment(instant: int) -> datetime:
    return EPOCH_INSTANT + timedelta(milliseconds=instant)


def _wall() -> int:
    return time.time_ns() // 1_000_000


def _monotonic() -> int:
    return time.monotonic_ns() // 1_000_000
