"""Who may write: the door remembers people, but what they may do now is asked inside."""

from __future__ import annotations

import httpx
import pytest

from engine.people.accounts import ensure_admin, find_account
from engine.web import door
from tests.engine.desk import opened
from tests.engine.served import acting, served

LANGUAGE = {"language": "en"}


@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "again"}], ids=["plain", "with a key"])
def test_whoever_has_left_writes_no_more_and_gets_no_old_answer_either(database_url: str, key: dict[str, str]) -> None:
    with opened(database_url) as world, served(world.platform) as address:
        li = world.person("li")
        with acting(world.platform, address, li) as client:
            assert client.patch("/api/session", json=LANGUAGE, headers=key).status_code == 200
            world.run(lambda uow: uow.update("system/user", li, {"active": False}))
            for _ in range(2):
                assert client.patch("/api/session", json=LANGUAGE, headers=key).status_code == 401
            world.run(lambda uow: uow.update("system/user", li, {"active": True}))
            assert client.patch("/api/session", json=LANGUAGE, headers=key).status_code == 200


def test_a_role_taken_away_is_gone_with_the_next_write(database_url: str) -> None:
    with opened(database_url) as world, served(world.platform) as address:
        world.run(ensure_admin)
        admin = world.read(lambda at: find_account(at, "admin"))
        li = world.person("li")
        with acting(world.platform, address, admin) as client:
            assert client.post(f"/api/apps/system/users/{li}/password").status_code == 200
            world.run(lambda uow: uow.update("system/user", admin, {"roles": None}))
            assert client.post(f"/api/apps/system/users/{li}/password").status_code in (403, 404)


def test_strangers_do_not_get_as_far_as_the_writer(database_url: str) -> None:
    with opened(database_url) as world, served(world.platform) as address:
        before = world.platform.writer.groups
        for headers in ({}, {"Authorization": "Bearer dg_wrong"}, {"Cookie": "dougong_session=wrong"}):
            assert httpx.patch(f"{address}/api/session", json=LANGUAGE, headers=headers).status_code == 401
        assert world.platform.writer.groups == before


def test_too_many_people_are_forgotten_and_still_come_in(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "MOST", 1)
    with opened(database_url) as world, served(world.platform) as address:
        people = [world.person(login) for login in ("li", "wang")]
        for person in (*people, *people):
            with acting(world.platform, address, person) as client:
                assert client.patch("/api/session", json=LANGUAGE).status_code == 200


def test_the_change_is_that_of_the_person_as_they_are_called_now(database_url: str) -> None:
    with opened(database_url) as world, served(world.platform) as address:
        li = world.person("li")
        with acting(world.platform, address, li) as client:
            for name in ("Li", "Li Na"):
                world.run(lambda uow, name=name: uow.update("system/user", li, {"name": name}))
                told = client.patch("/api/session", json=LANGUAGE)
                assert told.json()["user"]["name"] == name
