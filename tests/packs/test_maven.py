"""The main job on real input: four files become people, products, accounts and deals, exactly."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.running import World


@pytest.fixture(scope="module")
def pipeline(data: Path) -> list[dict[str, str]]:
    with (data / "maven_crm_sales" / "sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_there_once(sales: World) -> None:
    counts = {
        table: sales.select(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL")[0][0]
        for table in ("maven_account", "maven_product", "maven_deal")
    }
    assert counts == {"maven_account": 85, "maven_product": 7, "maven_deal": 8800}
    assert sales.select("SELECT count(*) FROM maven_deal WHERE account IS NULL") == [(1425,)]


def test_the_stages_and_the_value_won_are_those_of_the_file(sales: World) -> None:
    stages = dict(sales.select("SELECT stage, count(*) FROM maven_deal GROUP BY stage"))
    assert stages == {"won": 4238, "lost": 2473, "engaging": 1589, "prospecting": 500}
    assert sales.select("SELECT sum(value) FROM maven_deal WHERE stage = 'won'") == [(10_005_534_00,)]


def test_agents_and_managers_are_people_with_their_roles_and_teams(sales: World) -> None:
    names = Counter(roles for (roles,) in sales.select('SELECT roles FROM "system_user" WHERE roles IS NOT NULL'))
    assert names["|maven/agent|"] == 35 and names["|maven/manager|"] == 6
    assert sales.select("""SELECT login FROM "system_user" WHERE name = 'Moses Frase'""") == [("moses.frase",)]
    manager = (
        """SELECT m.name FROM "system_user" u JOIN "system_user" m ON m.id = u.manager WHERE u.name = 'Moses Frase'"""
    )
    assert sales.select(manager) == [("Dustin Brinkmann",)]


def test_every_deal_is_as_in_its_row(sales: World, pipeline: list[dict[str, str]]) -> None:
    stored = sales.select(
        """SELECT d.code, u.name, p.name, a.name, d.stage, d.engaged_on, d.closed_on, d.value FROM maven_deal d
        JOIN "system_user" u ON u.id = d.owner JOIN maven_product p ON p.id = d.product
        LEFT JOIN maven_account a ON a.id = d.account"""
    )
    found = {code: row for code, *row in stored}
    assert len(found) == len(pipeline)
    for row in pipeline:
        product = "GTX Pro" if row["product"] == "GTXPro" else row["product"]
        value = int(row["close_value"]) * 100 if row["close_value"] else None
        expected = [row["sales_agent"], product, row["account"] or None, row["deal_stage"].lower()]
        assert found[row["opportunity_id"]] == [*expected, day(row["engage_date"]), day(row["close_date"]), value]


def day(text: str) -> int | None:
    """10/20/2016 as days since 1970, worked out apart from the importer."""
    from datetime import date

    if not text:
        return None
    month, number, year = map(int, text.split("/"))
    return date(year, month, number).toordinal() - date(1970, 1, 1).toordinal()


def test_what_is_derived_of_the_deals_is_right_after_the_import(sales: World) -> None:
    differing = sales.select(
        """SELECT a.name FROM maven_account a WHERE a.won_value <> (SELECT coalesce(sum(d.value), 0)
        FROM maven_deal d WHERE d.account = a.id AND d.stage = 'won')"""
    )
    assert differing == []


def test_a_subsidiary_knows_its_parent_wherever_that_stands_in_the_file(sales: World) -> None:
    found = sales.select(
        """SELECT p.name, count(*) FROM maven_account a JOIN maven_account p ON p.id = a.parent_company
        GROUP BY p.name ORDER BY 2 DESC, 1 LIMIT 3"""
    )
    assert found == [("Acme Corporation", 4), ("Sonron", 3), ("Bubba Gump", 2)]
