"""What an evaluation knows besides the record: the time, the viewer, the customer's parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from engine.time.duration import Duration
from engine.time.workdays import Workdays

UTC = ZoneInfo("UTC")
OFFICE = Workdays()


class WorkingTime(Protocol):
    """The calendar in force."""

    def add(self, instant: int, duration: Duration) -> int | None:
        """The instant (ms) this duration after another one; None if the calendar does not reach so far."""
        ...

    @property
    def workdays(self) -> Workdays:
        """Which days are worked."""
        ...


@dataclass(slots=True)  # not frozen: one is made for each evaluation, and that would take twice as long
class Environment:
    """Bound once per run, then left alone. ``now`` is in ms, ``today`` the local date in days; ``parameters`` in
    stored form.

    ``extras`` has what the scope's variables name: values by their dotted name, records as mappings.
    ``warnings`` counts answers that became null: ``division_by_zero``, ``overflow``, ``date_range``.
    """

    now: int
    today: int
    zone: ZoneInfo = UTC
    me: str | None = None
    my_team: frozenset[str] = frozenset()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    old: Mapping[str, Any] | None = None
    extras: Mapping[str, Any] = field(default_factory=dict)
    calendar: WorkingTime | None = None
    warnings: Counter[str] = field(default_factory=Counter, compare=False)

    @property
    def workdays(self) -> Workdays:
        """Which days are worked: by the calendar in force, else Monday to Friday."""
        return self.calendar.workdays if self.calendar is not None else OFFICE
