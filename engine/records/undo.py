"""Undoing a bulk job by its changes, newest first, where nobody has changed the values since."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.problems import Problem, Refused
from engine.records.change_log import SYSTEM_NAMES
from engine.records.command import Actor, Cause, Command
from engine.records.history import LAST, Entry, job_changes
from engine.records.jobs import Job, JobHandler
from engine.records.store import Row, Store

if TYPE_CHECKING:
    from engine.records.runtime import Runtime
    from engine.records.unit_of_work import UnitOfWork

CHUNK = 500
TOLD = 200  # changes that could not be undone, told one by one
UNDO = "undo"


@dataclass
class Undone:
    """How many changes were undone; the others with the problem that stood in the way."""

    undone: int = 0
    kept: list[tuple[Entry, Problem]] = field(default_factory=list)


def undo_job(runtime: Runtime, job: str, actor: Actor) -> Undone:
    """Undoes the changes of a job in bulk commands. A value that was changed since is left as it is."""
    outcome, before = Undone(), LAST
    while entries := _newest(runtime, job, before):
        before = entries[-1].seq
        cause = Cause("undo", record=job, app=entries[0].app)

        def run(uow: UnitOfWork, entries: list[Entry] = entries) -> None:
            for entry in entries:
                _undo(uow, entry, outcome)

        runtime.run(Command("bulk", run, actor=actor, cause=cause, app=entries[0].app))
    return outcome


def _newest(runtime: Runtime, job: str, before: int) -> list[Entry]:
    return runtime.read(lambda reader: job_changes(reader, job, before, CHUNK))


def _undo(uow: UnitOfWork, entry: Entry, outcome: Undone) -> None:
    if entry.cause.get("kind") == "derived":
        return
    try:
        with uow.isolated():
            _reverse(uow, entry)
        outcome.undone += 1
    except Refused as refused:
        outcome.kept.append((entry, refused.problems[0]))


def _reverse(uow: UnitOfWork, entry: Entry) -> None:
    entity = f"{entry.app}/{entry.entity}"
    store = uow.store(entity)
    row = uow.get(entity, entry.record)
    if entry.operation in ("create", "restore"):
        if row is not None:
            if entry.operation == "create":
                _refuse_changed(store, row, entry)
            uow.delete(entity, entry.record)
    elif entry.operation == "delete":
        if row is None:
            uow.restore(entity, entry.record)
    else:
        if row is None:
            raise Refused((Problem("record.missing", {"title": store.title, "id": entry.record}),), 404)
        old = {name: old for name, (old, new) in entry.diff.items() if name not in store.derived and row[name] == new}
        uow.update(entity, entry.record, old)


def _refuse_changed(store: Store, row: Row, entry: Entry) -> None:
    """A record that somebody has filled in further is not taken from them."""
    changed = [
        name
        for name in store.writable - SYSTEM_NAMES
        if row[name] != entry.diff.get(name, (None, None))[1] and not store.entity.attributes[name].system
    ]
    if changed:
        titles = [store.entity.attributes[name].title or name for name in sorted(changed)]
        raise Refused((Problem("record.changed_since", {"title": store.title, "fields": titles}),))


def undo_handler(runtime: Runtime) -> JobHandler:
    """What undoes a job as a job; its payload is ``{"job": id}``. After a crash it goes over it all again: what is
    undone already has no value left that would be taken back."""
    return JobHandler(lambda job: _run(runtime, job), told=_told)


def _run(runtime: Runtime, job: Job) -> dict[str, Any]:
    outcome = undo_job(runtime, job.payload["job"], Actor(job.actor, "", "user") if job.actor else Actor())
    kept = [[entry.entity, entry.record, problem.code, problem.parameters] for entry, problem in outcome.kept[:TOLD]]
    return {"undone": outcome.undone, "kept": len(outcome.kept), "first": kept}


def _told(job: Job, language: str) -> dict[str, Any]:
    if job.result is None:
        return {}
    first = [(entity, id_, Problem(code, parameters)) for entity, id_, code, parameters in job.result["first"]]
    problems = [
        {"form": entity, "record": id_, "message": problem.text(language), "hint": problem.hint(language)}
        for entity, id_, problem in first
    ]
    return {"undone": job.result["undone"], "total_problems": job.result["kept"], "problems": problems}
