"""What becomes of a rule that has paused: let through, dropped, or left as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.problems import Problem, Refused
from engine.records.clock import DAY
from engine.tasks import store
from engine.tasks.kinds import TaskKind
from engine.tasks.opening import cancel_task
from rules.automations import limiting, log
from rules.automations.acting import act
from rules.automations.asking import ASK, ask
from rules.automations.automation import Rule
from rules.automations.limiting import Held, State, counted, first_held, save, state_of, take, waiting
from rules.automations.running import holds, rule_named

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork
    from engine.tasks.task import Task

RELEASE = "rules.release"
CHUNK = 50  # runs let through by one command
OUTCOMES: Mapping[str, Mapping[str, str]] = {
    "continue": {"zh": "继续做", "en": "Let it through"},
    "drop": {"zh": "全部放弃", "en": "Drop it all"},
    "stay": {"zh": "先停着", "en": "Leave it paused"},
}


class PausedTask(TaskKind):
    """The question to a manager."""

    def details(self, reader: Reader, task: Task, viewer: Viewer, language: str) -> Mapping[str, Any]:
        return {"outcomes": [{"name": name, "title": texts[language]} for name, texts in OUTCOMES.items()]}

    def check(self, uow: UnitOfWork, task: Task, viewer: Viewer | None, body: Mapping[str, Any]) -> None:
        if body.get("outcome") not in OUTCOMES:
            raise Refused((Problem("rule.decision", {"outcomes": list(OUTCOMES.values()), "path": "outcome"}),))

    def done(self, uow: UnitOfWork, task: Task) -> None:
        rule = rule_named(uow, task.app, task.data["rule"])
        if rule is not None and state_of(uow, rule).state == "paused":
            decide(uow, rule, str(task.outcome))


def decide(uow: UnitOfWork, rule: Rule, outcome: str) -> None:
    """``continue`` lets through what waits, in order; ``drop`` forgets it; ``stay`` asks again later."""
    found, app = state_of(uow, rule), rule.entity.app
    if outcome == "stay":
        return
    uow.cancel_due(ASK, f"{app}/{rule.key}")
    _, last = waiting(uow, app, rule.key)
    if outcome == "drop":
        drop(uow, rule)
        save(uow, replace(found, state="active", since=uow.now, count=0, task=None))
    else:
        save(uow, replace(found, state="releasing", upto=last, task=None))
        uow.set_due(RELEASE, f"{app}/{rule.key}", uow.now, {"app": app, "rule": rule.key})


def drop(uow: UnitOfWork, rule: Rule) -> None:
    """Forgets what waits; the run log tells of each."""
    app = rule.entity.app
    count, _ = waiting(uow, app, rule.key)
    dropped = first_held(uow, app, rule.key, count)
    log.write(uow, [log.entry(uow, rule, {"id": one.record}, "dropped") for one in dropped])
    limiting.drop_held(uow, app, rule.key)


def on_release(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
    """Lets a chunk through: what waited at the decision uncounted, what came since (``upto`` is 0) by the limit."""
    rule = rule_named(uow, payload["app"], payload["rule"])
    if rule is None or (found := state_of(uow, rule)).state != "releasing":
        return
    entries: list[log.Entry] = []
    for one in first_held(uow, found.app, found.rule, CHUNK):
        if one.seq > (found.upto or 0) and rule.automation.limit is not None:
            if found.upto:
                found = replace(found, since=uow.now, count=0, upto=0)
            found = counted(uow, rule, found, one.record)
        if found.state == "paused":
            break
        take(uow, one)
        entries += _let_through(uow, rule, one)
    log.write(uow, entries)
    if found.state == "releasing":
        _go_on(uow, rule, found, payload)


def _go_on(uow: UnitOfWork, rule: Rule, found: State, payload: Any) -> None:
    """The next chunk; once nothing waits the rule is active again."""
    if waiting(uow, found.app, found.rule)[0]:
        save(uow, found)
        uow.set_due(RELEASE, f"{found.app}/{found.rule}", uow.now, payload)
    elif rule.automation.limit is None:
        limiting.forget(uow, found)
    else:
        since, count = (uow.now, 0) if found.upto else (found.since, found.count)
        save(uow, replace(found, state="active", since=since, count=count, upto=None))


def _let_through(uow: UnitOfWork, rule: Rule, one: Held) -> list[log.Entry]:
    """A run that waited, on the record as it is now; one that has no sense any more is noted as such."""
    row = uow.load(uow.store(rule.entity), one.record)
    gone = row is None or (row["deleted_at"] is not None and not rule.hears("deleted"))
    if row is None or gone or not holds(uow, rule, row, one.old):
        return [log.entry(uow, rule, row or {"id": one.record}, "lapsed")]
    return act(uow, rule, row, one.old)


def on_ask(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
    """A day has passed: whoever has not decided is asked again, if what was asked cannot be answered any more."""
    rule = rule_named(uow, payload["app"], payload["rule"])
    if rule is None or (found := state_of(uow, rule)).state != "paused":
        return
    asked = store.find(uow, found.task) if found.task is not None else None
    if asked is not None and asked.state == "open":
        uow.set_due(ASK, key, uow.now + DAY, payload)
        return
    if asked is not None:
        cancel_task(uow, asked.id)
    held = first_held(uow, found.app, found.rule, CHUNK)
    alive = next((one for one in held if uow.get(rule.entity, one.record) is not None), None)
    if alive is not None:
        save(uow, replace(found, task=ask(uow, rule, alive.record)))
    else:
        uow.set_due(ASK, key, uow.now + DAY, payload)


def follow_version(uow: UnitOfWork, app: str) -> None:
    """After publishing: what waits for a rule without a limit is let through, for a rule that is gone it is dropped."""
    for found in limiting.states_of(uow, app):
        rule = rule_named(uow, app, found.rule)
        if rule is None:
            limiting.drop_held(uow, app, found.rule)
            limiting.forget(uow, found)
        elif rule.automation.limit is None and found.state != "releasing":
            decide(uow, rule, "continue")
