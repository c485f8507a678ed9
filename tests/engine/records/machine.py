"""A state machine that writes to the ledger as people do, and compares derived values with the model."""

from __future__ import annotations

import tempfile
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from engine.records.clock import DAY, VirtualClock, day_of
from engine.records.runtime import Runtime
from engine.records.version import BareVersion
from tests.engine.records.ledger import ledger
from tests.engine.records.model import differences, stored
from tests.engine.records.shop import APP, command, do

LIMIT = 50_000
prices = st.none() | st.integers(-100_00, 1000_00)
quantities = st.none() | st.integers(0, 9)
days = st.none() | st.integers(-70, 40)
moments = st.none() | st.integers(-60, 60)


class LedgerMachine(RuleBasedStateMachine):
    """Writes alone; time stands still."""

    kept = False
    regions, customers, orders, deleted = (
        Bundle("regions"),
        Bundle("customers"),
        Bundle("orders"),
        Bundle("deleted"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runtime = Runtime.open(self.url(), VirtualClock())
        self.runtime.activate(BareVersion(APP, 1, ledger(kept=self.kept)), parameters={"limit": LIMIT})

    def url(self) -> str:
        return f"sqlite:///{self.folder.name}/ledger.db"

    def teardown(self) -> None:
        self.runtime.close()
        self.folder.cleanup()

    def day(self, offset: int | None) -> int | None:
        return None if offset is None else day_of(self.runtime.clock.now(), "Asia/Shanghai") + offset

    def moment(self, hours: int | None) -> int | None:
        return None if hours is None else self.runtime.clock.now() + hours * DAY // 24

    def write(self, name: str, id_: str, values: dict[str, Any]) -> None:
        do(self.runtime, lambda uow: uow.get(name, id_) and uow.update(name, id_, values))

    @initialize(target=regions)
    def first_region(self) -> str:
        return str(do(self.runtime, lambda uow: uow.create("region", {"name": "华东"}))["id"])

    @rule(target=regions, name=st.none() | st.sampled_from(["华南", "华北"]))
    def make_region(self, name: str | None) -> str:
        return str(do(self.runtime, lambda uow: uow.create("region", {"name": name}))["id"])

    @rule(target=customers, region=regions, discount=quantities, met=days, called=moments)
    def make_customer(self, region: str, discount: int | None, met: int | None, called: int | None) -> str:
        values = {
            "region": region,
            "discount": discount,
            "met_on": self.day(met),
            "called_at": self.moment(called),
        }
        return str(do(self.runtime, lambda uow: uow.create("customer", self.present(uow, values)))["id"])

    def present(self, uow: Any, values: dict[str, Any]) -> dict[str, Any]:
        """Values without references to what is deleted."""
        targets = {"region": "region", "customer": "customer"}
        return {
            name: None if name in targets and value and uow.get(targets[name], value) is None else value
            for name, value in values.items()
        }

    @rule(target=orders, customer=customers, price=prices, quantity=quantities, paid=st.booleans(), due=days)
    def make_order(self, customer: str, price: int | None, quantity: int | None, paid: bool, due: int | None) -> str:
        values = {
            "customer": customer,
            "price": price,
            "quantity": quantity,
            "paid": paid,
            "due_on": self.day(due),
        }
        return str(do(self.runtime, lambda uow: uow.create("order", self.present(uow, values)))["id"])

    @rule(target=orders, customer=customers, prices=st.lists(prices, min_size=2, max_size=4))
    def make_several_orders(self, customer: str, prices: list[int | None]) -> Any:
        rows = [{"customer": customer, "price": price, "quantity": 1, "paid": True} for price in prices]
        run = command(lambda uow: [uow.create("order", self.present(uow, row))["id"] for row in rows])
        return multiple(*self.runtime.run(run))

    @rule(order=orders, price=prices, paid=st.booleans(), due=days)
    def change_order(self, order: str, price: int | None, paid: bool, due: int | None) -> None:
        self.write("order", order, {"price": price, "paid": paid, "due_on": self.day(due)})

    @rule(order=orders, customer=customers)
    def move_order(self, order: str, customer: str) -> None:
        do(
            self.runtime,
            lambda uow: (
                uow.get("order", order)
                and uow.get("customer", customer)
                and uow.update("order", order, {"customer": customer})
            ),
        )

    @rule(customer=customers, discount=quantities, met=days, called=moments)
    def change_customer(self, customer: str, discount: int | None, met: int | None, called: int | None) -> None:
        values = {"discount": discount, "met_on": self.day(met), "called_at": self.moment(called)}
        self.write("customer", customer, values)

    @rule(customer=customers, region=regions)
    def move_customer(self, customer: str, region: str) -> None:
        do(
            self.runtime,
            lambda uow: (
                uow.get("customer", customer)
                and uow.get("region", region)
                and uow.update("customer", customer, {"region": region})
            ),
        )

    @rule(region=regions, name=st.sampled_from(["东", "西"]))
    def rename_region(self, region: str, name: str) -> None:
        self.write("region", region, {"name": name})

    @rule(target=deleted, order=orders)
    def delete_order(self, order: str) -> Any:
        return self.delete("order", order)

    @rule(target=deleted, customer=customers)
    def delete_customer(self, customer: str) -> Any:
        return self.delete("customer", customer)

    @rule(target=deleted, region=regions)
    def delete_region(self, region: str) -> Any:
        return self.delete("region", region)

    def delete(self, name: str, id_: str) -> Any:
        do(self.runtime, lambda uow: uow.get(name, id_) and uow.delete(name, id_))
        return name, id_

    @rule(what=consumes(deleted))
    def restore(self, what: tuple[str, str]) -> None:
        name, id_ = what
        rows = stored(self.runtime)
        row = rows[name][id_]
        gone = [row.get(link) for link in ("customer", "region") if row.get(link) in rows.get(link, {})]
        if row["deleted_at"] is not None and all(self.alive(rows, target) for target in gone):
            do(self.runtime, lambda uow: uow.restore(name, id_))

    def alive(self, rows: Any, id_: str | None) -> bool:
        return all(found[id_]["deleted_at"] is None for found in rows.values() if id_ in found)

    @invariant()
    def derived_values_are_what_they_have_to_be(self) -> None:
        assert differences(self.runtime, LIMIT) == []
