"""The inbox over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from engine.tasks import About, Rung, TaskSpec, open_task, tell
from tests.engine.desk import HOUR, NOW, World, opened
from tests.engine.served import acting, served

SCRIPTS = {"late": "title: 迟了\nform: ticket\nthen: {notify: owner.manager, message: '{{ title }} 迟了'}\n"}


@dataclass
class Office:
    world: World
    wang: httpx.Client
    li: httpx.Client
    zhou: httpx.Client
    ids: dict[str, str]

    def open(self, *people: str, **more: Any) -> str:
        title = {"zh": "回电", "en": "Call back"}
        users = tuple(self.ids[name] for name in people)
        record = self.ids["ticket"]
        spec = TaskSpec("desk", "ticket", record, "plain", "scripts/late", title, users, **more)
        return str(self.world.run(lambda uow: open_task(uow, spec))[0])


@pytest.fixture
def office(sqlite_database: str) -> Iterator[Office]:
    with ExitStack() as stack:
        world = stack.enter_context(opened(sqlite_database, SCRIPTS))
        ids = {"wang": world.person("wang", roles=["desk/lead"], language="en")}
        ids["li"] = world.person("li", roles=["desk/agent"], manager=ids["wang"])
        ids["zhou"] = world.person("zhou", roles=["desk/agent"])
        ids["ticket"] = world.create("ticket", title="漏水", owner=ids["li"])
        address = stack.enter_context(served(world.platform))
        clients = [stack.enter_context(acting(world.platform, address, ids[name])) for name in ("wang", "li", "zhou")]
        yield Office(world, *clients, ids)


TASKS = "/api/apps/desk/tasks"


def codes(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def test_the_inbox_shows_what_there_is_to_do_in_the_readers_language(office: Office) -> None:
    id = office.open("li", due=NOW + HOUR)
    answer = office.li.get(TASKS).json()
    (task,) = answer["records"]
    assert answer["counts"] == {"todo": 1, "overdue": 0, "team": 0}
    assert (task["id"], task["title"], task["form"]) == (id, "回电", "ticket")
    assert task["record"] == {"id": office.ids["ticket"], "label": "漏水"}
    assert task["due"] == "2026-03-02T02:00:00.000Z" and task["overdue"] is False
    assert task["assignee"] == {"id": office.ids["li"], "name": "Li"}
    assert task["operations"] == ["complete", "reassign"]
    office.world.passes(2 * HOUR)
    late = office.wang.get(TASKS, params={"box": "team"}).json()
    assert [each["title"] for each in late["records"]] == ["Call back"]
    assert late["counts"]["team"] == 1
    assert late["records"][0]["operations"] == ["reassign"]


def test_a_task_does_not_name_a_record_that_its_person_may_not_see(office: Office) -> None:
    office.open("zhou")
    (task,) = office.zhou.get(TASKS).json()["records"]
    assert task["record"]["label"] is None
    assert "漏水" not in office.zhou.get(f"{TASKS}/{task['id']}").text


def test_completing_over_http_counts_once(office: Office) -> None:
    id = office.open("li")
    version = office.li.get(f"{TASKS}/{id}").json()["version"]
    done = office.li.post(f"{TASKS}/{id}/complete", json={"version": version, "opinion": "好"})
    assert done.status_code == 200 and done.json()["state"] == "done"
    assert office.li.get(TASKS).json()["records"] == []
    (task,) = office.li.get(TASKS, params={"box": "done"}).json()["records"]
    assert task["opinion"] == "好" and task["done_by"]["name"] == "Li"
    assert codes(office.li.post(f"{TASKS}/{id}/complete", json={})) == (409, "task.done")


def test_a_repeated_request_with_its_key_gets_the_first_answer(office: Office) -> None:
    id = office.open("li")
    headers = {"Idempotency-Key": "once"}
    first = office.li.post(f"{TASKS}/{id}/complete", json={}, headers=headers)
    again = office.li.post(f"{TASKS}/{id}/complete", json={}, headers=headers)
    assert first.status_code == again.status_code == 200 and first.json() == again.json()


def test_a_strangers_task_answers_as_a_missing_one(office: Office) -> None:
    id = office.open("li")
    missing = office.zhou.get(f"{TASKS}/nothing")
    strangers = office.zhou.get(f"{TASKS}/{id}")
    assert codes(missing) == codes(strangers) == (404, "request.not_found")
    assert missing.json() == strangers.json()
    for operation, body in (("complete", {}), ("take", {}), ("reassign", {"to": office.ids["zhou"]})):
        assert codes(office.zhou.post(f"{TASKS}/{id}/{operation}", json=body)) == (404, "request.not_found")
    assert codes(office.li.get(f"/api/apps/system/tasks/{id}")) == (404, "request.not_found")


def test_a_shared_task_is_taken_and_handed_on(office: Office) -> None:
    id = office.open("li", "zhou", pick="any")
    (task,) = office.zhou.get(TASKS).json()["records"]
    assert task["assignee"] is None and len(task["people"]) == 2
    assert task["operations"] == ["complete", "take", "reassign"]
    taken = office.zhou.post(f"{TASKS}/{id}/take", json={"version": 1})
    assert taken.json()["assignee"]["name"] == "Zhou"
    assert office.li.get(TASKS).json()["counts"]["todo"] == 0
    handed = office.zhou.post(f"{TASKS}/{id}/reassign", json={"to": office.ids["li"]})
    assert handed.status_code == 200
    assert office.li.get(TASKS).json()["counts"]["todo"] == 1


def test_unknown_keys_and_shapes_are_refused(office: Office) -> None:
    id = office.open("li")
    for body in ({"state": "done"}, {"version": "1"}, {"version": 0}, [], {"fields": 3}):
        assert codes(office.li.post(f"{TASKS}/{id}/complete", json=body))[0] == 400
    assert codes(office.li.get(TASKS, params={"box": "everything"}))[0] == 400


def test_notices_are_read_one_by_one(office: Office) -> None:
    about = About("desk", "ticket", office.ids["ticket"], "scripts/late")
    for number in range(3):
        text = {"zh": f"第{number}条", "en": f"No. {number}"}
        office.world.run(lambda uow, text=text: tell(uow, office.ids["li"], about, text))
    notices = "/api/apps/desk/notices"
    answer = office.li.get(notices).json()
    assert answer["unread"] == 3
    assert [each["text"] for each in answer["records"]] == ["第2条", "第1条", "第0条"]
    ids = [each["id"] for each in answer["records"][:2]]
    assert office.zhou.post(f"{notices}/read", json={"ids": ids}).json() == {"unread": 0}
    assert office.li.get(notices).json()["unread"] == 3
    assert office.li.post(f"{notices}/read", json={"ids": ids}).json() == {"unread": 1}
    assert [each["read"] for each in office.li.get(notices).json()["records"]] == [True, True, False]


def test_a_notice_says_because_of_what(office: Office) -> None:
    office.open("li", due=NOW + HOUR, rungs=(Rung("scripts/late", NOW + HOUR),))
    office.world.passes(HOUR + 1)
    (notice,) = office.wang.get("/api/apps/desk/notices").json()["records"]
    assert notice["text"] == "漏水 迟了" and notice["cause"] == "“迟了” is overdue"


def test_a_box_is_read_page_by_page(office: Office) -> None:
    due = [None, NOW + HOUR, NOW + HOUR, NOW + 2 * HOUR, None]
    ids = [office.open("li", due=at) for at in due]
    wanted = [ids[1], ids[2], ids[3], ids[0], ids[4]]
    found, after = [], {}
    while True:
        page = office.li.get(TASKS, params={"limit": 2, **after}).json()
        found += [task["id"] for task in page["records"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert found == wanted
    for id in ids[:3]:
        office.li.post(f"{TASKS}/{id}/complete", json={})
    first = office.li.get(TASKS, params={"box": "done", "limit": 2}).json()
    rest = office.li.get(TASKS, params={"box": "done", "limit": 2, "after": first["next"]}).json()
    assert {task["id"] for task in first["records"] + rest["records"]} == set(ids[:3]) and rest["next"] is None
    stolen = office.zhou.get(TASKS, params={"after": first["next"]})
    assert codes(stolen) == codes(office.zhou.get(TASKS, params={"after": "bm90aGluZw"})) == (400, "query.cursor")


def test_a_box_can_be_asked_about_one_record(office: Office) -> None:
    leak, asked = office.ids["ticket"], office.open("li", due=NOW + HOUR)
    office.ids["ticket"] = office.world.create("ticket", title="停电", owner=office.ids["li"])
    office.open("li", due=NOW)
    about = office.li.get(TASKS, params={"record": leak}).json()["records"]
    assert [task["id"] for task in about] == [asked]
    assert office.li.get(TASKS, params={"record": "none"}).json()["records"] == []
