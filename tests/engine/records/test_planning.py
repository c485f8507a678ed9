from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.expressions.types import Boolean, Date, Number, Reference, Text
from engine.problems import Refused
from engine.records.entity import Attribute, Entity
from engine.records.physical import PhysicalTable, physical_table
from engine.records.planning import plan_schema
from engine.records.version import BareVersion
from tests.engine.records.shop import APP, create, do, entity, get, opened, rows


def tables(*entities: Entity) -> dict[str, PhysicalTable]:
    return {item.table: physical_table(item) for item in entities}


def told(old: Entity, new: Entity, **more: Any) -> list[str]:
    plan = plan_schema(tables(old), tables(new), **more)
    assert not plan.problems
    return [f"{step['kind']} {step.get('column', step.get('columns', ''))}" for step in plan.to_json()]


NAME = Attribute("name", Text(), "name")
PRICE = Attribute("price", Number(0), "price")
THING = entity("thing", NAME, PRICE)


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        (entity("thing", NAME, PRICE), []),
        (entity("thing", NAME, PRICE, Attribute("ok", Boolean(), "ok")), ["add_column ok"]),
        (entity("thing", NAME), ["hide_column price"]),
        (entity("thing", NAME, replace(PRICE, type=Number(2))), ["convert_column price"]),
        (entity("thing", NAME, replace(PRICE, index=True)), ["add_index price"]),
        (entity("thing", replace(NAME, unique=()), PRICE), ["add_column name__fold", "add_index name__fold"]),
        (
            entity("thing", NAME, PRICE, Attribute("of", Reference("thing"), "of")),
            ["add_column of", "add_index of"],
        ),
    ],
)
def test_the_plan_tells_what_changes(changed: Entity, steps: list[str]) -> None:
    assert told(THING, changed) == steps


def test_a_rename_keeps_the_column() -> None:
    new = entity("thing", replace(NAME, name="title", column="title"), PRICE)
    assert told(THING, new, renames={"shop_thing": {"title": "name"}}) == ["rename_column title"]


@pytest.mark.parametrize("type_", [Number(0), Date(), Boolean(), Reference("thing")])
def test_a_type_change_that_could_lose_values_is_a_problem(type_: Any) -> None:
    plan = plan_schema(tables(THING), tables(entity("thing", replace(NAME, type=type_), PRICE)))
    assert [problem.code for problem in plan.problems] == ["schema.type_change"]


def version(number: int, *entities: Entity) -> BareVersion:
    return BareVersion(APP, number, {item.name: item for item in entities})


def test_published_changes_keep_the_records(database_url: str) -> None:
    with opened(database_url, entities={"thing": THING}) as shop:
        thing = create(shop, "thing", name="Ａ b", price=3)
        shop.activate(version(2, entity("thing", NAME, replace(PRICE, type=Number(2)))))
        assert get(shop, "thing", thing["id"])["price"] == 300  # type: ignore[index]
        shop.activate(version(3, entity("thing", replace(NAME, unique=(), search=True))))
        assert rows(shop, "SELECT name__fold, price FROM shop_thing") == [("ab", 300)]
        with pytest.raises(Refused):
            create(shop, "thing", name="AB")
        create(shop, "thing", name="c")
        shop.activate(version(4, entity("thing", NAME, replace(PRICE, type=Number(2)))))
        assert get(shop, "thing", thing["id"])["price"] == 300  # type: ignore[index]


def test_what_cannot_be_carried_out_leaves_all_as_it_was(database_url: str) -> None:
    with opened(database_url, entities={"thing": THING}) as shop:
        for _ in range(2):
            create(shop, "thing", name="same", price=1)
        changed = entity("thing", replace(NAME, unique=()), PRICE, Attribute("new", Text(), "new"))
        with pytest.raises(Refused) as caught:
            shop.activate(version(2, changed))
        (problem,) = caught.value.problems
        assert problem.code == "schema.duplicates"
        assert problem.parameters["groups"] == [["same", 2]]
        assert shop.versions[APP].number == 1
        assert create(shop, "thing", name="same")["name"] == "same"
        with pytest.raises(Exception, match="new"):
            rows(shop, "SELECT new FROM shop_thing")


def test_a_version_that_changes_nothing_has_an_empty_plan(database_url: str) -> None:
    with opened(database_url) as shop:
        from engine.records.activation import plan_version

        assert plan_version(shop, shop.actives[APP].schema, {}).steps == ()


def test_a_hidden_table_is_told_once_and_comes_back_with_its_records(database_url: str) -> None:
    from engine.records.activation import plan_version
    from engine.records.schema import compile_schema

    other = entity("other", NAME)
    with opened(database_url, entities={"thing": THING, "other": other}) as shop:
        create(shop, "other", name="x")
        alone = compile_schema(APP, {"thing": THING}, shop.dialect)
        assert [step.kind for step in plan_version(shop, alone, {}).steps] == ["hide_table"]
        shop.activate(version(2, THING))
        assert plan_version(shop, alone, {}).steps == ()
        shop.activate(version(3, THING, other))
        assert rows(shop, "SELECT name FROM shop_other") == [("x",)]
        do(shop, lambda uow: uow.create("other", {"name": "y"}))
