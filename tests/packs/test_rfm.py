"""RFM on real purchases: the published figures of each customer, cut points of an independent engine, eight types."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.records.clock import EPOCH
from tests.forms.conftest import module_database  # noqa: F401  a fixture
from tests.running import World, instant, running

PACK = Path(__file__).parent / "rfm"
CUSTOMERS = 2_357
LAST = date(1997, 9, 30)  # the published summary ends with this day
CHUNK = 500
TYPES = """
    CASE WHEN r >= 4 AND f >= 4 AND m >= 4 THEN 'star' WHEN r >= 4 AND f < 4 AND m >= 4 THEN 'potential'
         WHEN r >= 4 AND f >= 4 AND m < 4 THEN 'loyal' WHEN r >= 4 AND f < 4 AND m < 4 THEN 'fresh'
         WHEN r < 4 AND f >= 4 AND m >= 4 THEN 'dormant' WHEN r < 4 AND f < 4 AND m >= 4 THEN 'rescue'
         WHEN r < 4 AND f >= 4 AND m < 4 THEN 'habit' ELSE 'weak' END
"""
Purchase = tuple[int, date, int]


@pytest.fixture(scope="module")
def purchases(data: Path) -> list[Purchase]:
    """Customer of the sample, day and cents, up to the last day."""
    lines = (data / "cdnow" / "CDNOW_sample.txt").read_text().split("\n")
    parts = [line.split() for line in lines if line.strip()]
    found = [(int(sample), day_of(day), int(Decimal(value) * 100)) for _, sample, day, _, value in parts]
    return [one for one in found if one[1] <= LAST]


def day_of(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


@pytest.fixture(scope="module")
def shop(module_database: str, purchases: list[Purchase]) -> Iterator[World]:  # noqa: F811  the fixture above
    """The purchases as orders, on the evening of the last day; the cut points have been computed once."""
    with running(module_database, PACK, instant("1997-09-30 18:00")) as world:
        ids: dict[int, str] = {}
        customers = [{"code": f"{number:04}"} for number in range(1, CUSTOMERS + 1)]
        for row in bulk(world, "customer", customers):
            ids[int(row["code"])] = row["id"]
        orders = [
            {"customer": ids[customer], "ordered_on": (day - EPOCH).days, "dollar_value": cents}
            for customer, day, cents in purchases
        ]
        bulk(world, "order", orders)
        world.passes("1min")
        yield world


def bulk(world: World, form: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        made += world.run(lambda uow, chunk=chunk: uow.create_many(form, chunk), kind="bulk")
    return made


def figures(world: World, *names: str) -> dict[int, tuple[Any, ...]]:
    """Columns of the customers by their numbers."""
    found = world.select(f"SELECT code, {', '.join(names)} FROM rfm_customer")
    return {int(code): tuple(rest) for code, *rest in found}


@pytest.fixture(scope="module")
def peer(purchases: list[Purchase]) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same in another engine, by a query of its own: figures, quintiles and types of each customer."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE purchase (customer INTEGER, day DATE, cents BIGINT)")
        connection.executemany("INSERT INTO purchase VALUES (?, ?, ?)", purchases)
        connection.execute(
            """
            CREATE TABLE figures AS SELECT customer, date_diff('day', max(day), DATE '1997-09-30') AS since,
                count(DISTINCT day) - 1 AS frequency, sum(cents)::BIGINT AS paid
            FROM purchase GROUP BY customer
            """
        )
        connection.execute(
            """
            CREATE TABLE cuts AS SELECT quantile_disc(frequency, [0.2, 0.4, 0.6, 0.8]) AS f,
                quantile_disc(paid, [0.2, 0.4, 0.6, 0.8]) AS m,
                list_transform(quantile_disc(-since, [0.2, 0.4, 0.6, 0.8]), lambda x: -x) AS r FROM figures
            """
        )
        connection.execute(
            """
            CREATE TABLE scored AS SELECT customer,
                1 + len(list_filter(cuts.r, lambda x: since < x)) AS r,
                1 + len(list_filter(cuts.f, lambda x: frequency > x)) AS f,
                1 + len(list_filter(cuts.m, lambda x: paid > x)) AS m FROM figures, cuts
            """
        )
        yield connection


def test_frequency_and_recency_of_every_customer_are_those_published(shop: World, data: Path) -> None:
    ours = figures(shop, "frequency", "recency")
    with (data / "cdnow" / "cdnow_customers_summary.csv").open() as file:
        published = {int(line["ID"]): line for line in csv.DictReader(file)}
    assert len(ours) == len(published) == CUSTOMERS
    assert {id: frequency for id, (frequency, _) in ours.items()} == {
        id: int(line["frequency"]) for id, line in published.items()
    }
    assert {id: recency for id, (_, recency) in ours.items()} == {
        id: int(Decimal(line["recency"]) * 100) for id, line in published.items()
    }


def test_the_mean_spend_of_repeat_purchases_is_that_published(shop: World, data: Path) -> None:
    with (data / "cdnow" / "cdnow_customers_summary_with_transactions.csv").open() as file:
        published = {int(line["ID"]): int(Decimal(line["zbar"]) * 100) for line in csv.DictReader(file)}
    ours = {id: cents for id, (cents,) in figures(shop, "mean_spend").items()}
    assert ours.keys() == published.keys()
    assert max(abs(ours[id] - published[id]) for id in ours) <= 1  # halves of a cent are rounded otherwise there


def test_quintile_cut_points_are_those_of_duckdb(shop: World, peer: duckdb.DuckDBPyConnection) -> None:
    stored = shop.platform.actives["rfm"].parameters
    points = {
        score: [value for name, value in sorted(stored.items()) if name.startswith(f"Cut_{score}_")] for score in "rfm"
    }
    found = peer.execute("SELECT r, f, m FROM cuts").fetchone()
    assert found is not None
    assert points == dict(zip("rfm", found, strict=True))
    scored = peer.execute("SELECT customer, r, f, m FROM scored").fetchall()
    assert figures(shop, "r", "f", "m") == {customer: tuple(scores) for customer, *scores in scored}


def test_each_of_eight_types_is_its_own_query_and_none_is_empty(shop: World, peer: duckdb.DuckDBPyConnection) -> None:
    expected = dict(peer.execute(f"SELECT customer, {TYPES} FROM scored").fetchall())
    ours = {id: type_ for id, (type_,) in figures(shop, "rfm").items()}
    assert ours == expected
    assert len(Counter(ours.values())) == 8


def test_classes_by_share_hold_the_best_customers(shop: World) -> None:
    paid = {id: cents for id, (cents,) in figures(shop, "paid").items()}
    classes = {id: name for id, (name,) in figures(shop, "abc").items()}
    sizes = Counter(classes.values())
    assert abs(sizes["a"] - CUSTOMERS * 0.2) < 5
    assert abs(sizes["b"] - CUSTOMERS * 0.3) < 12  # equal amounts are never parted
    worst = {name: min(paid[id] for id in paid if classes[id] == name) for name in "ab"}
    best = {name: max(paid[id] for id in paid if classes[id] == name) for name in "bc"}
    assert worst["a"] > best["b"] >= worst["b"] > best["c"]


def test_time_moves_customers_between_types_against_the_stored_points(shop: World) -> None:
    before = Counter(type_ for (type_,) in figures(shop, "rfm").values())
    shop.passes("6h")  # past midnight, before the points are computed anew
    after = Counter(type_ for (type_,) in figures(shop, "rfm").values())
    assert after["star"] < before["star"]
    assert after["dormant"] > before["dormant"]
