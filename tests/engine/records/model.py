"""What the ledger's derived values have to be, computed from the records at hand in plain Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.records.clock import DAY, day_of
from engine.records.runtime import Runtime
from tests.engine.records.shop import APP

Values = dict[str, dict[str, Any]]
HOUR = DAY // 24


def expected(rows: dict[str, Values], now: int, limit: int) -> dict[str, Values]:
    """Derived values by entity and id, for the records that are not deleted."""
    alive = {entity: {i: r for i, r in found.items() if r["deleted_at"] is None} for entity, found in rows.items()}
    today = day_of(now, "Asia/Shanghai")
    regions, customers, orders = alive["region"], alive["customer"], alive["order"]
    made: dict[str, Values] = {"region": {}, "customer": {}, "order": {}}
    for id_, order in orders.items():
        made["order"][id_] = _order(order, customers, regions, today)
    for id_, customer in customers.items():
        own = {i: orders[i] | made["order"][i] for i in orders if orders[i]["customer"] == id_}
        made["customer"][id_] = _customer(customer, list(own.values()), today, now, limit)
    for id_ in regions:
        held = [made["customer"][i] for i, customer in customers.items() if customer["region"] == id_]
        total = sum(customer["total"] for customer in held)
        made["region"][id_] = {"total": total, "big_ones": sum(customer["big"] for customer in held)}
    return made


def _order(order: dict[str, Any], customers: Values, regions: Values, today: int) -> dict[str, Any]:
    amount = _product(order["price"], order["quantity"])
    customer = customers.get(order["customer"], {})
    discounted = _discount(amount, customer.get("discount"))
    region = regions.get(customer.get("region") or "", {})
    late = order["due_on"] is not None and order["due_on"] < today and not order["paid"]
    told = {"amount": amount, "discounted": discounted, "region_name": region.get("name")}
    return told | {"tags.late": late}


def _customer(
    customer: dict[str, Any], orders: list[dict[str, Any]], today: int, now: int, limit: int
) -> dict[str, Any]:
    total = sum(order["discounted"] or 0 for order in orders if order["paid"])
    amounts = [order["amount"] for order in orders if order["amount"] is not None]
    since = None if customer["met_on"] is None else today - customer["met_on"]
    called = customer["called_at"]
    quiet, big = since is not None and since > 30, total > limit
    return {
        "total": total,
        "orders_count": len(orders),
        "greatest": max(amounts, default=None),
        "big": big,
        "tags.quiet": quiet,
        "tags.worrying": quiet and big,
        "late_orders": sum(order["tags.late"] for order in orders),
        "tags.waiting": called is not None and called + 36 * HOUR < now,
        "grade": "c" if since is not None and since > 60 else "b" if since is not None and since > 10 else "a",
    }


def _product(price: int | None, quantity: int | None) -> int | None:
    return None if price is None or quantity is None else price * quantity


def _discount(amount: int | None, discount: int | None) -> int | None:
    """Rounded half away from zero."""
    if amount is None or discount is None:
        return None
    scaled = amount * (100 - discount)
    return (abs(scaled) + 50) // 100 * (1 if scaled >= 0 else -1)


def stored(runtime: Runtime) -> dict[str, Values]:
    """All rows of the ledger as they stand."""

    def read(reader: Any) -> dict[str, Values]:
        stores = reader.actives[APP].schema.stores
        names = ("region", "customer", "order")
        return {name: {row["id"]: row for row in stores[name].every(reader.cursor)} for name in names}

    return runtime.read(read)


def differences(runtime: Runtime, limit: int, wanted: Callable[[str], bool] = lambda name: True) -> list[str]:
    """Where stored derived values differ from what they have to be."""
    rows = stored(runtime)
    found = []
    for entity, values in expected(rows, runtime.clock.now(), limit).items():
        for id_, derived in values.items():
            for name, value in derived.items():
                if name in rows[entity][id_] and wanted(name) and rows[entity][id_][name] != value:
                    found.append(f"{entity} {id_} {name}: {rows[entity][id_][name]} instead of {value}")
    return found
