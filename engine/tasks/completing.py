"""What people do with tasks: complete, take, hand on. Two who act at once never both succeed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.access.viewer import Viewer
from engine.people.finding import Connected, is_above, names_of, working
from engine.problems import Problem, Refused
from engine.tasks import problems as _problems  # noqa: F401 (declares the problem codes)
from engine.tasks import store
from engine.tasks.kinds import kind_of
from engine.tasks.opening import cancel_timers
from engine.tasks.task import Task
from engine.tasks.topics import hint_people

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def complete_task(
    uow: UnitOfWork,
    id: str,
    viewer: Viewer | None = None,
    *,
    version: int | None = None,
    outcome: str | None = None,
    opinion: str | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Task:
    """Completes a task as one of its people, as the system without a viewer; gives the task as done.

    With ``version`` only if nobody changed it since. Refused: 404 for what is not there for the viewer,
    403 if it is not the viewer's, 409 if it is done, cancelled or changed.
    """
    found = opened(uow, id, viewer, version)
    had = store.people(uow, id)
    if viewer is not None and had.get(viewer.id) != "open":
        raise Refused((Problem("task.not_yours"),), 403)
    kind = kind_of(uow.runtime, found)
    kind.check(uow, found, viewer, {"outcome": outcome, "opinion": opinion, "fields": fields or {}})
    by = viewer.id if viewer is not None else None
    values = {"state": "done", "done_at": uow.now, "done_by": by, "outcome": outcome, "opinion": opinion}
    _write(uow, found, values)
    cancel_timers(uow, found)
    if by is not None:
        store.set_person(uow, id, by, "done", uow.now)
    store.move_people(uow, id, "open", "left" if by is not None else "done")
    hint_people(uow, had)
    done = replace(found, state="done", done_at=uow.now, done_by=by, outcome=outcome, opinion=opinion)
    kind.done(uow, done)
    return done


def take_task(uow: UnitOfWork, id: str, viewer: Viewer, version: int | None = None) -> None:
    """One of several people takes the task: it is theirs alone. Raises Refused."""
    found = opened(uow, id, viewer, version)
    had = store.people(uow, id)
    if had.get(viewer.id) != "open":
        raise Refused((Problem("task.taken" if viewer.id in had else "task.not_yours"),), 403)
    _write(uow, found, {"pick": "all"})
    store.move_people(uow, id, "open", "left")
    store.set_person(uow, id, viewer.id, "open", uow.now)
    hint_people(uow, had)


def reassign_task(uow: UnitOfWork, id: str, to: str, viewer: Viewer | None = None, version: int | None = None) -> None:
    """Hands the task on to somebody: by one of its people, by somebody above them, or by an administrator.

    Raises Refused.
    """
    found = opened(uow, id, viewer, version)
    if not working(uow, (to,)):
        raise Refused((Problem("task.person", {"path": "to"}),))
    had = store.people(uow, id)
    if viewer is not None and not _hands_on(uow, had, viewer):
        raise Refused((Problem("task.not_yours"),), 403)
    _write(uow, found, {"pick": "all"})
    store.move_people(uow, id, "open", "left")
    store.set_person(uow, id, to, "open", uow.now)
    hint_people(uow, dict.fromkeys((*had, to)))


def opened(uow: UnitOfWork, id: str, viewer: Viewer | None, version: int | None) -> Task:
    """An open task that the viewer may know of. Raises Refused 404, or 409 if it is over or has changed."""
    found = store.find(uow, id)
    if found is None or (viewer is not None and not concerns(uow, found, viewer)):
        raise Refused((Problem("request.not_found"),), 404)
    if found.state == "done":
        raise Refused((Problem("task.done", {"by": _who(uow, found)}),), 409)
    if found.state != "open":
        raise Refused((Problem("task.closed"),), 409)
    if version is not None and version != found.version:
        raise Refused((Problem("task.stale", {"version": found.version}),), 409)
    return found


def concerns(at: Connected, task: Task, viewer: Viewer) -> bool:
    """Whether a task is there for somebody: one of its people, somebody above them, an administrator."""
    if viewer.admin:
        return True
    had = store.people(at, task.id)
    return viewer.id in had or any(is_above(at, viewer.id, user) for user in had)


def _hands_on(at: Connected, had: Mapping[str, str], viewer: Viewer) -> bool:
    holders = [user for user, state in had.items() if state == "open"]
    return viewer.admin or viewer.id in holders or any(is_above(at, viewer.id, user) for user in holders)


def _write(uow: UnitOfWork, found: Task, values: Mapping[str, Any]) -> None:
    if not store.update(uow, found, values):
        raise Refused((Problem("task.stale", {"version": found.version}),), 409)


def _who(uow: UnitOfWork, found: Task) -> object:
    name = names_of(uow, (found.done_by,)).get(found.done_by) if found.done_by else None
    return name or {"zh": "系统", "en": "the system"}
