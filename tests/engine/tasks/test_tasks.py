"""The life of a task, on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from engine.problems import Problem, Refused
from engine.records.command import Actor
from engine.tasks import (
    Rung,
    Task,
    TaskKind,
    TaskSpec,
    cancel_task,
    complete_task,
    notice_count,
    open_task,
    reassign_task,
    register,
    store,
    take_task,
    task_count,
)
from engine.tasks.boxes import box_of, counts_of
from tests.engine.desk import DAY, HOUR, NOW, World, opened

SCRIPTS = {
    "late": "title: 迟了\nform: ticket\nthen: {notify: owner.manager, message: '{{ title }} 迟了'}\n",
    "later": "title: 更迟\nform: ticket\nthen: {set: {state: done}}\n",
}


@dataclass
class Recorder(TaskKind):
    """A kind that remembers what it was told."""

    finished: list[Task] = field(default_factory=list)

    def check(self, uow: Any, task: Task, viewer: Any, body: Mapping[str, Any]) -> None:
        if body["outcome"] == "nonsense":
            raise Refused((Problem("task.outcome", {"outcome": "nonsense"}),))

    def done(self, uow: Any, task: Task) -> None:
        self.finished.append(task)
        uow.update("ticket", task.record, {"state": "done"})


@dataclass
class Inbox:
    world: World
    kind: Recorder
    wang: str
    li: str
    zhou: str
    ticket: str

    def open(self, *people: str, **more: Any) -> tuple[str, ...]:
        title = {"zh": "回电", "en": "Call back"}
        spec = TaskSpec("desk", "ticket", self.ticket, "test", "scripts/late", title, people, **more)
        found: tuple[str, ...] = self.world.run(lambda uow: open_task(uow, spec))
        return found

    def complete(self, id: str, who: str | None = None, **more: Any) -> Task:
        viewer = self.world.viewer(who) if who is not None else None
        actor = Actor(who, "", "user") if who is not None else None
        found: Task = self.world.run(lambda uow: complete_task(uow, id, viewer, **more), actor)
        return found

    def count(self, who: str) -> int:
        found: int = self.world.read(lambda at: task_count(at, who))
        return found

    def notices(self, who: str) -> int:
        found: int = self.world.read(lambda at: notice_count(at, who))
        return found

    def find(self, id: str) -> Task:
        found = self.world.read(lambda at: store.find(at, id))
        assert found is not None
        return found


@pytest.fixture
def inbox(database_url: str) -> Iterator[Inbox]:
    with opened(database_url, SCRIPTS) as world:
        kind = Recorder()
        register(world.platform, "test", kind)
        wang = world.person("wang", roles=["desk/lead"])
        li = world.person("li", roles=["desk/agent"], manager=wang)
        zhou = world.person("zhou", roles=["desk/agent"], manager=wang)
        ticket = world.create("ticket", title="漏水", owner=li)
        yield Inbox(world, kind, wang, li, zhou, ticket)


def refused(act: Any, *arguments: Any, **more: Any) -> tuple[int, str]:
    with pytest.raises(Refused) as found:
        act(*arguments, **more)
    return found.value.status, found.value.problems[0].code


def test_each_of_several_people_gets_a_task_of_their_own(inbox: Inbox) -> None:
    ids = inbox.open(inbox.li, inbox.zhou, inbox.li)
    assert len(ids) == 2
    inbox.complete(ids[0], inbox.li)
    assert (inbox.count(inbox.li), inbox.count(inbox.zhou)) == (0, 1)


def test_one_of_several_people_takes_the_task(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li, inbox.zhou, pick="any")
    assert (inbox.count(inbox.li), inbox.count(inbox.zhou)) == (1, 1)
    inbox.world.run(lambda uow: take_task(uow, id, inbox.world.viewer(inbox.zhou)))
    assert (inbox.count(inbox.li), inbox.count(inbox.zhou)) == (0, 1)
    assert refused(inbox.complete, id, inbox.li) == (403, "task.not_yours")
    inbox.complete(id, inbox.zhou)
    assert inbox.find(id).done_by == inbox.zhou


def test_whoever_is_quicker_completes_a_shared_task(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li, inbox.zhou, pick="any")
    inbox.complete(id, inbox.zhou)
    with pytest.raises(Refused) as found:
        inbox.complete(id, inbox.li)
    assert found.value.status == 409
    assert "Zhou" in found.value.problems[0].text("zh")
    assert len(inbox.kind.finished) == 1


def test_a_task_that_was_changed_meanwhile_is_not_completed_blindly(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li)
    version = inbox.find(id).version
    inbox.world.run(lambda uow: reassign_task(uow, id, inbox.zhou, inbox.world.viewer(inbox.wang)))
    assert refused(inbox.complete, id, inbox.zhou, version=version) == (409, "task.stale")
    inbox.complete(id, inbox.zhou, version=version + 1)


def test_completing_goes_on_in_the_same_transaction_or_not_at_all(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li)
    assert refused(inbox.complete, id, inbox.li, outcome="nonsense") == (422, "task.outcome")
    assert inbox.find(id).state == "open"
    done = inbox.complete(id, inbox.li, outcome="reached", opinion="好")
    assert (done.outcome, done.opinion, done.done_by) == ("reached", "好", inbox.li)
    assert inbox.kind.finished == [done]
    assert inbox.world.row("ticket", inbox.ticket)["state"] == "done"


def test_a_strangers_task_is_not_there(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li)
    assert refused(inbox.complete, id, inbox.zhou) == (404, "request.not_found")
    assert refused(inbox.complete, "nothing", inbox.zhou) == (404, "request.not_found")
    assert refused(inbox.complete, id, inbox.wang) == (403, "task.not_yours")


def test_the_system_may_complete_a_task(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li)
    inbox.complete(id)
    assert inbox.count(inbox.li) == 0
    assert refused(inbox.complete, id) == (409, "task.done")


def test_only_its_people_those_above_and_administrators_hand_a_task_on(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li)
    world = inbox.world

    def hand(who: str, to: str) -> None:
        world.run(lambda uow: reassign_task(uow, id, to, world.viewer(who)))

    assert refused(hand, inbox.zhou, inbox.zhou) == (404, "request.not_found")
    hand(inbox.wang, inbox.zhou)
    assert (inbox.count(inbox.li), inbox.count(inbox.zhou)) == (0, 1)
    assert refused(hand, inbox.li, inbox.li) == (403, "task.not_yours")
    gone = world.person("gone", active=False)
    assert refused(hand, inbox.zhou, gone) == (422, "task.person")


def test_what_would_be_nobodys_goes_to_the_administrators(inbox: Inbox) -> None:
    admin = inbox.world.person("admin", roles=["system/admin"])
    gone = inbox.world.person("gone", active=False)
    inbox.open(gone)
    assert inbox.count(admin) == 1 and inbox.count(gone) == 0


def test_a_rung_fires_once_and_not_before_its_time(inbox: Inbox) -> None:
    inbox.open(inbox.li, due=NOW + 2 * HOUR, rungs=(Rung("scripts/late", NOW + 2 * HOUR),))
    inbox.world.passes(2 * HOUR)
    assert inbox.notices(inbox.wang) == 0  # due, not late
    inbox.world.passes(1)
    assert inbox.notices(inbox.wang) == 1
    inbox.world.passes(30 * DAY)
    assert inbox.notices(inbox.wang) == 1


def test_rungs_climb_and_one_may_repeat_while_the_task_is_open(inbox: Inbox) -> None:
    rungs = (Rung("scripts/late", NOW + DAY, "1d"), Rung("scripts/later", NOW + 3 * DAY))
    (id,) = inbox.open(inbox.li, rungs=rungs)
    inbox.world.passes(2 * DAY + 1)
    assert inbox.notices(inbox.wang) == 2
    assert inbox.world.row("ticket", inbox.ticket)["state"] is None
    inbox.world.passes(DAY)
    assert inbox.world.row("ticket", inbox.ticket)["state"] == "done"
    assert inbox.find(id).version == 1  # nobody's open page is stale because time has passed
    inbox.complete(id, inbox.li)
    inbox.world.passes(10 * DAY)
    assert inbox.notices(inbox.wang) == 3


def test_what_a_rung_changes_names_the_rung_as_its_cause(inbox: Inbox) -> None:
    inbox.open(inbox.li, rungs=(Rung("scripts/later", NOW + DAY),))
    inbox.world.passes(DAY + 1)
    causes = inbox.world.select(
        f"SELECT cause FROM dougong_change WHERE record = '{inbox.ticket}' ORDER BY seq DESC LIMIT 1"
    )
    assert '"overdue"' in causes[0][0] and "scripts/later" in causes[0][0]


def test_a_reminder_comes_before_the_task_is_due(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li, due=NOW + 2 * HOUR, remind=NOW + 90 * 60_000)
    inbox.world.passes(HOUR)
    assert inbox.notices(inbox.li) == 0
    inbox.world.passes(HOUR)
    assert inbox.notices(inbox.li) == 1
    (text,) = inbox.world.select("SELECT text FROM dougong_notice")[0]
    assert "「回电」将在 2026-03-02 11:00 到期" in text and "“Call back” is due at" in text
    inbox.complete(id, inbox.li)


def test_a_done_task_reminds_nobody(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li, remind=NOW + HOUR, rungs=(Rung("scripts/late", NOW + DAY),))
    inbox.complete(id, inbox.li)
    inbox.world.passes(2 * DAY)
    assert inbox.notices(inbox.li) == inbox.notices(inbox.wang) == 0
    assert inbox.world.select("SELECT key FROM dougong_due WHERE kind LIKE 'task%'") == []


def test_the_tasks_of_a_deleted_record_wait_until_it_is_back(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li, rungs=(Rung("scripts/late", NOW + DAY), Rung("scripts/late", NOW + 5 * DAY)))
    inbox.world.run(lambda uow: uow.delete("ticket", inbox.ticket))
    assert inbox.count(inbox.li) == 0
    assert refused(inbox.complete, id, inbox.li) == (409, "task.closed")
    inbox.world.passes(2 * DAY)
    assert inbox.notices(inbox.wang) == 0
    inbox.world.run(lambda uow: uow.restore("ticket", inbox.ticket))
    assert inbox.count(inbox.li) == 1
    inbox.world.passes(1)
    assert inbox.notices(inbox.wang) == 1  # what fell due meanwhile, once
    inbox.world.passes(5 * DAY)
    assert inbox.notices(inbox.wang) == 2
    inbox.complete(id, inbox.li)


def test_a_cancelled_task_is_over(inbox: Inbox) -> None:
    (id,) = inbox.open(inbox.li, rungs=(Rung("scripts/late", NOW + DAY),))
    inbox.world.run(lambda uow: cancel_task(uow, id))
    inbox.world.run(lambda uow: cancel_task(uow, id))
    inbox.world.passes(2 * DAY)
    assert inbox.count(inbox.li) == inbox.notices(inbox.wang) == 0
    assert refused(inbox.complete, id, inbox.li) == (409, "task.closed")


def test_boxes_hold_what_is_mine_what_i_did_and_what_my_team_is_late_with(inbox: Inbox) -> None:
    (soon,) = inbox.open(inbox.li, due=NOW + HOUR)
    (calm,) = inbox.open(inbox.li)
    (other,) = inbox.open(inbox.zhou, due=NOW + HOUR)
    (done,) = inbox.open(inbox.li)
    inbox.complete(done, inbox.li)
    inbox.world.passes(2 * HOUR)
    now = inbox.world.platform.clock.now()

    def box(who: str, name: Any) -> list[str]:
        return [task.id for task in inbox.world.read(lambda at: box_of(at, "desk", who, name, now))]

    assert box(inbox.li, "todo") == [soon, calm]
    assert box(inbox.li, "done") == [done]
    assert sorted(box(inbox.wang, "team")) == sorted([soon, other])
    assert box(inbox.li, "team") == []
    counts = inbox.world.read(lambda at: counts_of(at, "desk", inbox.li, now))
    assert vars(counts) == {"todo": 2, "overdue": 1, "team": 0}
    assert inbox.world.read(lambda at: counts_of(at, "desk", inbox.wang, now)).team == 2
    assert inbox.world.read(lambda at: counts_of(at, "other", inbox.li, now)).todo == 0


def test_people_are_hinted_about_their_inbox(inbox: Inbox) -> None:
    heard: set[str] = set()
    inbox.world.platform.hints.subscribe(heard.update)
    (id,) = inbox.open(inbox.li)
    assert heard == {f"tasks:{inbox.li}"}
    heard.clear()
    inbox.complete(id, inbox.li)
    assert f"tasks:{inbox.li}" in heard
