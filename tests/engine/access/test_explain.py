"""Why somebody may, or may not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import httpx
import pytest

from engine.access.asking import can
from engine.access.explain import Explanation, explain
from engine.access.policy import Right
from tests.engine.desk import World, opened
from tests.engine.served import acting, served


@dataclass
class Office:
    world: World
    people: dict[str, str]
    ticket: str

    def explain(self, login: str, right: Right) -> Explanation:
        viewer = self.world.viewer(self.people[login])
        row = self.world.row("ticket", self.ticket)
        found: Explanation = self.world.read(lambda at: explain(self.world.version, viewer, right, "ticket", row, at))
        return found

    def can(self, login: str, right: str, field: str | None = None) -> bool:
        viewer = self.world.viewer(self.people[login])
        found: bool = self.world.read(
            lambda at: can(self.world.version, viewer, right, "ticket", self.ticket, at, field)
        )
        return found


@pytest.fixture
def office(sqlite_database: str) -> Iterator[Office]:
    with opened(sqlite_database) as world:
        people = {"wang": world.person("wang", roles=["desk/lead"])}
        people["li"] = world.person("li", roles=["desk/agent"], manager=people["wang"])
        people["zhou"] = world.person("zhou", roles=["desk/agent"])
        people["su"] = world.person("su", roles=["desk/clerk"])
        people["nobody"] = world.person("nobody")
        people["admin"] = world.person("admin", roles=["system/admin"])
        ticket = world.create("ticket", title="漏水", owner=people["li"], secret="treasure")
        yield Office(world, people, ticket)


def test_a_right_is_explained_by_the_role_and_the_values_that_give_it(office: Office) -> None:
    found = office.explain("li", "see")
    assert found.allowed
    first = found.reasons[0]
    assert (first.role, first.held, first.holds, first.through) == ("agent", True, True, "")
    assert first.condition is not None and first.condition.op == "or"
    own, team = first.condition.items
    assert own.holds and own.value == office.people["li"] and own.bound == office.people["li"]
    assert not team.holds
    assert "角色「客服」可查看" in found.text["zh"] and "The role “客服” may see" in found.text["en"]


def test_an_included_role_says_through_which_role_it_came(office: Office) -> None:
    found = office.explain("wang", "see")
    assert found.allowed and found.reasons[0].through == "lead"


def test_a_missing_right_says_whether_the_role_or_the_record_is_lacking(office: Office) -> None:
    assert "不满足" in office.explain("zhou", "see").text["zh"]
    assert "没有任何角色" in office.explain("nobody", "see").text["zh"]
    assert not office.explain("su", "edit").allowed
    assert office.explain("admin", "delete").allowed


def test_what_must_be_seen_first_is_explained_first(office: Office) -> None:
    found = office.explain("zhou", "edit")
    assert not found.allowed and [reason.role for reason in found.reasons if reason.held] == ["agent"]


def test_explanations_agree_with_the_evaluation(office: Office) -> None:
    rights: tuple[Right, ...] = ("see", "edit", "delete", "export")
    for login in office.people:
        for right in rights:
            assert office.explain(login, right).allowed is office.can(login, right), (login, right)


def test_questions_about_a_field_ask_for_record_and_level(office: Office) -> None:
    assert office.can("li", "read", "title") and office.can("li", "edit", "title")
    assert not office.can("li", "read", "secret")
    assert office.can("wang", "read", "secret") and not office.can("wang", "edit", "secret")
    assert not office.can("su", "read", "amount") and not office.can("zhou", "read", "title")
    with pytest.raises(ValueError, match="no right"):
        office.can("li", "fly")


def test_an_explanation_over_http_tells_nobody_of_records_or_values_that_they_may_not_see(office: Office) -> None:
    world = office.world
    path = f"/api/apps/desk/forms/ticket/records/{office.ticket}/access"
    with ExitStack() as stack:
        address = stack.enter_context(served(world.platform))

        def client(login: str) -> httpx.Client:
            return stack.enter_context(acting(world.platform, address, office.people[login]))

        li = client("li").get(path, params={"right": "edit"}).json()
        assert li["allowed"] and [reason["role"] for reason in li["reasons"]] == ["agent"]
        value = li["reasons"][0]["condition"]["value"]
        assert value == {"id": office.people["li"], "label": "Li"}
        zhou = client("zhou")
        missing = zhou.get(path.replace(office.ticket, "nothing"))
        assert zhou.get(path).json() == missing.json() and missing.status_code == 404
        assert client("li").get(path, params={"user": office.people["zhou"]}).status_code == 403
        admin = client("admin").get(path, params={"user": office.people["zhou"]}).json()
        assert not admin["allowed"] and len(admin["reasons"]) > 1
        assert client("admin").get(path.replace("/ticket/", "/nonsense/")).status_code == 404
        assert client("admin").get(path, params={"right": "fly"}).status_code == 400
