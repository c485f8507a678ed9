"""Who is below whom, after any sequence of moves."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from engine.people.finding import is_above, managers_of, team_of
from engine.problems import Refused
from tests.engine.desk import World, opened


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with opened(database_url) as found:
        yield found


def closure(managers: dict[str, str | None]) -> dict[tuple[str, str], int]:
    """Every pair of somebody above and somebody below, with the distance, worked out anew."""
    found = {}
    for person in managers:
        above, depth = managers[person], 1
        while above is not None:
            found[above, person] = depth
            above, depth = managers[above], depth + 1
    return found


def stored(world: World) -> dict[tuple[str, str], int]:
    rows = world.select("SELECT manager, member, depth FROM dougong_team")
    return {(manager, member): depth for manager, member, depth in rows}


def test_teams_equal_a_full_recomputation_after_every_move(world: World) -> None:
    dice = random.Random(7)
    people = [world.person(f"p{number}") for number in range(9)]
    managers: dict[str, str | None] = dict.fromkeys(people)
    refused = 0
    for _ in range(60):
        person, manager = dice.choice(people), dice.choice([None, *people])
        circle = manager == person or (person, manager) in closure(managers)
        try:
            world.run(lambda uow, p=person, m=manager: uow.update("system/user", p, {"manager": m}))
        except Refused as error:
            assert circle and error.problems[0].code == "user.manager_circle"
            refused += 1
        else:
            assert not circle
            managers[person] = manager
        assert stored(world) == closure(managers)
    assert refused


def test_a_whole_organisation_may_come_in_one_unit_of_work_in_any_order(world: World) -> None:
    ids = [f"00000000-0000-7000-8000-00000000000{number}" for number in range(5)]

    def run(uow: object) -> None:
        for number in (4, 2, 0, 1, 3):
            uow.create("system/user", {"login": f"c{number}", "name": "C", "active": True}, ids[number])  # type: ignore[attr-defined]
        for number in (4, 2, 3, 1):
            uow.update("system/user", ids[number], {"manager": ids[number - 1]})  # type: ignore[attr-defined]

    world.run(run)
    chain = {id: (ids[number - 1] if number else None) for number, id in enumerate(ids)}
    assert stored(world) == closure(chain)
    assert world.read(lambda at: managers_of(at, ids[4], 2)) == (ids[3], ids[2])
    assert world.read(lambda at: team_of(at, ids[2])) == {ids[3], ids[4]}
    assert world.read(lambda at: is_above(at, ids[0], ids[4]))


def test_a_circle_within_one_unit_of_work_is_refused_and_leaves_nothing(world: World) -> None:
    one, two = world.person("one"), world.person("two")

    def run(uow: object) -> None:
        uow.update("system/user", one, {"manager": two})  # type: ignore[attr-defined]
        uow.update("system/user", two, {"manager": one})  # type: ignore[attr-defined]

    with pytest.raises(Refused):
        world.run(run)
    assert stored(world) == {}
