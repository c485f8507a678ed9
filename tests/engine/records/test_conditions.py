"""Lists under conditions of the expression language: filters, access, values that are computed as they are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest

from engine.expressions.types import Number
from engine.records.clock import DAY, day_of
from engine.records.entity import Attribute
from engine.records.paging import Sort
from engine.records.query import ListQuery, list_records, select_ids
from engine.records.runtime import Runtime
from engine.records.totals import Total, total_records
from engine.records.version import BareVersion
from engine.records.viewing import Shown
from tests.engine.records.ledger import formula, ledger
from tests.engine.records.shop import APP, create, opened

LIMIT = 50_000


def catalog() -> dict[str, Any]:
    """The ledger with a value that is not stored: the days since a customer was met."""
    found = ledger(kept=True)
    customer = found["customer"]
    days = Attribute("days", Number(0), None, formula(found, "customer", "days_since(met_on)"))
    label = formula(found, "customer", 'concat(name, "/", region.name)')
    attributes = {**customer.attributes, "days": days}
    found["customer"] = replace(customer, attributes=attributes, label=label)
    return found


@pytest.fixture
def books(database_url: str) -> Iterator[Runtime]:
    with opened(database_url, entities={}) as runtime:
        runtime.activate(BareVersion(APP, 2, catalog()), parameters={"limit": LIMIT})
        east, west = (create(runtime, "region", name=name) for name in ("东", "西"))
        today = day_of(runtime.clock.now(), "Asia/Shanghai")
        for number, region in enumerate((east, east, west)):
            values = {"name": f"c{number}", "region": region["id"], "discount": 0, "met_on": today - 20 * number}
            customer = create(runtime, "customer", **values)
            for amount in range(number):
                price, paid = (amount + 1) * 400_00, amount == 0
                create(runtime, "order", customer=customer["id"], price=price, quantity=1, paid=paid, due_on=today + 1)
        yield runtime


def names(runtime: Runtime, *texts: str, entity: str = "customer", show: str = "name", **more: Any) -> list[Any]:
    conditions = tuple(formula(catalog(), entity, text) for text in texts)
    query = ListQuery(entity, (Shown(show),), conditions, sort=(Sort("id"),), **more)
    found = runtime.read(lambda reader: list_records(reader, APP, query, reader.environment(APP)))
    return [record[show] for record in orjson.loads(found)["records"]]


FILTERS: list[tuple[str, list[str]]] = [
    ("total > param.limit", []),
    ("total = 400", ["c1", "c2"]),
    ('region.name = "东"', ["c0", "c1"]),
    ('not (region.name = "东")', ["c2"]),
    ("count(orders where not paid) > 0", ["c2"]),
    ("any(orders where amount = 800)", ["c2"]),
    ("days > 10", ["c1", "c2"]),
    ("days_since(met_on) > 10 and tags.quiet", ["c2"]),
    ("greatest is empty", ["c0"]),
    ("grade >= b", ["c1", "c2"]),
    ("created_at > now - 1d", ["c0", "c1", "c2"]),
]


def test_a_filter_is_an_expression(books: Runtime) -> None:
    assert [names(books, condition) for condition, _ in FILTERS] == [found for _, found in FILTERS]


def test_all_conditions_must_hold(books: Runtime) -> None:
    assert names(books, "total = 400", 'region.name = "东"') == ["c1"]


def test_a_value_that_is_not_stored_is_computed_as_it_is_read(books: Runtime) -> None:
    assert names(books, show="days") == [0, 20, 40]
    query = ListQuery("customer", (Shown("name"),), sort=(Sort("days", True),), limit=2)

    def page(after: str | None) -> dict[str, Any]:
        asked = replace(query, after=after)
        found = books.read(lambda reader: list_records(reader, APP, asked, reader.environment(APP)))
        return orjson.loads(found)  # type: ignore[no-any-return]

    first = page(None)
    assert [record["name"] for record in first["records"]] == ["c2", "c1"]
    assert [record["name"] for record in page(first["next"])["records"]] == ["c0"]


def test_an_expression_is_shown_under_its_own_name(books: Runtime) -> None:
    shown = (Shown("half", formula(catalog(), "customer", "round(total / 2, 2)")),)
    query = ListQuery("customer", shown, sort=(Sort("id"),))
    found = books.read(lambda reader: list_records(reader, APP, query, reader.environment(APP)))
    assert [record["half"] for record in orjson.loads(found)["records"]] == [0, 200, 200]


def test_a_label_may_look_at_other_records(books: Runtime) -> None:
    labels = names(books, entity="order", show="customer")
    assert [customer["label"] for customer in labels] == ["c1/东", "c2/西", "c2/西"]


def test_totals_obey_the_conditions(books: Runtime) -> None:
    conditions = (formula(catalog(), "order", "not paid"),)
    query = ListQuery("order", (), conditions)
    totals = (Total("n", "count"), Total("amount", "sum", "amount"))

    def read(reader: Any) -> list[dict[str, Any]]:
        return total_records(reader, APP, query, totals, None, reader.environment(APP))

    assert books.read(read) == [{"n": 1, "amount": 800}]


def test_the_same_query_sees_time_pass(books: Runtime) -> None:
    assert names(books, "days > 30") == ["c2"]
    books.advance_to(books.clock.now() + 15 * DAY)
    assert names(books, "days > 30") == ["c1", "c2"]
    assert names(books, "tags.quiet") == ["c1", "c2"]
    assert names(books, "late_orders > 0") == ["c2"]


def test_a_unit_of_work_asks_the_same_questions(books: Runtime) -> None:
    from tests.engine.records.shop import do

    query = ListQuery("customer", (), (formula(catalog(), "customer", "total = 400"),))
    assert len(do(books, lambda uow: select_ids(uow, APP, query, uow.environment(APP)))) == 2
