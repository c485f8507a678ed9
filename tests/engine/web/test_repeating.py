"""Requests that are sent again under their key, over real HTTP."""

from __future__ import annotations

import httpx

from engine.people.accounts import ensure_admin, find_account
from engine.records.command import Command
from tests.engine.desk import opened
from tests.engine.served import acting, selected, served

USERS = "/api/apps/system/users"


def test_a_secret_is_told_once_and_kept_nowhere(database_url: str) -> None:
    with opened(database_url) as world, served(world.platform) as address:
        world.run(ensure_admin)
        li = world.person("li")
        admin = world.read(lambda at: find_account(at, "admin"))
        with acting(world.platform, address, admin) as client:
            key = {"Idempotency-Key": "once"}
            first, second = (client.post(f"{USERS}/{li}/password", headers=key) for _ in range(2))
            assert first.status_code == 200 and first.json()["password"]
            assert (second.status_code, second.json()["code"]) == (409, "request.told_once")
            signed = {"user": "li", "password": first.json()["password"]}
            assert httpx.post(f"{address}/api/session", json=signed).status_code == 200
            assert first.json()["password"] not in str(selected(world.platform, "SELECT * FROM dougong_idempotency"))


def test_an_answer_is_given_again_as_it_was_and_nothing_happens_twice(database_url: str) -> None:
    with opened(database_url) as world, served(world.platform) as address:
        world.run(ensure_admin)
        admin = world.read(lambda at: find_account(at, "admin"))
        with acting(world.platform, address, admin) as client:
            one, two = (client.request("DELETE", "/api/session", headers={"Idempotency-Key": "out"}) for _ in range(2))
            assert (one.status_code, one.json()) == (two.status_code, two.json()) == (200, {})
            assert one.headers["set-cookie"] == two.headers["set-cookie"]


def test_what_fails_after_a_commit_keeps_nothing_else_from_following(database_url: str) -> None:
    with opened(database_url) as world:
        done: list[str] = []

        def broken() -> None:
            raise ZeroDivisionError

        def run(uow: object) -> None:
            uow.after_commit[broken] = None  # type: ignore[attr-defined]
            uow.after_commit[lambda: done.append("next")] = None  # type: ignore[attr-defined]

        world.platform.run(Command("interactive", run))
        assert done == ["next"]
