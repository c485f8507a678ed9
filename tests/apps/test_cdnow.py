"""Eighteen months of purchases as orders: the tag of valued customers against an independent SQL, day by day."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest

from tests.apps.packs import PACKS
from tests.apps.purchases import Purchase, import_purchases, purchases
from tests.engine.served import acting, served
from tests.running import World, instant, running, started_again

BEGIN = date(1998, 6, 30)
DAYS = 30
CUSTOMERS = {"CDNOW_master.txt": 23_570, "CDNOW_sample.txt": 2_357}


class Ledger:
    """The purchases in a database of their own, asked in plain SQL."""

    def __init__(self, bought: list[Purchase]) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("CREATE TABLE purchase (customer TEXT, day TEXT, cents INTEGER)")
        rows = [(one.customer, one.day.isoformat(), one.cents) for one in bought]
        self.connection.executemany("INSERT INTO purchase VALUES (?, ?, ?)", rows)

    def valued(self, today: date, days: int, cents: int) -> set[str]:
        """Who bought less than so many days ago, and for more than so much in all."""
        found = self.connection.execute(
            """
            SELECT customer FROM purchase GROUP BY customer
            HAVING julianday(?) - julianday(max(day)) < ? AND sum(cents) > ?
            """,
            (today.isoformat(), days, cents),
        )
        return {code for (code,) in found}

    def figures(self, customer: str, today: date) -> tuple[int, int, int]:
        """Days since the last purchase, cents in all, purchases."""
        found: tuple[int, int, int] = self.connection.execute(
            """
            SELECT CAST(julianday(?) - julianday(max(day)) AS INTEGER), sum(cents), count(*)
            FROM purchase WHERE customer = ?
            """,
            (today.isoformat(), customer),
        ).fetchone()
        return found


def tagged(world: World) -> set[str]:
    """The customers who have the tag."""
    return {code for (code,) in world.select("SELECT code FROM cdnow_customer WHERE tags_high_value = TRUE")}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Path:
    """A SQLite database with the whole file imported; copied by each test."""
    place = tmp_path_factory.mktemp("cdnow") / "dougong.db"
    with running(f"sqlite:///{place}", PACKS["cdnow"], instant("1998-06-30 09:00")) as world:
        import_purchases(world, data / "cdnow" / "CDNOW_master.txt")
        assert len(world.select("SELECT code FROM cdnow_customer")) == CUSTOMERS["CDNOW_master.txt"]
        assert world.select("SELECT count(*), sum(dollar_value) FROM cdnow_order") == [(69_659, 250_031_563)]
    return place


@pytest.fixture(scope="module")
def ledger(data: Path) -> Iterator[Ledger]:
    made = Ledger(purchases(data / "cdnow" / "CDNOW_master.txt"))
    assert len(made.valued(BEGIN, 30, 100_00)) == 1189
    with closing(made.connection):
        yield made


@pytest.mark.parametrize("days", [30, 60])
def test_the_tag_is_that_of_an_independent_query_on_each_of_thirty_days(
    days: int, shop: Path, ledger: Ledger, tmp_path: Path
) -> None:
    shutil.copy(shop, tmp_path / "dougong.db")
    follow(f"sqlite:///{tmp_path / 'dougong.db'}", ledger, days)


def follow(url: str, ledger: Ledger, days: int) -> None:
    """Thirty days one after the other, across a restart in the middle."""
    with begun(url) as world:
        world.turn("r_days", days)
        for day in range(DAYS // 2):
            compare(world, ledger, BEGIN + timedelta(day), days)
        half = BEGIN + timedelta(DAYS // 2)
        world.turn("m_amount", 250_00)
        assert tagged(world) == ledger.valued(half, days, 250_00) != ledger.valued(half, days, 100_00)
        world.turn("m_amount", 100_00)
        stopped = world
    with started_again(url, stopped) as world:
        for day in range(DAYS // 2, DAYS + 1):
            compare(world, ledger, BEGIN + timedelta(day), days)


def compare(world: World, ledger: Ledger, today: date, days: int) -> None:
    """What holds today, in the morning and at the last moment; then it is tomorrow morning."""
    expected = ledger.valued(today, days, 100_00)
    assert tagged(world) == expected, today
    world.passes("14h59min")
    assert tagged(world) == expected, today
    world.passes("9h1min")


@contextmanager
def begun(url: str) -> Iterator[World]:
    """The imported shop as it stands when its thirty days begin."""
    with running(url, PACKS["cdnow"], instant("1998-06-30 09:00")) as world:
        yield world


@pytest.fixture
def postgres_shop(
    postgres_database: str, data: Path, full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, Ledger]:
    """A PostgreSQL database with the customers of the sample, or with all of them."""
    monkeypatch.chdir(tmp_path)  # uploads wait in the data folder of the working folder
    file = data / "cdnow" / ("CDNOW_master.txt" if full else "CDNOW_sample.txt")
    with begun(postgres_database) as world:
        import_purchases(world, file)
        assert len(world.select("SELECT code FROM cdnow_customer")) == CUSTOMERS[file.name]
    return postgres_database, Ledger(purchases(file))


@pytest.mark.postgresql
def test_the_tag_is_the_same_on_postgresql(postgres_shop: tuple[str, Ledger], postgres: str) -> None:
    url, ledger = postgres_shop
    with closing(ledger.connection), twin(url, postgres) as other:
        follow(url, ledger, 30)
        follow(other, ledger, 60)


@contextmanager
def twin(url: str, postgres: str) -> Iterator[str]:
    """A copy of a PostgreSQL database."""
    name = urlsplit(url).path.lstrip("/")
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}_twin TEMPLATE {name}")
        yield url.replace(f"/{name}?", f"/{name}_twin?")
        connection.execute(f"DROP DATABASE {name}_twin WITH (FORCE)")


@pytest.mark.parametrize("days", [30, 60])
def test_the_tag_is_explained_with_the_right_figures(days: int, shop: Path, ledger: Ledger, tmp_path: Path) -> None:
    shutil.copy(shop, tmp_path / "dougong.db")
    with begun(f"sqlite:///{tmp_path / 'dougong.db'}") as world:
        world.turn("r_days", days)
        person = world.person("ana", roles=["analyst"])
        ids = dict(world.select("SELECT code, id FROM cdnow_customer"))
        valued = ledger.valued(BEGIN, days, 100_00)
        some = [*sorted(valued)[:: len(valued) // 10][:10], *sorted(ids.keys() - valued)[:: len(ids) // 11][:10]]
        assert len(some) == 20
        with served(world.platform) as address, acting(world.platform, address, person, "en") as client:
            for code in some:
                check(why(client, ids[code]), ledger.figures(code, BEGIN), days)


def why(client: httpx.Client, id: str) -> dict[str, Any]:
    answer = client.get(f"/api/apps/cdnow/forms/customer/records/{id}/why/tags/high_value")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def check(told: dict[str, Any], figures: tuple[int, int, int], days: int) -> None:
    """The explanation of one customer against the figures of the query."""
    since_last, cents, count = figures
    recent, spent = told["condition"]["items"]
    assert (recent["value"], recent["bound"], recent["holds"]) == (since_last, days, since_last < days)
    assert (spent["value"], spent["bound"], spent["holds"]) == (cents / 100, 100, cents > 100_00)
    assert told["holds"] is (since_last < days and cents > 100_00)
    assert (len(spent["from"]), spent["hidden"]) == (min(count, 10), 0), "the newest ten of the orders behind it"
    if told["holds"]:
        lapses = BEGIN + timedelta(days - since_last)
        assert told["lapses_at"] == f"{lapses - timedelta(1)}T16:00:00.000Z", "at midnight in Shanghai"
        assert told["missing"] is None
        return
    gaps = [since_last - days + 1] * (since_last >= days) + [(100_01 - cents) / 100] * (cents <= 100_00)
    assert [part["gap"] for part in told["missing"]["parts"]] == gaps
