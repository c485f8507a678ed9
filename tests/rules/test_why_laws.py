"""Laws of why over random records: it agrees with what is stored, what it says is missing is enough, and it tells
nobody what their records and lists do not show them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from engine.access.records import find
from engine.access.viewer import SYSTEM
from engine.expressions.checked import Checked
from engine.expressions.python import function
from engine.expressions.types import BOOLEAN, Choice
from engine.expressions.why import again
from engine.records.evaluate import beside, evaluate
from rules.why import Explanation, explain
from rules.why.contributors import Looking
from rules.why.explaining import as_wanted, timed
from rules.why.future import Moment
from rules.why.subjects import known
from rules.why.unfolding import conditions_opened
from tests.engine.served import acting, served
from tests.rules.kinds import CUTS, RULES
from tests.rules.shop import TODAY, shop
from tests.running import World

MORE = """
title: 更多
form: customer
tags:
  spender: {tag: 有大单, when: max(orders.amount) > 300}
  busy: {tag: 常客, when: count(orders where paid = true and days_since(paid_on) < 60) >= 2}
  friend: {tag: 熟人介绍, when: referrer.score > 5 or referrer.owner = owner}
  both: {tag: 重点熟客, when: tags has high_value and (grade = known or score >= 7) and not (note is set)}
  secretly: {tag: 暗中看好, when: secret >= 8 or min(orders.amount where seller is set) > 100}
rules:
  visit: {rule: 回访, when: recency >= 20 and paid > 0 and referrer.paid < 900, then: {notify: owner}}
"""
LEVELS = "create: true, fields: {tags.rated: read, tags.secretly: read}}\n  boss"


ELEMENTS = [
    *(
        f"tags/{name}"
        for name in ("high_value", "referred", "urgent", "rated", "spender", "busy", "friend", "both", "secretly")
    ),
    *(f"fields/{name}" for name in ("paid", "last_paid", "recency")),
    *(f"rules/{name}" for name in ("rich", "stale", "visit")),
]
NAMES = re.compile(r"客\d+户|单\d+号|记\d+录|7\d{6}")
FIGURES = re.compile(r"(?<![\d-])\d[\d,]*\.\d\d?(?!\d)")
HIDDEN = re.compile(r'"hidden":[1-9]')
BOUNDS = {Decimal(each) for each in (0, 100, 300, 500, 900, 1000)}
VIEWERS = [("li", "zh"), ("zhao", "en"), ("wang", "zh")]


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with shop(database_url, {"rules/more.yaml": MORE, "rules/kinds.yaml": RULES, "rules/cuts.yaml": CUTS}) as found:
        form = found.files["forms/customer.yaml"].decode().replace("create: true}\n  boss", LEVELS)
        found.publish({"forms/customer.yaml": form})
        found.person("zhao", roles=["seller"], manager="wang")
        yield found


def fill(world: World, size: int, seed: int = 5) -> list[str]:
    """Random customers with random orders; codes and figures occur once each."""
    chance = random.Random(seed)
    ids: list[str] = []
    sellers = [world.people["li"], world.people["zhao"], None]

    def run(uow: Any) -> None:
        for number in range(size):
            values = {
                "name": f"客{number:05}户",
                "owner": chance.choice(sellers),
                "grade": chance.choice([None, "fresh", "known", "gone"]),
                "score": chance.choice([None, *range(10)]),
                "note": chance.choice([None, None, f"记{number:05}录"]),
                "moved_at": chance.choice([None, world.now - chance.randrange(10**9)]),
                "referrer": chance.choice([None, *ids[-20:]]),
                "secret": chance.choice([None, 7_000_000 + number, 5]),
            }
            ids.append(uow.create("customer", values)["id"])
            for order in range(chance.choice((0, 0, 1, 2, 5))):
                uow.create("order", order_of(chance, ids[-1], sellers, number * 10 + order))

    world.run(run, kind="bulk")
    return ids


def order_of(chance: random.Random, customer: str, sellers: list[str | None], number: int) -> dict[str, Any]:
    return {
        "code": f"单{number:06}号",
        "customer": customer,
        "seller": chance.choice(sellers),
        "amount": chance.choice((5_000, 12_300, 40_000, 123_000)) + number,
        "paid": chance.random() < 0.8,
        "paid_on": TODAY - chance.randrange(70),
    }


def explanations(world: World, ids: list[str]) -> Iterator[tuple[Looking, Explanation]]:
    """Why of every derived value of records, for one who may see everything."""

    for position in range(0, len(ids), 200):
        some = ids[position : position + 200]
        yield from world.platform.read(lambda reader, some=some: list(explained(world, reader, some)))  # type: ignore[misc]


def explained(world: World, reader: Any, ids: list[str]) -> Iterator[tuple[Looking, Explanation]]:
    version = reader.version(world.app)
    for id in ids:
        row = find(version, "customer", id, reader)
        looking = Looking(version, version.catalog["customer"], row, SYSTEM, reader)
        for one in known(version, "customer"):
            wanted: Any = True if one.formula.type == BOOLEAN else None
            if isinstance(one.formula.type, Choice):
                wanted = one.formula.type.options[0].name
            yield looking, explain(looking, reader, one.subject(version, "zh"), wanted)


def test_facts_give_the_stored_value_again(world: World, full: bool) -> None:
    ids = fill(world, 10_000 if full else 60)
    values = 0
    for looking, found in explanations(world, ids):
        computed = again(found.root.found, found.environment)
        name = found.subject.name
        stored = looking.row[name] if name and looking.entity.attributes[name].column else found.value
        if found.type == BOOLEAN:
            computed, stored = bool(computed), bool(stored)
        assert computed == stored, (found.subject.element, looking.row["name"])
        values += 1
    assert values >= 25 * len(ids)


def test_what_is_missing_is_enough(world: World, full: bool) -> None:
    """A record with the stated values, at the stated time, is as wanted: computed anew with what it leads to."""
    ids, sure = fill(world, 2000 if full else 60, 6), 0
    for position in range(0, len(ids), 200):
        some = ids[position : position + 200]
        sure += world.platform.read(lambda reader, some=some: sum(enough(world, reader, some)))  # type: ignore[misc]
    assert sure > len(ids)


def enough(world: World, reader: Any, ids: list[str]) -> Iterator[bool]:
    for looking, found in explained(world, reader, ids):
        if not found.sure or found.missing is None:
            continue
        needs = [lack.need for lack in found.missing]
        changed = {need.change.key: need.change.after for need in needs if need.change is not None}
        at = max((need.at for need in needs if need.at is not None), default=None)
        moment = reader if at is None else Moment(reader, at)
        own = {name: value for name, value in changed.items() if name in looking.entity.attributes}
        tree = opened(found.subject.formula, looking) if at is None else timed(looking, found.subject.formula)
        row, environment = beside(tree, looking.entity, {**looking.row, **own}, moment)
        value = function(tree)({**row, **changed}, environment)
        assert as_wanted(found.type, value, found.wanted), (found.subject.element, looking.row["name"], needs)
        if at is not None and not changed:
            assert not as_wanted(
                found.type, evaluate(tree, looking.entity, looking.row, Moment(reader, at - 1)), found.wanted
            )
        yield True


def opened(formula: Checked, looking: Looking) -> Checked:
    return Checked(conditions_opened(formula.tree, looking.version.catalog))


def test_nobody_is_told_what_they_are_not_shown(world: World, full: bool) -> None:
    """Every code, name and figure of an answer stands in what the person's lists and the record itself show."""
    ids = fill(world, 300 if full else 16, 7)
    with served(world.platform) as address:
        found = [looked(world, address, login, ids, language) for login, language in VIEWERS]
    told, veiled = (sum(each) for each in zip(*found, strict=True))
    assert told > len(ids) and veiled


def looked(world: World, address: str, login: str, ids: list[str], language: str) -> tuple[int, int]:
    """Asks for everything as one person; how much was told, and how much of it was kept back."""
    forms, told, veiled = "/api/apps/shop/forms", 0, 0
    with acting(world.platform, address, world.people[login], language) as client:
        lists = "".join(client.get(f"{forms}/{form}/records?limit=500").text for form in ("customer", "order"))
        for id in ids:
            record = client.get(f"{forms}/customer/records/{id}")
            for element in ELEMENTS:
                answer = client.get(f"{forms}/customer/records/{id}/why/{element}")
                assert answer.status_code in ((200, 404) if record.status_code == 200 else (404,)), answer.text
                if answer.status_code == 200:
                    shown = figures(record.text) | figures(lists)
                    assert names(answer.text) <= names(lists + record.text), (login, element, answer.text)
                    assert figures(answer.text) <= shown | told_by(shown), (login, element, answer.text)
                    told, veiled = told + 1, veiled + ("veiled" in answer.text or bool(HIDDEN.search(answer.text)))
    return told, veiled


def names(text: str) -> set[str]:
    """What occurs once in the data: names, notes, codes, secrets."""
    return set(NAMES.findall(text))


def figures(text: str) -> set[Decimal]:
    """Amounts with their own last digits."""
    return {Decimal(each.replace(",", "")) for each in FIGURES.findall(text)}


def told_by(shown: set[Decimal]) -> set[Decimal]:
    """The bounds in the rules, and how far what is shown lies from them."""
    cent = Decimal("0.01")
    bounds = {bound + more for bound in BOUNDS for more in (-cent, Decimal(0), cent)}
    return bounds | {abs(bound - one) for bound in bounds for one in shown}
