from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, Number, Option, Reference, Text
from engine.problems import Refused
from engine.records.entity import Attribute, Entity
from engine.records.physical import PhysicalTable, physical_table
from engine.records.planning import plan_schema
from engine.records.version import BareVersion
from tests.engine.records.ledger import derive
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
CHOICE = Choice((Option("a"), Option("b")))


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


@pytest.mark.parametrize(("old", "type_"), [(NAME, Reference("thing")), (PRICE, Date()), (PRICE, Reference("thing"))])
def test_a_type_change_without_sense_is_a_problem(old: Attribute, type_: Any) -> None:
    new = entity("thing", *(replace(item, type=type_) if item is old else item for item in (NAME, PRICE)))
    plan = plan_schema(tables(THING), tables(new))
    assert [problem.code for problem in plan.problems] == ["schema.type_change"]


@pytest.mark.parametrize(
    ("old", "values", "new", "converted"),
    [
        (Text(), ["12", " 1,250.5 ", None], Number(2), [1200, 125050, None]),
        (Text(), ["2026-03-02", None], Date(), [20514, None]),
        (Text(), ["是", "false"], Boolean(), [True, False]),
        (Text(), ["a", "b"], CHOICE, ["a", "b"]),
        (Number(2), [1200, None], Number(0), [12, None]),
        (Number(2), [1250, 1200], Text(), ["12.5", "12"]),
        (Boolean(), [True, False, None], Text(), ["true", "false", None]),
        (CHOICE, ["a"], Choices(CHOICE.options), ["|a|"]),
        (Date(), [20514], DateTime(), [20514 * 86_400_000 - 8 * 3_600_000]),
        (DateTime(), [20514 * 86_400_000 - 1], Date(), [20514]),
    ],
)
def test_values_are_converted_by_their_text(
    database_url: str, old: Any, values: list[Any], new: Any, converted: list[Any]
) -> None:
    thing = entity("thing", Attribute("x", old, "x", index=True))
    with opened(database_url, entities={"thing": thing}) as shop:
        ids = [create(shop, "thing", x=value)["id"] for value in values]
        shop.activate(version(2, entity("thing", Attribute("x", new, "x", index=True))))
        assert [(get(shop, "thing", id_) or {})["x"] for id_ in ids] == converted
        assert (get(shop, "thing", ids[0]) or {})["x"] is converted[0] or not isinstance(converted[0], bool)


@pytest.mark.parametrize(
    ("old", "values", "new", "rejected"),
    [
        (Text(), ["12", "City 388", "1e99"], Number(0), ["City 388", "1e99"]),
        (Text(), ["a", "c"], CHOICE, ["c"]),
        (Number(2), [1200, 1250], Number(0), [1250]),
        (Number(0), [10**14, 5], Number(2), [10**16]),
    ],
)
def test_values_that_do_not_fit_are_listed_and_nothing_changes(
    database_url: str, old: Any, values: list[Any], new: Any, rejected: list[Any]
) -> None:
    thing = entity("thing", Attribute("x", old, "x"))
    with opened(database_url, entities={"thing": thing}) as shop:
        for value in values:
            create(shop, "thing", x=value)
        with pytest.raises(Refused) as caught:
            shop.activate(version(2, entity("thing", Attribute("x", new, "x"))))
        (problem,) = caught.value.problems
        assert problem.code == "schema.rejected"
        assert [value for _, value in problem.parameters["rows"]] == rejected  # type: ignore[attr-defined]
        assert [value for (value,) in rows(shop, "SELECT x FROM shop_thing ORDER BY id")] == values


def test_a_formula_of_another_type_is_computed_again(database_url: str) -> None:
    def thing(type_: Any, text: str) -> dict[str, Entity]:
        found = {"thing": THING}
        derive(found, "thing", Attribute("label", type_, "label"), text)
        return found

    with opened(database_url, entities=thing(Number(0), "price + 1")) as shop:
        id_ = create(shop, "thing", name="a", price=3)["id"]
        shop.activate(BareVersion(APP, 2, thing(Text(), "concat(name, name)")))
        shop.jobs.run_ready()
        assert (get(shop, "thing", id_) or {})["label"] == "aa"


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
