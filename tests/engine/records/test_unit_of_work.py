from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from engine.problems import Problem, Refused
from engine.records.change import Change
from engine.records.command import Cause
from engine.records.runtime import Runtime
from engine.records.unit_of_work import UnitOfWork
from tests.engine.records.shop import DAY, LI, create, do, get, opened, rows


@pytest.fixture
def shop(database_url: str) -> Iterator[Runtime]:
    with opened(database_url) as runtime:
        yield runtime


def refusal(runtime: Runtime, run: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        do(runtime, run)
    return caught.value


def test_a_created_record_has_its_system_values_and_all_attributes(shop: Runtime) -> None:
    row = create(shop, "customer", name="张三", vip=True)
    assert row["version"] == 1
    assert row["created_by"] == row["updated_by"] == LI.id
    assert row["created_at"] == shop.clock.now()
    assert row["city"] is None
    assert get(shop, "customer", row["id"]) == row


def test_an_update_counts_the_version_only_when_something_changed(shop: Runtime) -> None:
    row = create(shop, "customer", name="张三")
    assert do(shop, lambda uow: uow.update("customer", row["id"], {"name": "张三"}))["version"] == 1
    assert do(shop, lambda uow: uow.update("customer", row["id"], {"city": "上海"}))["version"] == 2


def test_what_automation_writes_does_not_count_the_version(shop: Runtime) -> None:
    row = create(shop, "customer", name="张三")
    rule = Cause("rule", element="rules/customer/rules/x")
    assert do(shop, lambda uow: uow.update("customer", row["id"], {"city": "上海"}), cause=rule)["version"] == 1


def test_a_conflict_tells_the_values_of_both_sides(shop: Runtime) -> None:
    row = create(shop, "customer", name="张三", city="上海")
    do(shop, lambda uow: uow.update("customer", row["id"], {"city": "北京"}, version=1))
    refused = refusal(shop, lambda uow: uow.update("customer", row["id"], {"city": "广州", "vip": True}, version=1))
    assert refused.status == 409
    (problem,) = refused.problems
    assert problem.parameters["version"] == 2
    fields = problem.parameters["fields"]
    assert fields == {"city": {"yours": "广州", "theirs": "北京", "by": LI.id, "at": shop.clock.now()}}


def test_a_refused_command_leaves_nothing_behind(shop: Runtime) -> None:
    def run(uow: UnitOfWork) -> None:
        uow.create("customer", {"name": "甲"})
        uow.create("customer", {"name": "乙"})
        raise Refused((Problem("writer.stopped", {}),))

    refusal(shop, run)
    assert rows(shop, "SELECT count(*) FROM shop_customer") == [(0,)]
    assert rows(shop, "SELECT count(*) FROM dougong_change") == [(0,)]


def test_an_isolated_part_is_undone_alone(shop: Runtime) -> None:
    def run(uow: UnitOfWork) -> str:
        first = uow.create("customer", {"name": "甲"})
        with pytest.raises(Refused), uow.isolated():
            uow.update("customer", first["id"], {"city": "上海"})
            uow.create("customer", {"name": "乙"})
            uow.create("customer", {"name": "甲"})
        assert first["city"] is None
        return str(first["id"])

    id_ = do(shop, run)
    assert rows(shop, "SELECT id, city FROM shop_customer") == [(id_, None)]


@pytest.mark.parametrize("name", ["张三", " 张 三 ", "ＡＢＣ", "abc"])
def test_a_unique_text_differs_in_more_than_spaces_width_and_case(shop: Runtime, name: str) -> None:
    create(shop, "customer", name="张三")
    create(shop, "customer", name="AbC")
    refused = refusal(shop, lambda uow: uow.create("customer", {"name": name}))
    assert [(problem.code, problem.address) for problem in refused.problems] == [("value.not_unique", "name")]
    assert "名称" in refused.problems[0].text("zh")


def test_a_code_is_unique_together_with_its_customer(shop: Runtime) -> None:
    one, two = create(shop, "customer", name="一"), create(shop, "customer", name="二")
    create(shop, "order", customer=one["id"], code="A")
    create(shop, "order", customer=two["id"], code="A")
    refused = refusal(shop, lambda uow: uow.create("order", {"customer": one["id"], "code": "a"}))
    assert refused.problems[0].parameters["values"] == {"customer": one["id"], "code": "a"}


def test_unknown_names_and_missing_references_are_refused(shop: Runtime) -> None:
    assert refusal(shop, lambda uow: uow.create("customer", {"nmae": 1})).problems[0].code == "value.unknown"
    refused = refusal(shop, lambda uow: uow.create("order", {"customer": "nobody"}))
    assert refused.problems[0].code == "value.reference_missing"
    assert refusal(shop, lambda uow: uow.update("order", "nothing", {})).status == 404


def test_rows_of_a_table_are_written_with_their_record(shop: Runtime) -> None:
    order = create(shop, "order", items=[{"price": 100}, {"price": 200}])
    first, second = do(shop, lambda uow: uow.children("order", "items", order["id"]))
    assert [(row["price"], row["position"]) for row in (first, second)] == [(100, 0), (200, 1)]
    values = {"items": [{"id": second["id"], "price": 250}, {"price": 300}]}
    assert do(shop, lambda uow: uow.update("order", order["id"], values))["version"] == 2
    found = do(shop, lambda uow: uow.children("order", "items", order["id"]))
    assert [(row["id"] == second["id"], row["price"]) for row in found] == [(True, 250), (False, 300)]
    same = {"items": [{"id": row["id"], "price": row["price"]} for row in found]}
    assert do(shop, lambda uow: uow.update("order", order["id"], same))["version"] == 2


def test_a_stage_leaves_its_history(shop: Runtime) -> None:
    order = create(shop, "order", stage="draft")
    shop.clock.advance(3 * DAY)  # type: ignore[attr-defined]
    moved = do(shop, lambda uow: uow.update("order", order["id"], {"stage": "paid"}))
    assert moved["stage.entered"] == shop.clock.now()
    history = do(shop, lambda uow: uow.children("order", "stage.history", order["id"]))
    told = [(row["stage"], row["entered"], row["left"], row["days"], row["by"]) for row in history]
    start, now = shop.clock.now() - 3 * DAY, shop.clock.now()
    assert told == [("draft", start, now, 3, LI.id), ("paid", now, None, None, LI.id)]


def test_deleting_follows_block_cascade_and_keep(shop: Runtime) -> None:
    customer, other = create(shop, "customer", name="甲"), create(shop, "customer", name="乙")
    order = create(shop, "order", customer=customer["id"])
    note = create(shop, "note", customer=customer["id"], text="x")
    about = create(shop, "note", customer=other["id"], about=customer["id"])
    refused = refusal(shop, lambda uow: uow.delete("customer", customer["id"]))
    assert (refused.status, refused.problems[0].code) == (409, "record.referenced")
    assert get(shop, "note", note["id"]) is not None
    do(shop, lambda uow: uow.delete("order", order["id"]))
    do(shop, lambda uow: uow.delete("customer", customer["id"]))
    assert get(shop, "customer", customer["id"]) is None
    assert get(shop, "note", note["id"]) is None
    assert get(shop, "note", about["id"])["about"] == customer["id"]  # type: ignore[index]


def test_restoring_brings_back_what_went_along(shop: Runtime) -> None:
    customer = create(shop, "customer", name="甲")
    note, earlier = (create(shop, "note", customer=customer["id"]) for _ in range(2))
    do(shop, lambda uow: uow.delete("note", earlier["id"]))
    shop.clock.advance(1000)  # type: ignore[attr-defined]
    do(shop, lambda uow: uow.delete("customer", customer["id"]))
    do(shop, lambda uow: uow.restore("customer", customer["id"]))
    assert get(shop, "customer", customer["id"]) is not None
    assert get(shop, "note", note["id"]) is not None
    assert get(shop, "note", earlier["id"]) is None


def test_a_restored_record_must_still_be_unique(shop: Runtime) -> None:
    customer = create(shop, "customer", name="甲")
    do(shop, lambda uow: uow.delete("customer", customer["id"]))
    create(shop, "customer", name="甲")
    refused = refusal(shop, lambda uow: uow.restore("customer", customer["id"]))
    assert refused.problems[0].code == "value.not_unique"


def test_the_change_log_tells_who_what_when_and_why(shop: Runtime) -> None:
    customer = create(shop, "customer", name="甲")
    rule = Cause("rule", element="rules/customer/rules/x", version=3)

    def run(uow: UnitOfWork) -> None:
        uow.update("customer", customer["id"], {"city": "上海"})
        with uow.because(rule):
            uow.update("customer", customer["id"], {"vip": True})

    do(shop, run)
    logged = rows(shop, "SELECT operation, actor, at, cause, diff FROM dougong_change ORDER BY seq")
    assert [row[0] for row in logged] == ["create", "update", "update"]
    assert {row[1] for row in logged} == {LI.id}
    assert orjson.loads(logged[1][4]) == {"city": [None, "上海"]}
    assert orjson.loads(logged[2][4]) == {"vip": [None, True]}
    cause = orjson.loads(logged[2][3])
    assert cause == {"kind": "rule", "element": rule.element, "version": 3, "parent": {"kind": "user"}}


def test_listeners_see_the_images_of_each_wave_and_their_writes_make_the_next(shop: Runtime) -> None:
    seen: list[list[tuple[str, str, Any, Any]]] = []

    def listen(uow: UnitOfWork, changes: tuple[Change, ...]) -> None:
        seen.append([(c.operation, c.entity, c.before and c.before["city"], c.after["city"]) for c in changes])
        for change in changes:
            if change.after["city"] == "上海":
                with uow.because(Cause("rule", element="rules/x")):
                    uow.update("customer", change.id, {"city": "沪"})

    shop.listeners.append(listen)
    create(shop, "customer", name="甲", city="上海")
    assert seen == [[("create", "customer", None, "上海")], [("update", "customer", "上海", "沪")]]


def test_automations_that_chase_each_other_are_refused_with_their_chain(shop: Runtime) -> None:
    def listen(uow: UnitOfWork, changes: tuple[Change, ...]) -> None:
        for change in changes:
            with uow.because(Cause("rule", title=f"规则{change.after['born'] % 2}")):
                uow.update("customer", change.id, {"born": change.after["born"] + 1})

    shop.listeners.append(listen)
    refused = refusal(shop, lambda uow: uow.create("customer", {"name": "甲", "born": 0}))
    assert refused.problems[0].code == "wave.too_deep"
    assert rows(shop, "SELECT count(*) FROM shop_customer") == [(0,)]


def test_validators_refuse_at_the_fixpoint(shop: Runtime) -> None:
    def validate(uow: UnitOfWork, changes: tuple[Change, ...]) -> Iterator[Problem]:
        for change in changes:
            if change.after["city"] == "月球":
                yield Problem("value.option", {"value": "月球"}, "city")

    shop.validators.append(validate)
    create(shop, "customer", name="甲", city="上海")
    assert refusal(shop, lambda uow: uow.create("customer", {"name": "乙", "city": "月球"})).status == 422


def test_the_view_beside_a_table_has_readable_values(shop: Runtime) -> None:
    create(shop, "order", amount=12_345)
    ((amount, created),) = rows(shop, "SELECT amount, created_at FROM shop_order_view")
    assert float(amount) == 123.45
    assert str(created).startswith("2026-01-01")


def test_a_dimension_has_its_local_date(shop: Runtime) -> None:
    create(shop, "customer", name="甲", met_at=DAY - 1)
    assert rows(shop, "SELECT met_at__day FROM shop_customer") == [(1,)]


def test_isolated_parts_within_each_other_undo_only_their_own(shop: Runtime) -> None:
    row = create(shop, "customer", name="甲")
    seen: list[Change] = []
    shop.listeners.append(lambda uow, changes: seen.extend(changes))

    def run(uow: UnitOfWork) -> None:
        uow.update("customer", row["id"], {"city": "一"})
        with uow.isolated():
            uow.update("customer", row["id"], {"city": "二"})
            made = uow.create("customer", {"name": "乙"})
            with pytest.raises(ZeroDivisionError), uow.isolated():
                uow.update("customer", row["id"], {"city": "三", "vip": True})
                uow.update("customer", made["id"], {"city": "三"})
                uow.create("customer", {"name": "丙"})
                raise ZeroDivisionError
            assert (uow.get("customer", row["id"]) or {})["city"] == "二"
            assert made["city"] is None
        with pytest.raises(ZeroDivisionError), uow.isolated():
            uow.delete("customer", made["id"])
            raise ZeroDivisionError

    do(shop, run)
    assert rows(shop, "SELECT name, city, vip IS NULL FROM shop_customer ORDER BY id") == [
        ("甲", "二", 1),
        ("乙", None, 1),
    ]
    told = [(c.operation, c.before and c.before["city"], c.after["city"]) for c in seen]
    assert told == [("update", None, "二"), ("create", None, None)]
    logged = rows(shop, "SELECT operation, diff FROM dougong_change ORDER BY seq")
    assert [operation for operation, _ in logged] == ["create", "update", "create"]
    assert orjson.loads(logged[1][1]) == {"city": [None, "二"]}


def test_ids_that_nobody_made_are_just_missing(shop: Runtime) -> None:
    for id_ in ('"', "a\0b", "", "'; --", "[]"):
        assert get(shop, "customer", id_) is None
        assert refusal(shop, lambda uow, id_=id_: uow.delete("customer", id_)).status == 404
        refused = refusal(shop, lambda uow, id_=id_: uow.create("order", {"customer": id_}))
        assert refused.problems[0].code == "value.reference_missing"
