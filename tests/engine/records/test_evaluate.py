"""The value of an expression beside one record: stored, being edited, or not stored yet, at this time or another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engine.records.clock import day_of
from engine.records.evaluate import evaluate, later
from engine.records.runtime import Runtime
from engine.records.version import BareVersion
from engine.time.duration import parse
from tests.engine.records.ledger import formula, ledger
from tests.engine.records.shop import APP, DAY, create, do, opened

LIMIT = 50_000


@pytest.fixture
def books(database_url: str) -> Iterator[Runtime]:
    with opened(database_url, entities={}) as runtime:
        runtime.activate(BareVersion(APP, 2, ledger(kept=True)), parameters={"limit": LIMIT})
        yield runtime


def value(books: Runtime, entity: str, text: str, row: dict[str, Any]) -> Any:
    """The value on a query-only connection, which must be that within a unit of work."""
    catalog = ledger(kept=True)
    checked = formula(catalog, entity, text)

    def ask(at: Any) -> Any:
        return evaluate(checked, catalog[entity], row, at)

    read, written = books.read(ask), do(books, ask)
    assert read == written
    return read


def blank(books: Runtime, entity: str, **values: Any) -> dict[str, Any]:
    return {**books.store(books.actives, APP, entity).blank, **values}


def test_a_stored_record_is_seen_with_its_related_records(books: Runtime) -> None:
    region = create(books, "region", name="东")
    customer = create(books, "customer", name="c", region=region["id"], discount=0)
    for price in (100_00, 300_00):
        create(books, "order", customer=customer["id"], price=price, quantity=1, paid=True)
    row: dict[str, Any] = do(books, lambda uow: dict(uow.get("customer", customer["id"]) or {}))
    assert value(books, "customer", "region.name", row) == "东"
    assert value(books, "customer", "count(orders)", row) == 2
    assert value(books, "customer", "sum(orders.price where price > 150)", row) == 300_00
    assert value(books, "customer", "any(orders where price > 500)", row) is False


def test_what_is_being_edited_counts_before_what_is_stored(books: Runtime) -> None:
    east, west = (create(books, "region", name=name)["id"] for name in ("东", "西"))
    customer = create(books, "customer", name="c", region=east, discount=0)
    row: dict[str, Any] = do(books, lambda uow: dict(uow.get("customer", customer["id"]) or {}))
    assert value(books, "customer", "region.name", {**row, "region": west}) == "西"
    assert value(books, "customer", "region.name", {**row, "region": None}) is None


def test_a_draft_that_is_not_stored_has_no_children_and_no_error(books: Runtime) -> None:
    region = create(books, "region", name="东")
    draft = blank(books, "customer", name="c", region=region["id"])
    assert value(books, "customer", "region.name", draft) == "东"
    assert value(books, "customer", "count(orders)", draft) == 0
    assert value(books, "customer", "max(orders.price)", draft) is None
    assert value(books, "customer", "all(orders where price > 0)", draft) is True


def test_time_and_parameters_are_those_in_force(books: Runtime) -> None:
    today = day_of(books.clock.now(), "Asia/Shanghai")
    row = blank(books, "customer", name="c", met_on=today - 3)
    assert value(books, "customer", "days_since(met_on)", row) == 3
    books.clock.advance(DAY)  # type: ignore[attr-defined]
    assert value(books, "customer", "days_since(met_on)", row) == 4

    def yesterday(uow: Any) -> Any:
        uow.move_to(uow.now - DAY)
        catalog = ledger(kept=True)
        return evaluate(formula(catalog, "customer", "days_since(met_on)"), catalog["customer"], row, uow)

    assert do(books, yesterday) == 3


def test_a_unit_of_work_sees_its_own_writes(books: Runtime) -> None:
    customer = create(books, "customer", name="c", discount=0)
    catalog = ledger(kept=True)
    counted = formula(catalog, "customer", "count(orders)")

    def run(uow: Any) -> tuple[Any, Any]:
        row = uow.get("customer", customer["id"])
        before = evaluate(counted, catalog["customer"], row, uow)
        uow.create("order", {"customer": customer["id"], "price": 1, "quantity": 1})
        return before, evaluate(counted, catalog["customer"], row, uow)

    assert do(books, run) == (0, 1)


LATER = [("2h", 7_200_000), ("1d", DAY), ("-1d12h", -36 * 3_600_000), ("1w", 7 * DAY)]


@pytest.mark.parametrize(("length", "wanted"), LATER)
def test_an_instant_later_by_the_clock_of_the_app(books: Runtime, length: str, wanted: int) -> None:
    now = books.clock.now()
    assert books.read(lambda reader: later(reader, APP, now, parse(length))) == now + wanted
