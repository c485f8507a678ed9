"""The verbs that change other records, or refuse: whom they touch, how many at most, as whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from engine.actions.reaching import MOST
from engine.problems import Refused
from engine.records.command import Command
from tests.engine.desk import World, opened

Open = Callable[..., World]


@pytest.fixture
def world_of(database_url: str) -> Iterator[Open]:
    with ExitStack() as stack:

        def make(then: str, form: str = "ticket", translations: str = "") -> World:
            script = {"x": f"title: x\nform: {form}\nthen:\n{then}"}
            return stack.enter_context(opened(database_url, script, translations))

        yield make


def titles(world: World) -> list[str]:
    return [title for (title,) in world.select("SELECT title FROM desk_ticket WHERE deleted_at IS NULL ORDER BY id")]


def test_update_changes_the_record_that_a_reference_leads_to_and_knows_it_as_that(world_of: Open) -> None:
    world = world_of('  - {update: client, with: {name: "=concat(that.name, title)", rating: =that.rating + 1}}\n')
    client = world.create("client", name="云", rating=4)
    world.play("x", "ticket", world.create("ticket", title="海", client=client))
    row = world.row("client", client)
    assert (row["name"], row["rating"]) == ("云海", 5)


def test_update_of_an_empty_reference_changes_nothing(world_of: Open) -> None:
    world = world_of("  - {update: client, with: {rating: 1}}\n")
    context = world.play("x", "ticket", world.create("ticket", title="海"))
    assert context.effects == [{"verb": "update", "entity": "client", "ids": [], "count": 0}]


def test_update_along_a_way_changes_those_for_which_where_holds(world_of: Open) -> None:
    world = world_of(
        "  - update: tickets\n    where: amount > this.rating\n    with: {title: =name}\n",
        "client",
    )
    client, other = world.create("client", name="新", rating=3), world.create("client", name="别")
    for amount in (100, 300, 301, 900):
        world.create("ticket", title=str(amount), amount=amount, client=client)
    world.create("ticket", title="other", amount=900, client=other)
    world.play("x", "client", client)
    assert titles(world) == ["100", "300", "新", "新", "other"]


def test_update_of_a_form_asks_every_record_of_it(world_of: Open) -> None:
    world = world_of("  - update: ticket\n    where: amount = this.amount and id != this.id\n    with: {title: twin}\n")
    first = world.create("ticket", title="a", amount=500)
    world.create("ticket", title="b", amount=500)
    world.create("ticket", title="c", amount=100)
    world.play("x", "ticket", first)
    assert titles(world) == ["a", "twin", "c"]


def test_update_follows_a_record_that_an_action_before_it_made(world_of: Open) -> None:
    world = world_of(
        "  - {create: client, name: customer, with: {name: a}}\n"
        '  - {update: step.customer, with: {name: "=concat(that.name, that.name)"}}\n'
    )
    ((_, made),) = world.play("x", "ticket", world.create("ticket", title="t")).created
    assert world.row("client", made)["name"] == "aa"


def test_delete_takes_what_where_finds_and_the_record_itself(world_of: Open) -> None:
    world = world_of("  - delete: ticket\n    where: client = this.client and id != this.id\n  - {delete: this}\n")
    client = world.create("client", name="a")
    tickets = [world.create("ticket", title=str(number), client=client) for number in range(3)]
    world.create("ticket", title="free")
    context = world.play("x", "ticket", tickets[0])
    assert titles(world) == ["free"]
    assert [effect["count"] for effect in context.effects] == [2, 1]


def test_one_action_touches_a_bounded_number_of_records(world_of: Open) -> None:
    world = world_of("  - update: ticket\n    where: amount = 100\n    with: {title: x}\n")

    def fill(uow: object) -> None:
        for number in range(MOST + 1):
            uow.create("ticket", {"title": str(number), "amount": 10_000})  # type: ignore[attr-defined]

    world.platform.run(Command("bulk", fill, app="desk"))
    first = world.select("SELECT id FROM desk_ticket ORDER BY id LIMIT 1")[0][0]
    with pytest.raises(Refused) as refused:
        world.play("x", "ticket", first)
    assert [problem.code for problem in refused.value.problems] == ["action.too_many"]
    world.platform.run(Command("bulk", lambda uow: uow.update("ticket", first, {"amount": 0}) and None, app="desk"))
    world.play("x", "ticket", first)
    assert titles(world).count("x") == MOST


def test_stop_refuses_everything_with_the_text_in_both_languages(world_of: Open) -> None:
    world = world_of(
        '  - {set: {title: changed}}\n  - {stop: "{{ title }} 太低"}\n',
        translations="scripts/x/then/stop/stop: '{{ title }} is too low'\n",
    )
    ticket = world.create("ticket", title="t")
    with pytest.raises(Refused) as refused:
        world.play("x", "ticket", ticket)
    (problem,) = refused.value.problems
    assert (problem.code, problem.address) == ("action.stopped", "scripts/x/then/stop")
    assert (problem.text("zh"), problem.text("en")) == ("changed 太低", "changed is too low")
    assert titles(world) == ["t"]
