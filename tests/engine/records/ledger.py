"""Entities with derived values for the tests: regions of customers of orders, with sums, paths and tags."""

from __future__ import annotations

from dataclasses import replace

from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.scope import EntityScope
from engine.expressions.types import Boolean, Choice, Date, DateTime, Number, Option, Reference, Text, Type
from engine.records.entity import Attribute, Entity, Way
from tests.engine.records.shop import APP, entity

PARAMETERS: dict[str, Type] = {"limit": Number(2)}
GRADES = Choice((Option("a"), Option("b"), Option("c")), ordered=True)

# Derived attributes in an order in which each reads only earlier ones: entity, name, type, formula.
FORMULAS: list[tuple[str, str, Type, str]] = [
    ("order", "amount", Number(2), "price * quantity"),
    ("order", "discounted", Number(2), "round(amount * (100 - customer.discount) / 100, 2)"),
    ("order", "region_name", Text(), "customer.region.name"),
    ("customer", "total", Number(2), "sum(orders.discounted where paid)"),
    ("customer", "orders_count", Number(0), "count(orders)"),
    ("customer", "greatest", Number(2), "max(orders.amount)"),
    ("customer", "big", Boolean(), "total > param.limit"),
    ("region", "total", Number(2), "sum(customers.total)"),
    ("region", "big_ones", Number(0), "count(customers where big)"),
]
# Kept as time passes too.
KEPT: list[tuple[str, str, Type, str]] = [
    ("order", "tags.late", Boolean(), "due_on < today and not paid"),
    ("customer", "tags.quiet", Boolean(), "days_since(met_on) > 30"),
    ("customer", "tags.worrying", Boolean(), "tags.quiet and big"),
    ("customer", "late_orders", Number(0), "count(orders where due_on < today and not paid)"),
    ("customer", "tags.waiting", Boolean(), "called_at + 36h < now"),
    ("customer", "grade", GRADES, "case(days_since(met_on) > 60, c, days_since(met_on) > 10, b, a)"),
]


def ledger(*, kept: bool = False) -> dict[str, Entity]:
    """The catalog; with ``kept`` also what moves with time."""
    region = entity("region", Attribute("name", Text(), "name"), ways=(Way("customers", "customer", "region"),))
    customer = entity(
        "customer",
        Attribute("name", Text(), "name"),
        Attribute("region", Reference("region"), "region", on_delete="keep"),
        Attribute("discount", Number(0), "discount"),
        Attribute("met_on", Date(), "met_on"),
        Attribute("called_at", DateTime(), "called_at"),
        ways=(Way("orders", "order", "customer"),),
    )
    order = entity(
        "order",
        Attribute("customer", Reference("customer"), "customer", on_delete="keep"),
        Attribute("price", Number(2), "price"),
        Attribute("quantity", Number(0), "quantity"),
        Attribute("paid", Boolean(), "paid"),
        Attribute("due_on", Date(), "due_on"),
    )
    catalog = {item.name: item for item in (region, customer, order)}
    for name, attribute, type_, text in FORMULAS:
        derive(catalog, name, Attribute(attribute, type_, attribute), text)
    for name, attribute, type_, text in KEPT if kept else ():
        column = attribute.replace(".", "_")
        derive(catalog, name, Attribute(attribute, type_, column, kept=True, intervals=True), text)
    return catalog


def derive(catalog: dict[str, Entity], name: str, attribute: Attribute, text: str) -> None:
    """Adds a derived attribute to an entity of the catalog."""
    made = replace(attribute, formula=formula(catalog, name, text, attribute.type))
    found = catalog[name]
    catalog[name] = replace(found, attributes={**found.attributes, attribute.name: made})


def formula(catalog: dict[str, Entity], name: str, text: str, expected: Type | None = None) -> Checked:
    scope = EntityScope(catalog, catalog[name], parameters=PARAMETERS, app=APP)
    checked = check(text, scope, expected or "any")
    assert isinstance(checked, Checked), [problem.text("en") for problem in checked]
    return checked
