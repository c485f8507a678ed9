"""A machine of writes, deletions, restorations, turned knobs and jumps of the clock over a running shop, beside a model
in plain Python that knows nothing of the platform: what is kept, and how often each crossing was told."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine.records.evaluate import evaluate
from tests.rules.shop import tags
from tests.running import World

DAY = 86_400_000
SHANGHAI = 8 * 3_600_000
COLD_DAYS = 20
NUMBERS = count()
COLD = """
title: 冷
form: customer
rules:
  cold: {rule: 冷了, when: recency >= 20 and paid > 0, then: {notify: owner, message: "{{ name }} 冷"}}
"""


@dataclass
class Order:
    customer: str
    amount: int
    paid: bool
    paid_on: int
    deleted: int | None = None


@dataclass
class Customer:
    name: str
    referrer: str | None = None
    deleted: int | None = None
    told: int = 0
    visits: int = 0
    was: dict[str, bool] = field(default_factory=dict)


@dataclass
class Model:
    """What ought to be."""

    r_days: int = 30
    m_amount: int = 100
    cold_days: int = COLD_DAYS
    customers: dict[str, Customer] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)

    def paid(self, id: str) -> int:
        return sum(one.amount for one in self._of(id))

    def _of(self, id: str) -> list[Order]:
        return [one for one in self.orders.values() if one.customer == id and one.paid and one.deleted is None]

    def holds(self, id: str, day: int) -> dict[str, bool]:
        """What is kept about a customer on a day."""
        customer, paid = self.customers[id], self.paid(id)
        last = max((one.paid_on for one in self._of(id)), default=None)
        recency = None if last is None else day - last
        referrer = self.customers.get(customer.referrer or "")
        alive = referrer is not None and referrer.deleted is None
        return {
            "high_value": recency is not None and recency < self.r_days and paid > self.m_amount,
            "referred": alive and self.paid(customer.referrer or "") > 500,
            "rich": paid >= 1000,
            "cold": recency is not None and recency >= self.cold_days and paid > 0,
        }

    def settle(self, day: int) -> None:
        """Counts what became true since the last time."""
        for id, customer in self.customers.items():
            if customer.deleted is None:
                now = self.holds(id, day)
                customer.told += now["cold"] and not customer.was.get("cold", False)
                customer.visits += now["rich"] and not customer.was.get("rich", False)
                customer.was = now


class Shop(RuleBasedStateMachine):
    """``world`` is set by the test; every example has customers of its own."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()

    @property
    def day(self) -> int:
        return self.day_at(self.world.now)

    def day_at(self, instant: int) -> int:
        """The date on the clocks of the app."""
        return (instant + SHANGHAI) // DAY

    def settle(self) -> None:
        self.model.settle(self.day)

    def alive(self, kind: dict[str, Any], deleted: bool = False) -> list[str]:
        return sorted(id for id, one in kind.items() if (one.deleted is not None) is deleted)

    def pick(self, data: Any, kind: dict[str, Any], deleted: bool = False) -> str:
        found: str = data.draw(st.sampled_from(self.alive(kind, deleted)))
        return found

    @initialize()
    def knobs(self) -> None:
        self.world.turn("r_days", 30)
        self.world.turn("m_amount", 10_000)

    @rule(data=st.data())
    def enter_customer(self, data: Any) -> None:
        known = self.alive(self.model.customers)
        referrer = data.draw(st.sampled_from([None, *known]))
        name = f"c{next(NUMBERS)}"
        id = self.world.create("customer", name=name, owner=self.world.people["li"], referrer=referrer)
        self.model.customers[id] = Customer(name, referrer)
        self.settle()

    @precondition(lambda self: self.alive(self.model.customers))
    @rule(data=st.data(), amount=st.sampled_from([50, 101, 501, 1000]), ago=st.integers(0, 45), paid=st.booleans())
    def enter_order(self, data: Any, amount: int, ago: int, paid: bool) -> None:
        customer, on = self.pick(data, self.model.customers), self.day - ago
        id = self.world.create("order", customer=customer, amount=amount * 100, paid=paid, paid_on=on)
        self.model.orders[id] = Order(customer, amount, paid, on)
        self.settle()

    @precondition(lambda self: self.alive(self.model.orders))
    @rule(data=st.data(), amount=st.sampled_from([0, 60, 600]), paid=st.booleans())
    def edit_order(self, data: Any, amount: int, paid: bool) -> None:
        id = self.pick(data, self.model.orders)
        customer = self.pick(data, self.model.customers)
        self.world.update("order", id, amount=amount * 100, paid=paid, customer=customer)
        order = self.model.orders[id]
        order.amount, order.paid, order.customer = amount, paid, customer
        self.settle()

    @precondition(lambda self: self.alive(self.model.orders))
    @rule(data=st.data())
    def delete_order(self, data: Any) -> None:
        id = self.pick(data, self.model.orders)
        self.world.delete("order", id)
        self.model.orders[id].deleted = self.world.now
        self.settle()

    @precondition(lambda self: self.alive(self.model.customers))
    @rule(data=st.data())
    def delete_customer(self, data: Any) -> None:
        id = self.pick(data, self.model.customers)
        self.world.delete("customer", id)
        self.model.customers[id].deleted = self.world.now
        for order in self.model.orders.values():
            if order.customer == id and order.deleted is None:
                order.deleted = self.world.now
        self.settle()

    @precondition(lambda self: self.alive(self.model.customers, deleted=True))
    @rule(data=st.data())
    def restore_customer(self, data: Any) -> None:
        id = self.pick(data, self.model.customers, deleted=True)
        customer = self.model.customers[id]
        referrer = self.model.customers.get(customer.referrer or "")
        if referrer is not None and referrer.deleted is not None:
            return
        self.world.restore("customer", id)
        for order in self.model.orders.values():
            if order.customer == id and order.deleted == customer.deleted:
                order.deleted = None
        customer.deleted = None
        self.settle()

    @rule(days=st.sampled_from([1, 7, 30, 60]), amount=st.sampled_from([0, 100, 700]))
    def turn(self, days: int, amount: int) -> None:
        self.world.turn("r_days", days)
        self.world.turn("m_amount", amount * 100)
        self.model.r_days, self.model.m_amount = days, amount
        self.settle()

    @rule(hours=st.integers(1, 24 * 12), still=st.booleans())
    def pass_time(self, hours: int, still: bool) -> None:
        before = self.world.now
        (self.world.stands_still if still else self.world.passes)(f"{hours}h")
        self.caught_up(before)

    def caught_up(self, before: int) -> None:
        """Time has passed since ``before``."""
        for day in range(self.day_at(before) + 1, self.day + 1):
            self.model.settle(day)

    @invariant()
    def what_is_kept_is_what_ought_to_be(self) -> None:
        for id in self.alive(self.model.customers):
            wanted = self.model.holds(id, self.day)
            row = self.world.row("customer", id)
            kept = {"rich": row["rules.rich"], "cold": row["rules.cold"]}
            kept |= {name: name in tags(self.world, id) for name in ("high_value", "referred")}
            assert kept == wanted, (id, row["name"])
            assert self.afresh(row) == {name: row[name] for name in self.afresh(row)}

    def afresh(self, row: dict[str, Any]) -> dict[str, Any]:
        """Everything derived of a record, evaluated anew: tags, formulas, conditions, classes, scores, decisions."""

        def read(reader: Any) -> dict[str, Any]:
            entity = reader.version(self.world.app).catalog["customer"]
            return {one.name: truth(evaluate(one.formula, entity, row, reader), one) for one in derived_of(entity)}

        found: dict[str, Any] = self.world.platform.read(read)
        return found

    @invariant()
    def every_crossing_was_told_once(self) -> None:
        told = self.world.told("li")
        visits = self.world.select(
            "SELECT record, count(*) FROM dougong_task WHERE element LIKE '%rich%' GROUP BY record"
        )
        visited = dict(visits)
        for id, customer in self.model.customers.items():
            assert told.count(f"{customer.name} 冷") == customer.told
            assert visited.get(id, 0) == customer.visits

    def teardown(self) -> None:
        for id in self.alive(self.model.customers):
            self.world.delete("customer", id)


def derived_of(entity: Any) -> list[Any]:
    """The derived values that are stored."""
    return [one for one in entity.attributes.values() if one.formula is not None and one.column is not None]


def truth(value: Any, attribute: Any) -> Any:
    """A condition holds or does not; another yes or no may be unknown."""
    return bool(value) if attribute.name.startswith(("tags.", "rules.")) else value
