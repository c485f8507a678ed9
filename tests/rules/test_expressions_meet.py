"""Names and people of expressions on a running platform: one meaning in Python and in the database."""

from __future__ import annotations

from typing import Any

from engine.access.records import allowed, may
from engine.records.evaluate import evaluate
from tests.rules.shop import customer, shop
from tests.running import World

NEEDS = "needs: {table: 需求, fields: {need: {text: 需求}, urgent: {boolean: 紧急}"
MORE = NEEDS + ", above: {number: 高于, formula: count(parent.orders where amount > parent.paid)}"


def test_a_manager_keeps_seeing_the_records_of_who_was_deleted(database_url: str) -> None:
    with shop(database_url) as world:
        text = world.files["forms/customer.yaml"].decode()
        text = text.replace("seller: {see: owner = me,", "seller: {see: owner = me or owner in my_team,")
        world.publish({"forms/customer.yaml": text})
        world.person("sun", roles=["seller"])
        world.person("zhao", roles=["seller"], manager="sun")
        world.person("qian", roles=["seller"], manager="zhao")
        theirs = [customer(world, "甲", "zhao"), customer(world, "乙", "qian"), customer(world, "丙", "li")]
        world.run(lambda uow: uow.delete("system/user", world.people["zhao"]))
        assert seen(world, "sun", theirs) == (set(theirs[:2]), set(theirs[:2]))


def seen(world: World, login: str, ids: list[str]) -> tuple[set[str], set[str]]:
    """The customers that somebody may see: as the database says, and as Python says."""
    viewer = world.viewer(login)

    def read(reader: Any) -> tuple[set[str], set[str]]:
        version = reader.version(world.app)
        rows = {row["id"]: row for row in world.rows("customer")}
        by_python = {id for id in ids if may(version, viewer, "see", "customer", rows[id], reader)}
        return set(allowed(version, viewer, "see", "customer", ids, reader)), by_python

    found: tuple[set[str], set[str]] = world.platform.read(read)
    return found


def test_in_a_table_row_parent_is_the_holder_inside_where_too(database_url: str) -> None:
    with shop(database_url) as world:
        text = world.files["forms/customer.yaml"].decode().replace(NEEDS, MORE)
        world.publish({"forms/customer.yaml": text})
        world.settle()
        acme = customer(world, needs=[{"need": "快"}])
        for amount, paid in ((100, True), (200, False), (50, False)):
            world.create("order", customer=acme, amount=amount, paid=paid, paid_on=20_514)
        (row,) = world.rows("customer.needs")
        assert row["above"] == 1

        def read(reader: Any) -> Any:
            entity = reader.version("shop").catalog["customer.needs"]
            return evaluate(entity.attributes["above"].formula, entity, row, reader)

        assert world.platform.read(read) == 1
