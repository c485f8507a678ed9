"""How automations hook into a running system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.records.version import Version
from engine.tasks.kinds import register
from rules.automations import log, pausing, timetable, web
from rules.automations.acting import AGAIN
from rules.automations.asking import ASK, KIND
from rules.automations.before import amend
from rules.automations.running import on_again, on_changes

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.records.unit_of_work import UnitOfWork


def connect(platform: Platform) -> None:
    """Before a change is kept, after it, at times, and when a version comes into force."""
    platform.amenders.append(amend)
    platform.reactions.append(on_changes)
    platform.activations.append(follow_version)
    platform.tidiers.append(log.forget)
    platform.due_handlers |= {
        AGAIN: on_again,
        ASK: pausing.on_ask,
        pausing.RELEASE: pausing.on_release,
        timetable.OCCURRENCE: timetable.on_occurrence,
        timetable.RUN: timetable.on_run,
    }
    platform.routes.extend(web.routes())
    register(platform, KIND, pausing.PausedTask())


def follow_version(uow: UnitOfWork, version: Version) -> None:
    """A version comes into force: its schedules are set, and what waits for its rules is looked at."""
    if "rules" in getattr(version, "parts", {}):
        timetable.follow_version(uow, version.app)
        pausing.follow_version(uow, version.app)
