"""Rules over HTTP: what they refuse, what they ask, and what administrators are told of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from rules.automations.web import RULES, RUNS
from tests.engine.served import acting, served
from tests.rules.shop import customer, shop
from tests.running import World

RULES_FILE = """
title: 上限
form: customer
rules:
  hello: {rule: 打招呼, trigger: created, limit: 1/h, then: {notify: owner, message: "c {{ name }}"}}
  floor: {rule: 底线, before: true, trigger: [created, updated], when: score < 0, then: {stop: 不能是负数}}
"""
ENGLISH = "rules/limit/rules/floor/then/stop/stop: Not below zero\nrules/limit/rules/hello: Greeting\n"


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url, {"rules/limit.yaml": RULES_FILE, "translations/en.yaml": ENGLISH}) as found:
        found.person("root")
        found.run(lambda uow: uow.update("system/user", found.people["root"], {"roles": "|system/admin|"}) and None)
        yield found


def test_rules_over_http(world: World) -> None:
    first = customer(world, "一", score=1)
    customer(world, "二")
    with served(world.platform) as address:
        with acting(world.platform, address, world.people["li"], "en") as client:
            refused_change(client, first)
            assert client.get("/api/apps/shop/rules").status_code == 403
            assert client.get("/api/apps/shop/rules/hello/runs").status_code == 403
        with acting(world.platform, address, world.people["root"], "en") as client:
            the_question(client)
            the_list(client)
            the_log(world, client, first)


def refused_change(client: Any, id: str) -> None:
    path = f"/api/apps/shop/forms/customer/records/{id}"
    version = client.get(path).json()["version"]
    answer = client.patch(path, json={"score": -1, "version": version})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    (problem,) = answer.json()["problems"]
    assert (problem["code"], problem["message"]) == ("action.stopped", "Not below zero")
    assert problem["path"] == "rules/limit/rules/floor/then/stop"
    assert client.get(path).json()["score"] == 1


def the_question(client: Any) -> None:
    (task,) = client.get("/api/apps/shop/tasks").json()["records"]
    assert task["title"] == "The rule “Greeting” went beyond its limit of 1/h and has paused"
    shown = client.get(f"/api/apps/shop/tasks/{task['id']}").json()
    assert [one["title"] for one in shown["outcomes"]] == ["Let it through", "Drop it all", "Leave it paused"]


def the_list(client: Any) -> None:
    told = client.get("/api/apps/shop/rules").json()
    jsonschema.validate(told, RULES)
    hello = next(rule for rule in told["rules"] if rule["name"] == "hello")
    assert hello == {
        "name": "hello",
        "title": "Greeting",
        "form": "customer",
        "limit": "1/h",
        "state": "paused",
        "waiting": 1,
        "runs": {"done": 1, "held": 1},
    }


def the_log(world: World, client: Any, first: str) -> None:
    page = client.get("/api/apps/shop/rules/hello/runs?limit=1").json()
    jsonschema.validate(page, RUNS)
    assert [run["outcome"] for run in page["runs"]] == ["held"]
    rest = client.get(f"/api/apps/shop/rules/hello/runs?before={page['next']}").json()
    assert rest["next"] is None
    (run,) = rest["runs"]
    assert (run["outcome"], run["record"], run["outputs"][0]["verb"]) == ("done", first, "notify")
    (refused,) = client.get("/api/apps/shop/rules/floor/runs").json()["runs"]
    jsonschema.validate({"runs": [refused], "next": None}, RUNS)
    assert (refused["outcome"], refused["inputs"]) == ("refused", {"score": -1})
    assert refused["who"] == {"id": world.people["li"], "name": "Li"}
    assert [cause["kind"] for cause in refused["cause"]] == ["api"]
    assert refused["problems"][0]["message"] == "Not below zero"
    assert client.get("/api/apps/shop/rules/nothing/runs").status_code == 404
