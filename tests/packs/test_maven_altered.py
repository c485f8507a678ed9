"""The same sales at random otherwise: rows left out and changed, deals moved at known times, against SQL of its own."""

from __future__ import annotations

import csv
import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.engine.served import acting, served
from tests.fixtures.maven import maven
from tests.running import World, milliseconds

SEEDS = [20_261_124]
FILES = ("sales_teams.csv", "products.csv", "accounts.csv")
PLACES = {"prospecting": 0, "engaging": 1, "won": 2, "lost": 0}
MOVED = 40
Row = dict[str, str]


def alter(source: Path, folder: Path, chance: random.Random) -> list[Row]:
    """A copy with about a tenth of the deals gone and a tenth of the rest with other stages and values."""
    for name in FILES:
        shutil.copyfile(source / name, folder / name)
    with (source / "sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if chance.random() > 0.1]
    for row in rows:
        if chance.random() < 0.1:
            _change(row, chance)
    chance.shuffle(rows)
    with (folder / "sales_pipeline.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return rows


def _change(row: Row, chance: random.Random) -> None:
    if row["deal_stage"] in ("Won", "Lost"):
        row["deal_stage"] = chance.choice(("Won", "Lost"))
        row["close_value"] = str(chance.randrange(20_000)) if row["deal_stage"] == "Won" else "0"
    elif row["deal_stage"] == "Engaging":
        row["deal_stage"], row["account"] = "Prospecting", ""


@pytest.fixture
def told_apart(
    data: Path, tmp_path: Path, database_url: str, request: Any
) -> Iterator[tuple[World, sqlite3.Connection]]:
    """The imported copy, and the same rows in a database that knows nothing of it; both with the moves."""
    chance = random.Random(request.param)
    folder = tmp_path / "altered"
    folder.mkdir()
    rows = alter(data / "maven_crm_sales", folder, chance)
    own = sqlite3.connect(":memory:", check_same_thread=False)
    own.execute("CREATE TABLE deal (code TEXT, owner TEXT, stage TEXT, value INTEGER)")
    own.execute("CREATE TABLE stay (code TEXT, stage TEXT, place INTEGER, since INTEGER, until INTEGER)")
    with maven(database_url, folder) as world:
        world.person("Boss", roles=["director"])
        for row in rows:
            code, stage = row["opportunity_id"], row["deal_stage"].lower()
            own.execute(
                "INSERT INTO deal VALUES (?, ?, ?, ?)", (code, row["sales_agent"], stage, row["close_value"] or None)
            )
            own.execute("INSERT INTO stay VALUES (?, ?, ?, ?, NULL)", (code, stage, PLACES[stage], world.now))
        with served(world.platform) as address, acting(world.platform, address, world.people["Boss"]) as boss:
            move(world, own, boss, chance)
        yield world, own
    own.close()


def move(world: World, own: sqlite3.Connection, boss: httpx.Client, chance: random.Random) -> None:
    """Deals go on their way through the API, at times that are known."""
    base = "/api/apps/maven/forms/deal/records"
    ids = dict(world.select("SELECT code, id FROM maven_deal"))
    open_ = [code for (code,) in own.execute("SELECT code FROM deal WHERE stage IN ('prospecting', 'engaging')")]
    for code in chance.sample(open_, MOVED) * 2:
        ((stage,),) = own.execute("SELECT stage FROM deal WHERE code = ?", (code,))
        if stage in ("won", "lost"):
            continue
        world.passes(f"{chance.randrange(1, 30)}h")
        to = "engaging" if stage == "prospecting" else chance.choice(("won", "lost", "prospecting"))
        value = chance.randrange(1, 9_000)
        body: dict[str, Any] = {"stage": to, "engaged_on": "2017-12-01"}
        body |= {"closed_on": "2018-01-05", "value": value} if to in ("won", "lost") else {}
        version = boss.get(f"{base}/{ids[code]}").json()["version"]
        answer = boss.patch(f"{base}/{ids[code]}", json={"version": version, **body})
        assert answer.status_code == 200, answer.text
        own.execute(
            "UPDATE deal SET stage = ?, value = coalesce(?, value) WHERE code = ?", (to, body.get("value"), code)
        )
        own.execute("UPDATE stay SET until = ? WHERE code = ? AND until IS NULL", (world.now, code))
        own.execute("INSERT INTO stay VALUES (?, ?, ?, ?, NULL)", (code, to, PLACES[to], world.now))


def rows_of(client: httpx.Client, report: str) -> dict[str, dict[str, Any]]:
    answer = client.get(f"/api/apps/maven/reports/{report}")
    assert answer.status_code == 200, answer.text
    return {row["_at"].removeprefix("stage:"): row for row in answer.json()["rows"]}


@pytest.mark.parametrize("told_apart", SEEDS, indirect=True)
def test_funnels_of_now_and_of_ever_are_as_independent_sql_has_them(
    told_apart: tuple[World, sqlite3.Connection],
) -> None:
    world, own = told_apart
    with served(world.platform) as address, acting(world.platform, address, world.people["Boss"]) as boss:
        now, ever = rows_of(boss, "pipeline"), rows_of(boss, "conversion")
        won = boss.get("/api/apps/maven/reports/won_value").json()["rows"][0]["won_value"]
        behind = boss.get("/api/apps/maven/reports/conversion/records", params={"at": "stage:engaging", "limit": 1})
    stages = dict(own.execute("SELECT stage, count(*) FROM deal GROUP BY stage"))
    assert {stage: row["count"] for stage, row in now.items()} == stages
    assert won == own.execute("SELECT sum(value) FROM deal WHERE stage = 'won'").fetchone()[0]
    reached = "SELECT count(*) FROM (SELECT max(place) AS far FROM stay GROUP BY code) WHERE far >= ?"
    for stage in ("prospecting", "engaging", "won"):
        assert ever[stage]["count"] == own.execute(reached, (PLACES[stage],)).fetchone()[0], stage
    assert ever["lost"]["count"] == stages["lost"]
    assert behind.json()["count"]["value"] == ever["engaging"]["count"]
    days = "SELECT avg(until - since) / ? FROM stay WHERE stage = ? AND until IS NOT NULL"
    for stage in ("prospecting", "engaging"):
        expected = own.execute(days, (float(milliseconds("1d")), stage)).fetchone()[0]
        assert ever[stage]["time"] == pytest.approx(expected, abs=0.006), stage
