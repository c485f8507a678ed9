"""The working calendar that an app's business time follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.time.calendar import Calendar

if TYPE_CHECKING:
    from engine.records.version import Active
    from engine.time.workdays import Workdays


def working_calendar(active: Active, name: str | None = None) -> Calendar | None:
    """The calendar of this name, else the app's own; None where the app has none (then office hours hold)."""
    definition: Any = getattr(active.version, "definition", None)
    if definition is None:
        return None
    chosen = name or definition.app.calendar
    found = definition.of("calendars").get(str(chosen)) if chosen else None
    calendar: Calendar | None = found.calendar() if found is not None else None
    return calendar


def workdays(active: Active, name: str | None = None) -> Workdays:
    """The days that are worked by that calendar, else Monday to Friday."""
    return (working_calendar(active, name) or Calendar()).counted
