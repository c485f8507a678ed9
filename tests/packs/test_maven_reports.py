"""The funnel of the imported deals over HTTP: exact, drilled into, and as far as each person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.engine.served import acting, served
from tests.running import World

Asks = Callable[[str], httpx.Client]
AGENT, MANAGER = "Moses Frase", "Dustin Brinkmann"
STAGES = {"won": 4238, "lost": 2473, "engaging": 1589, "prospecting": 500}


@pytest.fixture(scope="module")
def asks(sales: World) -> Iterator[Asks]:
    sales.person("Boss", roles=["director"])
    with ExitStack() as stack:
        address = stack.enter_context(served(sales.platform))
        clients: dict[str, httpx.Client] = {}

        def ask(name: str) -> httpx.Client:
            if name not in clients:
                clients[name] = stack.enter_context(acting(sales.platform, address, sales.people[name]))
            return clients[name]

        yield ask


def get(client: httpx.Client, path: str, **query: Any) -> dict[str, Any]:
    answer = client.get(f"/api/apps/maven{path}", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def funnel(client: httpx.Client) -> dict[str, int]:
    rows = get(client, "/reports/pipeline")["rows"]
    return {row["_at"].removeprefix("stage:"): row["count"] for row in rows}


def owners_below(name: str) -> str:
    """The people whose deals somebody sees: their own, and those of everybody below, worked out in SQL."""
    return f"""SELECT id FROM "system_user" WHERE name = '{name}' UNION SELECT u.id FROM "system_user" u
        JOIN "system_user" m ON m.id = u.manager WHERE m.name = '{name}'"""


def stages_of(sales: World, owners: str) -> dict[str, int]:
    return dict(sales.select(f"SELECT stage, count(*) FROM maven_deal WHERE owner IN ({owners}) GROUP BY stage"))


def every_code(client: httpx.Client, path: str, **query: Any) -> list[str]:
    """The codes of all pages of a list."""
    codes: list[str] = []
    after: str | None = None
    while True:
        page = get(client, path, limit=500, **query, **({"after": after} if after else {}))
        codes += [record["code"] for record in page["records"]]
        after = page["next"]
        if after is None:
            return codes


def test_the_funnel_of_the_present_stages_is_that_of_the_file(asks: Asks) -> None:
    assert funnel(asks("Boss")) == STAGES
    assert get(asks("Boss"), "/reports/won_value")["rows"][0]["won_value"] == 10_005_534


@pytest.mark.parametrize("stage", ["lost", "prospecting"])
def test_behind_a_mark_are_exactly_its_records(sales: World, asks: Asks, stage: str) -> None:
    found = every_code(asks("Boss"), "/reports/pipeline/records", at=f"stage:{stage}")
    expected = [code for (code,) in sales.select(f"SELECT code FROM maven_deal WHERE stage = '{stage}'")]
    assert sorted(found) == sorted(expected) and len(found) == STAGES[stage]


@pytest.mark.parametrize("name", [AGENT, MANAGER])
def test_everybody_sees_their_own_and_their_team_in_each_place(sales: World, asks: Asks, name: str) -> None:
    client, owners = asks(name), owners_below(name)
    expected = {code for (code,) in sales.select(f"SELECT code FROM maven_deal WHERE owner IN ({owners})")}
    assert 0 < len(expected) < 8800
    stages = stages_of(sales, owners)
    assert {stage: count for stage, count in funnel(client).items() if count} == stages
    assert set(every_code(client, "/forms/deal/records", show="code")) == expected
    won = every_code(client, "/reports/pipeline/records", at="stage:won")
    assert len(won) == stages["won"] and set(won) <= expected
    value = sales.select(f"SELECT sum(value) FROM maven_deal WHERE stage = 'won' AND owner IN ({owners})")[0][0]
    assert get(client, "/reports/won_value")["rows"][0]["won_value"] == int(value) / 100


def test_a_deal_of_somebody_else_is_as_one_that_does_not_exist(sales: World, asks: Asks) -> None:
    owners = owners_below(AGENT)
    other = sales.select(f"SELECT id, code FROM maven_deal WHERE owner NOT IN ({owners}) ORDER BY code LIMIT 1")[0]
    client = asks(AGENT)
    base = "/api/apps/maven/forms/deal/records"
    hidden, missing = client.get(f"{base}/{other[0]}"), client.get(f"{base}/01a20bc4-bc8a-7000-856c-4ad43e1c595d")
    assert (hidden.status_code, hidden.json()) == (404, missing.json())
    assert get(client, "/forms/deal/records", filter=f'code = "{other[1]}"')["records"] == []
