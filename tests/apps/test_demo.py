"""The demo data of the CRM is a story that could have happened."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from engine.definitions import Literal, Registry, read, register
from engine.definitions.generate import Write, story
from engine.definitions.kinds.data import DataDefinition
from engine.time.duration import DAY, HOUR
from tests.apps.packs import PACKS


@pytest.fixture(scope="module")
def data() -> DataDefinition:
    registry = Registry()
    register(registry)
    found = read(PACKS["crm"], registry).definition.of("data")["demo"]
    assert isinstance(found, DataDefinition)
    return found


@pytest.fixture(scope="module")
def writes(data: DataDefinition) -> list[Write]:
    return story(data)


def test_the_company_is_lively(data: DataDefinition, writes: list[Write]) -> None:
    made = Counter(write.form for write in writes if write.create)
    assert made["customer"] >= 60 and made["contact"] >= 90 and made["lead"] >= 40
    assert made["opportunity"] >= 80 and made["follow_up"] >= 150 and made["order"] >= 120
    assert len(data.users) == 14
    assert min(write.at for write in writes) < -400 * DAY


def test_nothing_refers_to_a_record_that_is_not_there_yet(data: DataDefinition, writes: list[Write]) -> None:
    names = set(data.given)
    told = set(data.users)
    for write in writes:
        for field, value in write.values.items():
            if isinstance(value, Literal) and isinstance(value.data, str) and value.data in names:
                assert value.data in told, f"{write.name}.{field} refers to {value.data} too early"
        told.add(write.name)


def test_the_amount_of_an_order_is_that_of_its_items(writes: list[Write]) -> None:
    for write in writes:
        if write.form == "order" and write.create:
            assert _number(write, "amount") == _total(write), write.name


def test_the_last_three_days_have_leads_that_wait_for_their_first_call(writes: list[Write]) -> None:
    fresh = [write for write in writes if write.form == "lead" and write.create and write.at > -3 * HOUR]
    assert len(fresh) >= 5
    assert any(write.at < -2 * HOUR for write in fresh), "one is late"
    assert any(write.at > -1 * HOUR for write in fresh), "one has just come in"


def _number(write: Write, field: str) -> Decimal:
    value = write.values[field]
    assert isinstance(value, Literal)
    return Decimal(str(value.data))


def _total(write: Write) -> Decimal:
    items = write.values["items"]
    assert isinstance(items, Literal) and isinstance(items.data, tuple)
    total = Decimal(0)
    for row in items.data:
        assert isinstance(row, Literal) and isinstance(row.data, dict)
        cells = {name: Decimal(str(cell.data)) for name, cell in row.data.items() if name != "product"}
        total += cells["quantity"] * cells["price"]
    return total
