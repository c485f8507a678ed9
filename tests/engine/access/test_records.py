"""Rights to stored records, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from engine.access.records import allowed, labels, may, require
from engine.problems import Refused
from tests.engine.desk import World, opened


@dataclass
class Office:
    """A lead above an agent above a trainee, another agent, a clerk; a ticket of each but the clerk."""

    world: World
    people: dict[str, str]
    tickets: dict[str, str]

    def seen(self, login: str, right: str = "see") -> set[str]:
        """Whose tickets a person has a right to."""
        viewer = self.world.viewer(self.people[login])
        version, ids = self.world.version, list(self.tickets.values())
        found = self.world.read(lambda reader: allowed(version, viewer, right, "ticket", ids, reader))  # type: ignore[arg-type]
        return {name for name, id in self.tickets.items() if id in found}


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    with opened(database_url) as world:
        people: dict[str, str] = {}
        people["wang"] = world.person("wang", roles=["desk/lead"])
        people["li"] = world.person("li", roles=["desk/agent"], manager=people["wang"])
        people["trainee"] = world.person("trainee", roles=["desk/agent"], manager=people["li"])
        people["zhou"] = world.person("zhou", roles=["desk/agent"])
        people["su"] = world.person("su", roles=["desk/clerk"])
        owners = ("wang", "li", "trainee", "zhou")
        tickets = {name: world.create("ticket", title=f"T {name}", owner=people[name], amount=100) for name in owners}
        yield Office(world, people, tickets)


def test_people_see_their_own_and_everything_below_them(office: Office) -> None:
    assert office.seen("wang") == {"wang", "li", "trainee"}
    assert office.seen("li") == {"li", "trainee"}
    assert office.seen("trainee") == {"trainee"}
    assert office.seen("zhou") == {"zhou"}
    assert office.seen("su") == {"wang", "li", "trainee", "zhou"}


def test_what_may_be_edited_is_less_than_what_is_seen(office: Office) -> None:
    assert office.seen("li", "edit") == {"li"}
    assert office.seen("wang", "edit") == {"wang", "li", "trainee"}
    assert office.seen("su", "edit") == set()


def test_one_record_gives_the_same_answer_in_python_and_in_the_database(office: Office) -> None:
    world = office.world
    for login, person in office.people.items():
        viewer = world.viewer(person)
        for right in ("see", "edit", "export"):
            beside = set()
            for name, id in office.tickets.items():
                row = world.row("ticket", id)
                if world.read(lambda at, row=row: may(world.version, viewer, right, "ticket", row, at)):  # type: ignore[arg-type]  # noqa: B023
                    beside.add(name)
            assert beside == office.seen(login, right)


def test_a_move_in_the_organisation_counts_at_once(office: Office) -> None:
    world = office.world
    world.run(lambda uow: uow.update("system/user", office.people["trainee"], {"manager": office.people["zhou"]}))
    assert office.seen("zhou") == {"zhou", "trainee"}
    assert office.seen("wang") == {"wang", "li"}


def test_a_role_taken_away_counts_at_once(office: Office) -> None:
    office.world.run(lambda uow: uow.update("system/user", office.people["li"], {"roles": None}))
    assert office.seen("li") == set()


def test_hidden_and_missing_records_are_refused_alike(office: Office) -> None:
    world = office.world
    viewer = world.viewer(office.people["zhou"])
    refusals = []
    for id in (office.tickets["li"], "00000000-0000-7000-8000-000000000000"):
        with pytest.raises(Refused) as refused:
            world.read(lambda at, id=id: require(world.version, viewer, "edit", "ticket", id, at))
        refusals.append((refused.value.status, refused.value.problems))
    assert refusals[0] == refusals[1] and refusals[0][0] == 404
    with pytest.raises(Refused) as refused:
        world.read(lambda at: require(world.version, viewer, "export", "ticket", office.tickets["zhou"], at))
    assert refused.value.status == 403


def test_records_are_only_named_to_those_who_may_see_them(office: Office) -> None:
    world = office.world
    ids = list(office.tickets.values())

    def named(login: str) -> set[str]:
        viewer = world.viewer(office.people[login])
        return set(world.read(lambda at: labels(world.version, viewer, "ticket", ids, at)).values())

    assert named("zhou") == {"T zhou"}
    assert named("su") == set()  # the title is masked for clerks


def test_a_deleted_record_is_there_for_nobody(office: Office) -> None:
    office.world.run(lambda uow: uow.delete("ticket", office.tickets["zhou"]))
    assert office.seen("zhou") == set()


def test_table_rows_are_seen_with_their_record(office: Office) -> None:
    world = office.world
    parts = [{"name": "screw", "price": 5}]
    ticket = world.create("ticket", title="parts", owner=office.people["li"], parts=parts)
    ((row,),) = world.select(f"SELECT id FROM desk_ticket__parts WHERE parent = '{ticket}'")
    for login, expected in (("li", True), ("wang", True), ("zhou", False)):
        viewer = world.viewer(office.people[login])
        found = world.read(lambda at: allowed(world.version, viewer, "see", "ticket.parts", [row], at))  # noqa: B023
        assert bool(found) is expected
