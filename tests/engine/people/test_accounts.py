"""Accounts, roles and the people whom expressions name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.people.accounts import accounts, add_account, change_roles, ensure_admin, find_account
from engine.people.choosing import least_busy
from engine.people.finding import flattened, members_of_team, names_of, working
from engine.people.sessions import check_password
from engine.problems import Refused
from engine.tasks import TaskSpec, complete_task, open_task
from tests.engine.desk import NOW, World, opened


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with opened(database_url) as found:
        yield found


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


def test_the_first_administrator_gets_a_password_once(world: World) -> None:
    password = world.run(ensure_admin)
    assert password is not None and len(password) >= 12
    assert world.run(ensure_admin) is None
    found = world.read(lambda at: check_password(at.cursor, at.dialect, "admin", password, NOW))
    assert found == world.read(lambda at: find_account(at, "admin"))
    assert world.viewer(found).admin


def test_an_account_is_made_with_roles_that_exist(world: World) -> None:
    id = world.run(lambda uow: add_account(uow, "li", "李", ["desk/agent"], "long enough"))
    assert world.viewer(id).roles(world.version) == {"agent"}
    assert [account.login for account in world.read(accounts)] == ["li"]
    with pytest.raises(Refused) as refused:
        world.run(lambda uow: add_account(uow, "li"))
    assert code(refused) == "user.exists"
    with pytest.raises(Refused) as refused:
        world.run(lambda uow: add_account(uow, "zhou", roles=["desk/agnet"]))
    assert code(refused) == "user.unknown_role"
    assert "agent" in refused.value.problems[0].text("en")
    with pytest.raises(Refused) as refused:
        world.run(lambda uow: add_account(uow, "short", password="1234567"))
    assert code(refused) == "password.short"
    assert [account.login for account in world.read(accounts)] == ["li"]


def test_roles_come_and_go(world: World) -> None:
    id = world.run(lambda uow: add_account(uow, "li", roles=["desk/agent"]))
    assert world.run(lambda uow: change_roles(uow, id, add=["desk/lead"])) == {"desk/agent", "desk/lead"}
    assert world.run(lambda uow: change_roles(uow, id, remove=["desk/agent"])) == {"desk/lead"}
    assert world.viewer(id).roles(world.version) == {"lead", "agent"}


def test_a_team_must_exist_too(world: World) -> None:
    with pytest.raises(Refused) as refused:
        world.person("li", teams=["desk/second_line"])
    assert code(refused) == "user.unknown_team"


def test_whoever_has_left_is_nobody_any_more(world: World) -> None:
    here, left = world.person("b"), world.person("a", active=False)
    assert world.read(lambda at: working(at, (left, here))) == (here,)
    assert world.read(lambda at: working(at, {left, here})) == (here,)
    assert world.read(lambda at: names_of(at, (left,))) == {left: "A"}


def test_people_keep_the_order_in_which_they_are_named_and_sets_go_by_name(world: World) -> None:
    zoe, adam = world.person("zoe"), world.person("adam")
    assert world.read(lambda at: working(at, flattened([zoe, None, (adam,), zoe]))) == (zoe, adam)
    assert world.read(lambda at: working(at, flattened([zoe, frozenset({adam})]))) == (adam, zoe)
    assert world.read(lambda at: working(at, ())) == ()


def test_the_least_busy_is_who_has_least_to_do_then_who_waited_longest(world: World) -> None:
    ids = [world.person(name, teams=["desk/first_line"]) for name in ("ann", "bob", "cid")]
    ann, bob, cid = ids
    ticket = world.create("ticket", title="t")

    def busy() -> str:
        team = world.read(lambda at: members_of_team(at, "first_line"))
        found: str = world.read(lambda at: least_busy(at, team))
        return found

    def work(who: str) -> str:
        spec = TaskSpec("desk", "ticket", ticket, "test", "", {"zh": "t"}, (who,))
        (made,) = world.run(lambda uow: open_task(uow, spec))
        world.passes(1000)
        return str(made)

    assert busy() == ann  # nobody has anything: by name
    first = work(ann)
    assert busy() == bob
    work(bob)
    assert busy() == cid
    work(cid)
    assert busy() == ann  # one each: who got one longest ago
    world.run(lambda uow: complete_task(uow, first))
    assert busy() == ann
    work(ann)
    assert busy() == bob
    world.run(lambda uow: uow.update("system/user", bob, {"active": False}))
    assert busy() == cid
    assert world.read(lambda at: least_busy(at, ())) is None
