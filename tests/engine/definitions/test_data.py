"""Demo data: records told one by one or made by the hundred, always the same."""

from __future__ import annotations

import pytest

from engine.definitions import Expression, Literal
from engine.definitions.generate import Write, story
from engine.definitions.kinds.data import DataDefinition
from engine.time.duration import DAY, HOUR, MINUTE
from tests.engine.definitions.toy import loaded, refused

FORMS = {"forms__customer": "title: 客户", "forms__deal": "title: 商机"}
GROUP = """title: 演示
users: {li: {title: 李雷, roles: sales}}
given:
  acme: {customer: {name: 云海, owner: li}}
  customers:
    create: customer
    times: 200
    at: {between: [-90d, -60d]}
    with:
      name: {join: [{turn: [上海, 北京]}, {pick: [云海, 星河]}, 公司]}
      phone: {count: 13800000001}
      size: {pick: {s: 3, m: 1}}
      credit: {between: [1000, 9000], step: 500}
      since: {between: [-30d, 0d]}
      called: {between: [-5h, -1h]}
      needs: {rows: {need: {pick: [甲, 乙]}, urgency: {between: [1, 5]}}, times: [0, 3]}
  deals:
    create: deal
    times: 300
    as: li
    at: {between: [-70d, -1d]}
    with: {customer: {one: customers}, stage: open}
    then:
      - {set: {stage: proposal}, after: {between: [1d, 9d]}, chance: 60%}
      - {set: {stage: won, won_on: =today}, after: 10d, chance: 50%}
"""


def data(text: str) -> DataDefinition:
    found = loaded(data__demo=text, **FORMS).of("data")["demo"]
    assert isinstance(found, DataDefinition)
    return found


def made(text: str, group: str) -> list[Write]:
    found = [w for w in story(data(text)) if w.create and w.name.startswith(f"{group}_")]
    return sorted(found, key=lambda written: int(written.name.rpartition("_")[2]))


def texts(writes: list[Write], field: str) -> list[str]:
    found = []
    for written in writes:
        value = written.values[field]
        found.append(str(value.data) if isinstance(value, Literal) else value.text)
    return found


def test_a_record_is_given_as_in_a_scenario() -> None:
    short = data("title: 演示\ngiven: {acme: {customer: {name: 云海}}}")
    long = data("title: 演示\ngiven: {acme: {create: customer, with: {name: 云海}}}")
    assert short == long
    assert [(w.name, w.form, w.values) for w in story(short)] == [("acme", "customer", {"name": Literal("云海")})]


def test_a_story_is_told_in_order_and_never_of_the_future() -> None:
    writes = story(data(GROUP))
    assert [written.at for written in writes] == sorted(written.at for written in writes)
    assert writes[-1].at <= 0
    assert writes[0].name == "acme"
    assert sum(written.create for written in writes) == 501
    assert {written.actor for written in writes if written.form == "deal"} == {"li"}


def test_a_story_is_always_the_same_and_a_new_field_leaves_the_others_alone() -> None:
    assert story(data(GROUP)) == story(data(GROUP))
    more = made(GROUP.replace("size:", "code: {count: 1}\n      size:"), "customers")
    assert texts(more, "size") == texts(made(GROUP, "customers"), "size")
    assert [written.at for written in more] == [written.at for written in made(GROUP, "customers")]


def test_values_are_made_as_their_generators_say() -> None:
    customers = made(GROUP, "customers")
    assert texts(customers, "phone")[:2] == ["13800000001", "13800000002"]
    assert texts(customers, "name")[0].startswith("上海") and texts(customers, "name")[1].startswith("北京")
    assert len(set(texts(customers, "name"))) == 4
    sizes = texts(customers, "size")
    assert set(sizes) == {"s", "m"} and 120 < sizes.count("s") < 180
    credits = {int(credit) for credit in texts(customers, "credit")}
    assert min(credits) == 1000 and max(credits) == 9000 and all(credit % 500 == 0 for credit in credits)
    assert all(-90 * DAY <= written.at <= -60 * DAY for written in customers)
    assert {len(written.values["needs"].data) for written in customers} == {0, 1, 2, 3}  # type: ignore[union-attr, arg-type]


def test_times_are_told_from_the_day_or_the_hour_of_the_record() -> None:
    customers = made(GROUP, "customers")
    assert "today" in texts(customers, "since") and "today - 30d" in texts(customers, "since")
    assert all(text.startswith("now - ") for text in texts(customers, "called"))
    assert isinstance(customers[0].values["called"], Expression)


def test_a_record_comes_after_what_it_refers_to() -> None:
    writes = story(data(GROUP))
    born = {written.name: written.at for written in writes if written.create}
    deals = [written for written in writes if written.create and written.form == "deal"]
    for deal, customer in zip(deals, texts(deals, "customer"), strict=True):
        assert deal.at >= born[customer] + MINUTE


def test_changes_follow_one_another_until_one_does_not_happen() -> None:
    writes = [written for written in story(data(GROUP)) if written.form == "deal"]
    by_name: dict[str, list[Write]] = {}
    for written in writes:
        by_name.setdefault(written.name, []).append(written)
    lengths = [len(found) for found in by_name.values()]
    assert 70 < lengths.count(1) < 200 and 30 < lengths.count(3) < 130
    for found in by_name.values():
        assert [written.create for written in found] == [True] + [False] * (len(found) - 1)
        if len(found) == 3:
            assert found[2].at - found[1].at == 10 * DAY
            assert found[2].values == {"stage": Literal("won"), "won_on": Expression("today")}


def test_a_fixed_time_is_kept_to_the_minute() -> None:
    text = "title: 演示\ngiven: {a: {create: customer, at: -1h45min, with: {}}, b: {create: customer, with: {}}}"
    assert [(w.name, w.at) for w in story(data(text))] == [("a", -105 * MINUTE), ("b", -105 * MINUTE)]
    assert HOUR == 60 * MINUTE


MISTAKES = {
    "a: {nowhere: {name: x}}": "definition.unknown_reference",
    "a: {create: nowhere, with: {}}": "definition.unknown_reference",
    "a: {create: customer, with: {b: {one: others}}}": "definition.unknown_reference",
    "a: {create: customer, with: {b: {pikc: [1]}}}": "definition.unknown_word",
    "a: {create: customer, with: {b: {pick: []}}}": "definition.generator",
    "a: {create: customer, with: {b: {pick: {x: 0}}}}": "definition.number",
    "a: {create: customer, with: {b: {between: [5, 1]}}}": "definition.generator",
    "a: {create: customer, with: {b: {between: [1]}}}": "definition.generator",
    "a: {create: customer, with: {b: {between: [1mo, 2d]}}}": "definition.generator",
    "a: {create: customer, at: 5m, with: {}}": "time.minute_or_month",
    "a: {create: customer, at: {pick: [1d]}, with: {}}": "definition.generator",
    "a: {create: customer, times: 0, with: {}}": "definition.number",
    "a: {create: customer, times: 1000000, with: {}}": "definition.number",
    "a: {create: customer, with: {}, then: {set: {b: 1}}}": "definition.missing",
}


@pytest.mark.parametrize("given", MISTAKES)
def test_a_mistake_in_demo_data_is_told(given: str) -> None:
    found = refused(data__demo=f"title: 演示\ngiven:\n  {given}", **FORMS)
    assert [code for code, _ in found] == [MISTAKES[given]]
