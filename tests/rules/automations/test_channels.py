"""The same verbs from rules, buttons, flow steps and rungs: what they do, as whom, and how a refusal reaches people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from engine.problems import Refused
from tests.engine.served import acting, served
from tests.rules.shop import PACK, customer, order, shop
from tests.running import World, files_of

FORM = (files_of(PACK)["forms/customer.yaml"]).decode()
BUTTONS = """
buttons:
  mark:
    button: 标为贵宾
    roles: seller
    then:
      - {tag: [vip]}
      - {update: orders, where: paid = true, with: {code: 贵宾}}
      - {set: {secret: 9}}
  unmark: {button: 取消贵宾, roles: seller, then: {untag: [vip]}}
  clear: {button: 清理, roles: seller, then: {delete: orders, where: paid = false}}
  refuse: {button: 不行, roles: seller, then: [{set: {note: 写了}}, {stop: "{{ name }} 不行"}]}
"""
SEGMENT = """
title: 分层
form: customer
segments:
  tier: {segment: 层级, classes: {top: {title: 重点, when: paid > 1000}, rest: {title: 普通, when: else}}}
rules:
  risen: {rule: 升级, trigger: {enters: tier.top}, then: {notify: owner, message: "升 {{ name }}"}}
  fallen: {rule: 降级, trigger: {leaves: tier.top}, then: {notify: owner, message: "降 {{ name }}"}}
"""
FLOW = """
title: 审核
form: customer
trigger: {changed: note}
when: note = "审核"
steps:
  look: {task: 看一看, assign: owner}
  halt: {stop: 审核不通过, skip: score > 5}
  done: {update: orders, with: {code: 已审}}
"""


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    files = {"forms/customer.yaml": FORM + BUTTONS, "rules/tier.yaml": SEGMENT, "flows/review.yaml": FLOW}
    with shop(database_url, files) as found:
        yield found


def pressed(world: World, id: str, button: str, by: str = "li") -> Any:
    with served(world.platform) as address, acting(world.platform, address, world.people[by]) as client:
        path = f"/api/apps/shop/forms/customer/records/{id}"
        version = client.get(path).json()["version"]
        return client.post(f"{path}/buttons/{button}", json={"version": version})


def test_a_segment_that_is_entered_or_left_sets_off_its_rules(world: World) -> None:
    acme = customer(world)
    big = order(world, acme, 1500)
    world.update("order", big, amount=100)
    assert [text for text in world.told("li") if text[0] in "升降"] == ["升 云海", "降 云海"]


def test_a_button_does_what_the_definition_grants_and_the_person_stays_on_record(world: World) -> None:
    acme = customer(world, tags="|老|")
    paid, open_ = order(world, acme, 2000), order(world, acme, 10, paid=False)
    assert pressed(world, acme, "mark").status_code == 200
    row = world.row("customer", acme)
    assert (row["tags"], row["secret"]) == ("|vip|老|", 9)  # `secret` is hidden from sellers: the button writes it
    assert (world.row("order", paid)["code"], world.row("order", open_)["code"]) == ("贵宾", "o")
    rows = world.select(f"SELECT actor, cause FROM dougong_change WHERE record = '{paid}' ORDER BY seq DESC LIMIT 1")
    assert rows[0][0] == world.people["li"] and orjson.loads(rows[0][1])["kind"] == "button"
    assert pressed(world, acme, "unmark").status_code == 200
    assert world.row("customer", acme)["tags"] == "|老|"
    assert pressed(world, acme, "clear").status_code == 200
    assert [one["id"] for one in world.rows("order") if one["customer"] == acme and one["code"] != "赠品"] == [paid]


def test_a_button_that_stops_changes_nothing_and_says_why(world: World) -> None:
    acme = customer(world)
    answer = pressed(world, acme, "refuse")
    assert (answer.status_code, answer.json()["problems"][0]["message"]) == (422, "云海 不行")
    assert world.row("customer", acme)["note"] is None


def test_a_flow_step_that_stops_refuses_the_task_with_its_reason(world: World) -> None:
    acme = customer(world, score=1)
    made = order(world, acme, 10)
    world.update("customer", acme, "li", note="审核")
    with pytest.raises(Refused) as refused:
        world.complete("看一看", "li")
    assert refused.value.problems[0].text("zh") == "审核不通过"
    assert world.tasks("li") == ["看一看"]
    world.update("customer", acme, "li", score=7)
    world.complete("看一看", "li")
    assert world.row("order", made)["code"] == "已审"


BAD = {
    "a tag that a rule keeps": ("{rule: x, trigger: created, then: {tag: high_value}}", "form.kept_tag"),
    "a form without tags": ("{rule: x, trigger: created, then: {untag: vip}}", "form.no_tags"),
    "people": ("{rule: x, trigger: created, then: {update: owner, with: {name: x}}}", "action.other_app"),
    "new people": ("{rule: x, trigger: created, then: {create: user, with: {name: x}}}", "action.other_app"),
}


def test_what_actions_must_not_do_is_said_before_it_is_published(world: World) -> None:
    told = {}
    for name, (written, _) in BAD.items():
        form = "order" if "without" in name else "customer"
        with pytest.raises(Refused) as refused:
            world.publish({"rules/bad.yaml": f"title: b\nform: {form}\nrules: {{bad: {written}}}\n"})
        told[name] = [problem.code for problem in refused.value.problems]
    assert told == {name: [code] for name, (_, code) in BAD.items()}
