"""Signing in, passwords and the moved clock over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from engine.people.accounts import add_account, ensure_admin, find_account
from engine.people.sessions import LIFETIME
from tests.engine.desk import World, opened
from tests.engine.served import acting, served

SignIn = Callable[[str], httpx.Client | int]
USERS = "/api/apps/system/users"


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with opened(database_url) as found:
        found.run(ensure_admin)
        found.run(lambda uow: add_account(uow, "li", "李", ["desk/agent"], "long enough"))
        yield found


@pytest.fixture
def address(world: World) -> Iterator[str]:
    with served(world.platform) as found:
        yield found


@pytest.fixture
def sign_in(address: str) -> Iterator[SignIn]:
    """A browser's session of 李 with a password, or the status that refused it."""
    with ExitStack() as stack:

        def sign_in(password: str) -> httpx.Client | int:
            client = stack.enter_context(httpx.Client(base_url=address))
            answer = client.post("/api/session", json={"user": "li", "password": password})
            client.headers["X-CSRF-Token"] = answer.json().get("csrf", "")
            return client if answer.status_code == 200 else answer.status_code

        yield sign_in


def test_an_administrator_gives_a_new_password_and_the_old_sessions_end(
    world: World, address: str, sign_in: SignIn
) -> None:
    li = world.read(lambda at: find_account(at, "li"))
    admin = world.read(lambda at: find_account(at, "admin"))
    before = sign_in("long enough")
    assert isinstance(before, httpx.Client)
    with acting(world.platform, address, admin) as client:
        given = client.post(f"{USERS}/{li}/password").json()
        assert client.post(f"{USERS}/nobody/password").status_code == 404
    assert given["login"] == "li"
    assert before.get("/api/session").status_code == 401
    assert sign_in("long enough") == 401
    assert isinstance(sign_in(given["password"]), httpx.Client)


def test_nobody_else_can_give_passwords(world: World, address: str, sign_in: SignIn) -> None:
    li = world.read(lambda at: find_account(at, "li"))
    with acting(world.platform, address, li) as client:
        hidden, missing = (client.post(f"{USERS}/{id}/password") for id in (li, "nobody"))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content
    assert isinstance(sign_in("long enough"), httpx.Client)


def test_a_password_of_ones_own_must_be_long_enough(sign_in: SignIn) -> None:
    client = sign_in("long enough")
    assert isinstance(client, httpx.Client)
    short = client.put("/api/session/password", json={"old": "long enough", "new": "short"})
    assert short.status_code == 422
    assert short.json()["code"] == "password.short"
    assert client.put("/api/session/password", json={"old": "long enough", "new": "even longer"}).status_code == 200
    assert isinstance(sign_in("even longer"), httpx.Client)


def test_moving_the_clock_signs_nobody_out(sign_in: SignIn) -> None:
    client = sign_in("long enough")
    assert isinstance(client, httpx.Client)
    moved = client.post("/api/dev/clock", json={"advance": "3mo"})
    assert moved.status_code == 200, moved.text
    assert moved.json()["now"].startswith("2026-06-02")
    assert LIFETIME < 90 * 86_400_000
    assert client.get("/api/session").status_code == 200
    assert client.post("/api/dev/clock", json={"advance": "1m"}).status_code == 400
