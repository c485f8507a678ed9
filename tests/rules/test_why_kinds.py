"""Why of scores and of classes by rank, in words: nobody's fields on the way are told by what they are made of."""

from __future__ import annotations

from typing import Any

import httpx

from tests.engine.served import acting, served
from tests.rules.kinds import CUTS, RULES
from tests.rules.shop import TODAY, customer, order, shop

RECORDS = "/api/apps/shop/forms/customer/records"
INNER = """
title: 内部
form: customer
scores:
  inner_score: {score: 内部评分, formula: secret, better: high, bands: [5, 8]}
"""


def why(client: httpx.Client, record: str, place: str) -> dict[str, Any]:
    answer = client.get(f"{RECORDS}/{record}/why/{place}")
    found: dict[str, Any] = answer.json()
    return found if answer.status_code == 200 else {"status": answer.status_code}


def test_a_score_says_the_bound_it_reached_and_the_value_that_is_judged(database_url: str) -> None:
    with shop(database_url, {"rules/kinds.yaml": RULES}) as world:
        acme = customer(world)
        order(world, acme, 1500, TODAY - 8)
        with served(world.platform) as address, acting(world.platform, address, world.people["wang"]) as wang:
            assert "R 近度 ≤ 30（现为 8）" in why(wang, acme, "scores/r")["sentence"]
            assert "veiled" not in str(why(wang, acme, "scores/r")["condition"])


def test_a_rank_that_is_not_known_yet_is_told_without_a_name_of_the_engine(database_url: str) -> None:
    with shop(database_url, {"rules/cuts.yaml": CUTS}) as world:
        acme = customer(world)
        order(world, acme, 1500, TODAY)
        with served(world.platform) as address, acting(world.platform, address, world.people["wang"]) as wang:
            for place in ("scores/quintile", "segments/abc"):
                told = why(wang, acme, place)
                assert "分界值 为空" in told["sentence"] and "Cut_" not in str(told), told


def test_a_score_of_a_hidden_field_tells_nothing_to_who_may_not_read_it(database_url: str) -> None:
    with shop(database_url, {"rules/inner.yaml": INNER}) as world:
        acme = customer(world, secret=7)
        with served(world.platform) as address:
            with acting(world.platform, address, world.people["li"]) as li:
                assert why(li, acme, "scores/inner_score") == {"status": 404}
            with acting(world.platform, address, world.people["wang"]) as wang:
                assert "现为 7" in why(wang, acme, "scores/inner_score")["sentence"]
