"""The customer's knobs over HTTP: who turns them, within which bounds, and what follows at once; how far a job is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from engine.records.history import job_changes
from engine.time.duration import parse
from tests.engine.served import acting, served
from tests.rules.shop import TODAY, customer, order, shop, tags
from tests.running import World, started_again

PATH = "/api/apps/shop/parameters"


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url) as found:
        found.run(lambda uow: uow.update("system/user", found.people["wang"], {"roles": "|system/admin|"}))
        yield found


@contextmanager
def client(world: World, login: str, language: str = "zh") -> Iterator[httpx.Client]:
    with served(world.platform) as address, acting(world.platform, address, world.people[login], language) as found:
        yield found


def test_everybody_reads_the_knobs_and_only_administrators_turn_them(world: World) -> None:
    with client(world, "li") as http:
        told = http.get(PATH).json()
        assert told["can"] == {"edit": False}
        assert told["parameters"]["m_amount"] == {
            "title": "累计金额",
            "help": "",
            "group": "",
            "unit": "",
            "type": "money",
            "value": 100.0,
            "default": 100.0,
        }
        assert told["parameters"]["stale_after"]["value"] == "3d"
        assert http.put(PATH, json={"r_days": 5}).status_code == 403
        assert http.get(PATH).json() == told


def test_a_turned_knob_is_in_force_for_tags_at_once(world: World) -> None:
    acme = customer(world)
    order(world, acme, 200, TODAY - 40)
    with client(world, "wang") as http:
        assert http.put(PATH, json={"r_days": 60, "m_amount": 150.5}).json() == {"r_days": 60, "m_amount": 150.5}
        world.settle()
        assert tags(world, acme) == {"high_value"}
        assert http.get(PATH).json()["parameters"]["m_amount"]["value"] == 150.5
        assert http.put(PATH, json={"m_amount": 200}).status_code == 200
        world.settle()
        assert tags(world, acme) == set()


def test_a_turned_knob_stays_turned_after_a_restart(database_url: str) -> None:
    with shop(database_url) as world:
        world.turn("r_days", 60)
        world.turn("stale_after", parse("3wd"))
    with started_again(database_url, world) as again:
        parameters = again.platform.actives["shop"].parameters
        assert (parameters["r_days"], parameters["stale_after"]) == (60, parse("3wd"))


WRONG = [
    ({"r_days": 0}, "parameter.bound"),
    ({"r_days": "many"}, "value.type"),
    ({"m_amount": -1}, "parameter.bound"),
    ({"nonsense": 1}, "value.unknown"),
    ({"stale_after": "3m"}, "value.type"),
    ({"stale_after": 3}, "value.type"),
]


@pytest.mark.parametrize(("body", "code"), WRONG, ids=lambda value: str(value))
def test_a_wrong_value_is_refused_with_its_reason_and_nothing_is_turned(world: World, body: Any, code: str) -> None:
    with client(world, "wang") as http:
        before = http.get(PATH).json()
        answer = http.put(PATH, json={"m_amount": 7, **body})
        assert answer.status_code == 422
        (problem,) = answer.json()["problems"]
        assert (problem["code"], problem["path"]) == (code, next(iter(body)))
        assert http.get(PATH).json() == before


def test_a_job_is_followed_by_who_began_it_and_by_administrators(world: World) -> None:
    customer(world)
    with client(world, "wang") as http:
        http.put(PATH, json={"r_days": 7})
    ((id,),) = world.select('SELECT id FROM dougong_job WHERE payload LIKE \'%"element":"app/parameters/r_days"%\'')
    with client(world, "wang") as http:
        path = f"/api/apps/shop/jobs/{id}"
        assert http.get(path).json()["state"] == "todo"
        world.settle()
        told = http.get(path).json()
        assert (told["id"], told["kind"], told["state"], told["error"]) == (id, "reevaluate", "done", None)
        assert http.get("/api/apps/shop/jobs/nonsense").status_code == 404
        assert http.get(f"/api/apps/system/jobs/{id}").status_code == 404
    with client(world, "li") as http:
        assert http.get(f"/api/apps/shop/jobs/{id}").status_code == 404
    assert world.platform.read(lambda reader: job_changes(reader, id)) == []
