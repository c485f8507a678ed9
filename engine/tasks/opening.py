"""Opening tasks, and ending those that nobody has to do any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.people.finding import administrators, working
from engine.records.ids import new_id
from engine.tasks import store
from engine.tasks.task import Pick, Task, TaskSpec, Timer
from engine.tasks.topics import hint_people

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

REMIND = "task.remind"
OVERDUE = "task.overdue"
LATE = 1  # a task is not late at the very instant at which it is due


def open_task(uow: UnitOfWork, spec: TaskSpec) -> tuple[str, ...]:
    """Opens a task and gives its id; with ``pick`` ``all`` one for each person.

    People who have left get nothing. What would be nobody's goes to the administrators, one of whom takes it.
    """
    people, pick = working(uow, spec.people), spec.pick
    if not people:
        people, pick = administrators(uow), "any"
    if pick == "any" or len(people) < 2:
        return (_open(uow, spec, people, "any" if len(people) > 1 else "all"),)
    return tuple(_open(uow, spec, (each,), "all") for each in people)


def _open(uow: UnitOfWork, spec: TaskSpec, people: tuple[str, ...], pick: Pick) -> str:
    id = new_id(uow.now)
    made = Task(
        id=id,
        app=spec.app,
        entity=spec.entity,
        record=spec.record,
        kind=spec.kind,
        element=spec.element,
        title=spec.title,
        help=spec.help,
        state="open",
        pick=pick,
        version=1,
        due_at=spec.due,
        created_at=uow.now,
        done_at=None,
        done_by=None,
        outcome=None,
        opinion=None,
        data=spec.data,
        timers=_timers(uow, spec, id),
        cause=uow.cause.to_json(),
    )
    store.insert(uow, made)
    for user in people:
        store.set_person(uow, id, user, "open", uow.now)
    set_timers(uow, made)
    hint_people(uow, people)
    return id


def _timers(uow: UnitOfWork, spec: TaskSpec, id: str) -> tuple[Timer, ...]:
    found = []
    if spec.remind is not None and spec.remind > uow.now:
        found.append(Timer(REMIND, id, spec.remind, {"task": id}))
    for number, rung in enumerate(spec.rungs):
        payload = {"task": id, "element": rung.element, "every": rung.every}
        found.append(Timer(OVERDUE, f"{id}:{number}", rung.at + LATE, payload))
    return tuple(found)


def set_timers(uow: UnitOfWork, task: Task) -> None:
    """Makes everything fall due that is still to happen to a task."""
    for timer in task.timers:
        uow.set_due(timer.kind, timer.key, timer.at, timer.payload)


def cancel_timers(uow: UnitOfWork, task: Task) -> None:
    """Nothing happens to the task by time any more."""
    for timer in task.timers:
        uow.cancel_due(timer.kind, timer.key)


def moved_on(uow: UnitOfWork, task: Task, key: str, again: int | None) -> None:
    """A timer has fired: it is dropped, or set anew for ``again``."""
    timers = []
    for timer in task.timers:
        if timer.key != key:
            timers.append(timer)
        elif again is not None:
            timers.append(Timer(timer.kind, timer.key, again, timer.payload))
            uow.set_due(timer.kind, timer.key, again, timer.payload)
    store.write_timers(uow, task.id, timers)


def cancel_task(uow: UnitOfWork, id: str) -> None:
    """Ends a task that nobody has to do any more; one that is over stays as it is."""
    found = store.find(uow, id)
    if found is None or found.state not in ("open", "suspended"):
        return
    cancel_timers(uow, found)
    store.update(uow, found, {"state": "cancelled", "done_at": uow.now})
    had = store.people(uow, id)
    for state in ("open", "waiting"):
        store.move_people(uow, id, state, "left")
    hint_people(uow, tuple(user for user, state in had.items() if state in ("open", "waiting")))
