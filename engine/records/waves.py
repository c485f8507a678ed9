"""The consequences of what was written: derived values, checks, listeners, and what those write in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.causes import cause_title
from engine.problems import LANGUAGES, Problem, Refused
from engine.records.change import Change, Touched
from engine.records.change_log import write_log
from engine.records.command import Cause
from engine.records.derive.intervals import write_intervals
from engine.records.derive.propagate import derive
from engine.records.wave import Wave

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

DEPTH = 8
BEGINNINGS = {
    "user": {"zh": "手工修改", "en": "a change by hand"},
    "api": {"zh": "接口修改", "en": "a change by a program"},
    "import": {"zh": "导入", "en": "an import"},
    "time": {"zh": "时间到了", "en": "time"},
    "system": {"zh": "系统", "en": "the system"},
}


def run_waves(uow: UnitOfWork, present: int | None = None) -> None:
    """Runs waves until nothing is touched; Refused when automations lead to one another too often."""
    for _ in range(DEPTH):
        if not uow.wave:
            return
        changes = settle(uow)
        if present is not None:
            uow.move_to(present)
        for listener in uow.runtime.listeners:
            listener(uow, changes)
        for react in () if uow.quiet else uow.runtime.reactions:
            react(uow, changes)
    if uow.wave:
        raise Refused((_too_deep(uow),))


def settle(uow: UnitOfWork) -> tuple[Change, ...]:
    """Brings the wave to its fixpoint, checks it, logs it and gives its changes."""
    derive(uow)
    for amend in () if uow.quiet else uow.runtime.amenders:
        amend(uow)
    wave, uow.wave = uow.wave, Wave()
    settled = seen(uow, wave)
    told = [(touched, change) for touched, change in settled if change.changed or touched.edits]
    changes = tuple(change for _, change in told)
    problems = [problem for validator in uow.runtime.validators for problem in validator(uow, changes)]
    if refusing := [problem for problem in problems if problem.severity == "error"]:
        raise Refused(refusing)
    write_log(uow.cursor, uow.dialect, told, uow.actor, uow.job)
    write_intervals(uow, told)
    for change in changes:
        uow.hint(f"records/{change.app}/{change.entity}")
    return changes


def seen(uow: UnitOfWork, wave: Wave) -> list[tuple[Touched, Change]]:
    """What a wave has touched, with the change of each record as it stands."""
    causes = {cause for touched in wave.touched.values() for cause in touched.edits}
    origin = causes.pop() if len(causes) == 1 else uow.cause
    return [(touched, _change(uow, touched, origin)) for touched in wave.touched.values()]


def _change(uow: UnitOfWork, touched: Touched, origin: Cause) -> Change:
    store, row = touched.store, touched.row
    cause = next(iter(touched.edits), None) or Cause("derived", parent=origin)
    app, entity = store.key
    before = touched.before
    return Change(app, entity, row["id"], touched.operation, before, dict(row), cause, touched.changed(), uow.now)


def _too_deep(uow: UnitOfWork) -> Problem:
    edits = [cause for touched in uow.wave.touched.values() for cause in touched.edits]
    causes = list(next(iter(edits), uow.cause).chain())
    chain = {language: " → ".join(_name(uow, cause, language) for cause in reversed(causes)) for language in LANGUAGES}
    return Problem("wave.too_deep", {"depth": DEPTH, "chain": chain}, causes[0].element)


def _name(uow: UnitOfWork, cause: Cause, language: str) -> str:
    """What people call a cause, with the form whose record it acted on."""
    active = uow.actives.get(cause.app)
    definition = getattr(active.version, "definition", None) if active is not None else None
    if definition is None or not cause.element:
        return cause.title or cause.element or BEGINNINGS.get(cause.kind, {}).get(language, cause.kind)
    form = definition.find(f"forms/{cause.entity}")
    title = definition.title(form, language) if form is not None else cause.entity
    return f"{cause_title(definition, cause.to_json(), language)} ({title})"
