"""What if: other rules, other parameters, another pack, asked of all records; nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import jsonschema
import pytest

from engine.access.viewer import SYSTEM
from engine.command import main
from engine.problems import Refused
from engine.records.database import DatabaseErrors
from rules.whatif.asking import Question, ask
from rules.whatif.web import ANSWER
from tests.engine.served import acting, served
from tests.rules.shop import PACK, TODAY, customer, order, shop, tags
from tests.running import World, started_again


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url) as found:
        yield found


def what_if(world: World, changes: Mapping[str, str] = {}, **more: Any) -> dict[str, Any]:
    """The answer by element."""
    files = world.files | {path: text.encode() for path, text in changes.items()}
    answer = ask(world.platform, Question(world.app, files, **more), SYSTEM, "zh")
    jsonschema.validate(answer, ANSWER)
    return {f"{each['kind']}/{each['name']}": each for each in answer["elements"]}


def rules(world: World, old: str, new: str) -> dict[str, str]:
    text = world.files["rules/customer.yaml"].decode()
    assert old in text
    return {"rules/customer.yaml": text.replace(old, new)}


def test_who_would_enter_and_leave_with_what_they_are_worth(world: World) -> None:
    spent = {"云海": (200, 2), "海石": (90, 3), "明德": (120, 28), "鼎新": (10, 1)}
    ids = {name: customer(world, name) for name in spent}
    for name, (amount, ago) in spent.items():
        order(world, ids[name], amount, TODAY - ago)
    changes = rules(world, "recency < param.r_days and paid > param.m_amount", "recency < 25 and paid > 80")
    found = what_if(world, changes, measures={"customer": "paid"})
    assert set(found) == {"tags/high_value"}
    high = found["tags/high_value"]
    assert (high["records"], high["before"], high["after"], high["changed"], high["state"]) == (4, 2, 2, 2, "changed")
    assert (high["enters"]["count"], high["enters"]["measure"]) == (1, 90.0)
    assert [(one["label"], one["measure"]) for one in high["enters"]["sample"]] == [("海石", 90.0)]
    assert [one["id"] for one in high["leaves"]["sample"]] == [ids["明德"]]


def test_a_parameter_is_a_change_like_any_other(world: World) -> None:
    acme = customer(world)
    order(world, acme, 60)
    found = what_if(world, parameters={"m_amount": 50})
    assert (found["tags/high_value"]["enters"]["count"], found["tags/high_value"]["leaves"]["count"]) == (1, 0)
    with pytest.raises(Refused) as refused:
        what_if(world, parameters={"m_amount": -1, "nonsense": 3})
    assert {problem.code for problem in refused.value.problems} == {"parameter.bound", "value.unknown"}


def test_what_follows_from_a_changed_formula_is_compared_too(world: World) -> None:
    acme = customer(world)
    order(world, acme, 60, paid=False)
    form = world.files["forms/customer.yaml"].decode()
    changes = {"forms/customer.yaml": form.replace("sum(orders.amount where paid = true)", "sum(orders.amount) * 2")}
    found = what_if(world, changes)
    assert (found["fields/paid"]["before"], found["fields/paid"]["after"]) == (0.0, 120.0)
    assert found["fields/paid"]["changes"]["sample"][0]["after"] == 120.0
    assert found["tags/high_value"]["changed"] == 0  # never paid: recency is unknown
    assert {"tags/referred", "rules/rich"} <= set(found)


def test_fields_that_do_not_exist_yet_are_empty_and_named(world: World) -> None:
    customer(world)
    form = world.files["forms/customer.yaml"].decode().replace("  secret:", "  budget: {money: 预算}\n  secret:")
    text = world.files["rules/customer.yaml"].decode()
    added = text.replace(
        "  vip:", "  planned: {tag: 有预算, when: budget > 5}\n  poor: {tag: 无预算, when: budget is empty}\n  vip:"
    )
    files = {"forms/customer.yaml": form, "rules/customer.yaml": added}
    answer = ask(
        world.platform, Question(world.app, world.files | {k: v.encode() for k, v in files.items()}), SYSTEM, "zh"
    )
    found = {each["name"]: each for each in answer["elements"]}
    assert answer["missing"] == ["customer.budget"]
    assert (found["planned"]["state"], found["planned"]["after"], found["poor"]["after"]) == ("new", 0, 1)


def test_a_rule_that_goes_takes_all_with_it(world: World) -> None:
    acme = customer(world, secret=9)
    found = what_if(world, rules(world, "  rated: {tag: 内部看好, when: secret >= 8}\n", ""))
    assert (found["tags/rated"]["state"], found["tags/rated"]["before"], found["tags/rated"]["after"]) == ("gone", 1, 0)
    assert found["tags/rated"]["leaves"]["sample"][0]["id"] == acme


def test_what_is_predicted_is_what_happens(world: World) -> None:
    ids = [customer(world, f"c{number}") for number in range(12)]
    for number, id in enumerate(ids):
        order(world, id, 20 * number, TODAY - 3 * number)
    before = {id for id in ids if "high_value" in tags(world, id)}
    changes = rules(world, "recency < param.r_days and paid > param.m_amount", "recency < 20 or paid > 210")
    high = what_if(world, changes)["tags/high_value"]
    world.publish(changes)
    world.settle()
    after = {id for id in ids if "high_value" in tags(world, id)}
    assert {one["id"] for one in high["enters"]["sample"]} == after - before
    assert {one["id"] for one in high["leaves"]["sample"]} == before - after
    assert (high["before"], high["after"]) == (len(before), len(after))


def test_nothing_is_written_and_nothing_could_be(world: World) -> None:
    order(world, customer(world), 60)
    before = contents(world)
    what_if(world, rules(world, "paid > param.m_amount", "paid > 5"), parameters={"r_days": 3}, days=5)
    assert contents(world) == before

    def write(reader: Any) -> None:
        reader.cursor.execute("UPDATE shop_customer SET name = 'x'")

    with pytest.raises(DatabaseErrors):
        world.platform.readers.apart(write)


def contents(world: World) -> str:
    """A digest of every table, and what is in force."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_search%'"
    if world.platform.dialect.name == "postgresql":
        names = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    rows = {name: sorted(map(repr, world.select(f'SELECT * FROM "{name}"'))) for (name,) in world.select(names)}
    active = world.platform.actives[world.app]
    return sha256(repr((sorted(rows.items()), active.version.number, active.parameters)).encode()).hexdigest()


RICH = "when: paid >= 1000"


def history(world: World, changes: Mapping[str, str], days: int) -> dict[str, Any]:
    files = world.files | {path: text.encode() for path, text in changes.items()}
    answer = ask(world.platform, Question(world.app, files, days=days), SYSTEM, "zh")
    jsonschema.validate(answer, ANSWER)
    return {each["name"]: each for each in answer["history"]}


def test_alerts_of_the_days_gone_by_are_counted_as_they_were_and_would_have_been(world: World) -> None:
    """As the rule is, the count is of what was really told; the data is as it was on each day."""
    acme, other = customer(world), customer(world, "海石", "wang")
    for amount in (300, 300, 300, 300):
        order(world, acme, amount)
        order(world, other, amount - 200)
        world.passes("1d")
    found = history(world, rules(world, RICH, "when: paid >= 400"), 6)["rich"]
    assert found["title"] == "大单客户"
    assert (found["before"], found["after"]) == (1, 2) and len(world.tasks()) == 1
    days = {each["day"]: (each["before"], each["after"]) for each in found["by_day"]}
    assert days["2026-03-03"] == (0, 1)  # the second order of 云海
    assert days["2026-03-05"] == (1, 1)  # its fourth, and the fourth of 海石
    assert sum(sum(each) for each in days.values()) == 3
    assert [(each["person"]["label"], each["before"], each["after"]) for each in found["by_person"]] == [
        ("Li", 1, 1),
        ("Wang", 0, 1),
    ]


def test_time_alone_raises_alerts_and_they_come_again(world: World) -> None:
    id = customer(world, moved_at=world.now)
    world.passes("10d1h")
    told = world.told("li").count("云海 久无进展")
    rule = history(world, rules(world, "again: 1d", "again: 2d"), 12)["stale"]
    assert (rule["before"], rule["after"]) == (told, told // 2 + told % 2) and told > 5
    assert history(world, rules(world, "    again: 1d\n", ""), 12)["stale"]["after"] == 1
    late = history(world, rules(world, "now - moved_at > param.stale_after", "now - moved_at > 8d"), 12)["stale"]
    assert late["after"] < told
    world.passes("15h")
    world.delete("customer", id)
    world.passes("2d")
    again = history(world, rules(world, "again: 1d", "again: 2d"), 14)["stale"]
    assert again["before"] == told  # what was deleted had been told of before


def test_a_broken_draft_tells_its_problems(world: World) -> None:
    with pytest.raises(Refused) as refused:
        what_if(world, rules(world, "paid > param.m_amount", "paidd > 3"))
    assert refused.value.problems[0].span is not None


def test_administrators_ask_over_http_and_nobody_else(world: World) -> None:
    order(world, customer(world), 60)
    world.person("root", roles=[])
    world.run(lambda uow: uow.update("system/user", world.people["root"], {"roles": "|system/admin|"}) and None)
    body = {
        "parameters": {"m_amount": 50},
        "measures": {"customer": "paid"},
        "files": rules(world, "secret >= 8", "secret >= 9"),
    }
    with served(world.platform) as address:
        with acting(world.platform, address, world.people["root"]) as client:
            answer = client.post("/api/apps/shop/whatif", json=body)
            assert answer.status_code == 200, answer.text
            jsonschema.validate(answer.json(), ANSWER)
            assert {each["name"] for each in answer.json()["elements"]} == {"high_value", "rated"}
            assert client.post("/api/apps/shop/whatif", json={"measures": {"customer": "name"}}).status_code == 400
            assert client.post("/api/apps/shop/whatif", json={"files": {"rules/x.yaml": "title: ["}}).status_code == 422
        with acting(world.platform, address, world.people["wang"]) as client:
            assert client.post("/api/apps/shop/whatif", json=body).status_code == 403


def test_the_command_tells_it_in_lines_and_as_json(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with shop(database_url) as world:
        order(world, customer(world), 150, TODAY - 100)
        before = contents(world)
    asked = ["whatif", str(PACK), "--database", database_url, "--measure", "customer=paid", "--set"]
    assert main(["--language", "en", *asked, "r_days=100000", "--days", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["高价值: 0 → 1 (1 enter, 0 leave, of 1)", "    + 云海 (150.0)"]
    assert main(["--language", "zh", *asked, "r_days=30"]) == 0
    assert capsys.readouterr().out == "没有任何变化\n"
    assert main(["--language", "zh", *asked, "stale_after=1d", "--json"]) == 0
    assert [each["name"] for each in json.loads(capsys.readouterr().out)["elements"]] == ["stale"]
    assert main(["--language", "zh", *asked, "nonsense=1"]) == 1
    with started_again(database_url, world) as still:
        assert contents(still) == before
