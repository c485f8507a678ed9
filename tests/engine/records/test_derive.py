from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import orjson
import pytest
from hypothesis import HealthCheck, settings

from engine.expressions.types import Number
from engine.records.change import Change
from engine.records.entity import Attribute
from engine.records.parameters import set_parameter
from engine.records.runtime import Runtime
from engine.records.schema import check_schema
from engine.records.unit_of_work import UnitOfWork
from engine.records.version import BareVersion
from tests.engine.records.ledger import derive, ledger
from tests.engine.records.machine import LIMIT, LedgerMachine
from tests.engine.records.model import differences
from tests.engine.records.shop import APP, create, do, get, opened, rows

TestLedger = LedgerMachine.TestCase
TestLedger.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def books(database_url: str) -> Iterator[Runtime]:
    with opened(database_url, entities=ledger()) as runtime:
        runtime.activate(BareVersion(APP, 2, ledger()), parameters={"limit": LIMIT})
        yield runtime


def test_a_created_record_comes_back_with_its_derived_values(books: Runtime) -> None:
    customer = create(books, "customer", discount=10)
    assert (customer["total"], customer["orders_count"], customer["greatest"]) == (0, 0, None)
    assert customer["big"] is False
    order = create(books, "order", customer=customer["id"], price=10_00, quantity=3, paid=True)
    assert (order["amount"], order["discounted"]) == (3000, 2700)
    found = get(books, "customer", customer["id"])
    assert found is not None
    assert (found["total"], found["orders_count"], found["greatest"]) == (2700, 1, 3000)


def test_a_child_that_moves_changes_both_holders(books: Runtime) -> None:
    one, two = (create(books, "customer", discount=0) for _ in range(2))
    order = create(books, "order", customer=one["id"], price=100, quantity=1, paid=True)
    do(books, lambda uow: uow.update("order", order["id"], {"customer": two["id"]}))
    totals = [(get(books, "customer", row["id"]) or {})["total"] for row in (one, two)]
    assert totals == [0, 100]


def test_a_name_two_references_away_is_followed(books: Runtime) -> None:
    region = create(books, "region", name="华东")
    customer = create(books, "customer", region=region["id"])
    order = create(books, "order", customer=customer["id"])
    assert order["region_name"] == "华东"
    do(books, lambda uow: uow.update("region", region["id"], {"name": "江浙沪"}))
    assert (get(books, "order", order["id"]) or {})["region_name"] == "江浙沪"


def test_derived_changes_never_count_the_version_and_tell_their_cause(books: Runtime) -> None:
    customer = create(books, "customer", discount=0)
    create(books, "order", customer=customer["id"], price=100, quantity=1, paid=True)
    assert (get(books, "customer", customer["id"]) or {})["version"] == 1
    logged = rows(books, f"SELECT cause, diff FROM dougong_change WHERE record = '{customer['id']}' ORDER BY seq")
    cause, diff = (orjson.loads(text) for text in logged[-1])
    assert cause == {"kind": "derived", "parent": {"kind": "user"}}
    assert diff == {"total": [0, 100], "orders_count": [0, 1], "greatest": [None, 100]}


def test_listeners_see_derived_changes_once_at_their_fixpoint(books: Runtime) -> None:
    seen: list[Change] = []
    books.listeners.append(lambda uow, changes: seen.extend(changes))
    region = create(books, "region", name="x")
    customer = create(books, "customer", region=region["id"], discount=0)
    seen.clear()

    def run(uow: UnitOfWork) -> None:
        for _ in range(3):
            uow.create("order", {"customer": customer["id"], "price": LIMIT, "quantity": 1, "paid": True})

    do(books, run)
    flips = [(c.before and c.before["big"], c.after["big"]) for c in seen if c.entity == "customer"]
    assert flips == [(False, True)]
    (change,) = [change for change in seen if change.entity == "region"]
    assert change.changed == {"total", "big_ones"}
    assert change.cause.kind == "derived"


def test_five_hundred_orders_in_one_command(books: Runtime) -> None:
    customer = create(books, "customer", discount=0)

    def run(uow: UnitOfWork) -> None:
        for number in range(501):
            uow.create("order", {"customer": customer["id"], "price": number, "quantity": 1, "paid": True})

    do(books, run)
    assert (get(books, "customer", customer["id"]) or {})["total"] == sum(range(501))
    do(books, lambda uow: uow.update("customer", customer["id"], {"discount": 50}))
    assert differences(books, LIMIT) == []


def test_formulas_that_depend_on_each_other_are_a_problem() -> None:
    catalog = ledger()
    derive(catalog, "region", Attribute("rate", Number(2), "rate"), "round(total / 2, 2)")
    derive(catalog, "customer", Attribute("share", Number(2), "share"), "region.rate")
    assert check_schema(catalog) == ()
    changed = replace(catalog["customer"].attributes["total"], formula=catalog["customer"].attributes["share"].formula)
    customer = catalog["customer"]
    catalog["customer"] = replace(customer, attributes={**customer.attributes, "total": changed})
    (problem,) = check_schema(catalog)
    assert problem.code == "derive.cycle"
    assert "customer.total" in problem.text("zh")


def test_a_new_formula_is_computed_for_all_records_by_a_job(books: Runtime) -> None:
    customer = create(books, "customer", discount=10)
    for number in range(3):
        create(books, "order", customer=customer["id"], price=number, quantity=1, paid=True)
    catalog = ledger()
    derive(catalog, "order", Attribute("double", Number(2), "double"), "amount * 2")
    books.activate(BareVersion(APP, 3, catalog), parameters={"limit": LIMIT})
    assert books.jobs.run_ready() == 1
    assert rows(books, 'SELECT "double" FROM shop_order ORDER BY price') == [(0,), (2,), (4,)]
    books.activate(BareVersion(APP, 4, catalog), parameters={"limit": LIMIT})
    assert books.jobs.run_ready() == 0


def test_a_changed_parameter_is_followed_by_what_reads_it(books: Runtime) -> None:
    customer = create(books, "customer", discount=0)
    create(books, "order", customer=customer["id"], price=100, quantity=1, paid=True)
    assert (get(books, "customer", customer["id"]) or {})["big"] is False
    do(books, lambda uow: set_parameter(uow, "limit", 50))
    books.jobs.run_ready()
    assert (get(books, "customer", customer["id"]) or {})["big"] is True
    assert differences(books, 50) == []


def test_what_an_isolated_part_derived_is_undone_with_it(books: Runtime) -> None:
    customer = create(books, "customer", discount=0)

    def run(uow: UnitOfWork) -> None:
        with pytest.raises(ZeroDivisionError), uow.isolated():
            uow.create("order", {"customer": customer["id"], "price": 100, "quantity": 1, "paid": True})
            uow.finish()
            raise ZeroDivisionError
        uow.update("customer", customer["id"], {"name": "甲"})

    do(books, run)
    assert differences(books, LIMIT) == []
    assert (get(books, "customer", customer["id"]) or {})["total"] == 0
