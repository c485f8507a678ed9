"""Bodies of elements: noun with its title, verb with its object, short and long, and mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pytest

from engine.definitions import Element, Expression, Flag, Literal, Registry, key
from tests.engine.definitions.toy import (
    ActionStep,
    ChoiceField,
    Flow,
    Form,
    Notify,
    SetValues,
    TaskStep,
    TextField,
    load_texts,
    loaded,
    refused,
)


def form(text: str) -> Form:
    found = loaded(forms__a=f"title: 表\n{text}").of("forms")["a"]
    assert isinstance(found, Form)
    return found


def flow(text: str) -> Flow:
    found = loaded(flows__f=f"title: 流程\n{text}").of("flows")["f"]
    assert isinstance(found, Flow)
    return found


def test_the_short_and_the_long_body_mean_the_same() -> None:
    short = form("fields: {name: {text: 名称, lines: 2}}")
    long = form("fields:\n  name:\n    type: text\n    title: 名称\n    lines: 2")
    assert short == long
    assert short.fields["name"] == TextField(name="name", title="名称", address="forms/a/fields/name", lines=2)


def test_a_body_knows_where_it_and_its_keys_stand() -> None:
    field = form("fields:\n  name: {text: 名称, lines: 2}").fields["name"]
    assert field.span[:3] == ("forms/a.yaml", 3, 3)
    assert field.span_of("lines")[:3] == ("forms/a.yaml", 3, 27)
    assert field.span_of("help") == field.span


def test_the_written_order_is_kept() -> None:
    assert list(form("fields: {b: {text: 乙}, a: {text: 甲}, c: {text: 丙}}").fields) == ["b", "a", "c"]


def test_a_plain_text_is_the_title_where_nothing_else_is_needed() -> None:
    found = form("fields: {source: {choice: 来源, options: {ad: 广告, web: {title: 官网, color: blue}}}}")
    field = found.fields["source"]
    assert isinstance(field, ChoiceField) and isinstance(field.options, dict)
    assert [option.title for option in field.options.values()] == ["广告", "官网"]


def test_a_verb_takes_its_object_and_may_have_a_title() -> None:
    check = form("checks: {c: {assert: a = 1, title: 检查, message: 不对}}").checks["c"]
    assert check.assert_ == Expression("a = 1") and check.title == "检查" and check.message == "不对"
    assert form("checks: {c: {type: assert, assert: a = 1}}").checks["c"].assert_ == Expression("a = 1")


def test_a_family_takes_in_the_members_of_another() -> None:
    steps = flow(
        "steps:\n"
        "  a: {notify: owner, message: 好, next: end}\n"
        "  b: {task: 电话, assign: owner, then: [{set: {status: won}}, {notify: [owner, owner.manager]}]}\n"
    ).steps
    wrapped, task = steps["a"], steps["b"]
    assert isinstance(wrapped, ActionStep) and isinstance(wrapped.action, Notify)
    assert wrapped.action.message == "好" and wrapped.next[0].to == "end"
    assert isinstance(task, TaskStep)
    first, second = task.then
    assert isinstance(first, SetValues) and first.set == {"status": Literal("won")}
    assert first.address == "flows/f/steps/b/then/set"
    assert isinstance(second, Notify) and second.notify == (Expression("owner"), Expression("owner.manager"))


def test_a_mistake_in_a_wrapped_body_knows_the_keys_of_both() -> None:
    steps = "title: 流程\nsteps:\n  a: {notify: owner, timers: {}}\n  b: {notify: owner, nextt: end}"
    _, problems = load_texts(flows__f=steps)
    assert [problem.code for problem in problems] == ["definition.not_yet", "definition.unknown"]
    assert "“next”" in problems[1].hint("en") and "message" in problems[1].hint("en")


def test_an_action_in_a_list_is_addressed_by_its_verb_or_its_name() -> None:
    then = "[{notify: a}, {notify: b}, {notify: c, name: third}]"
    text = f"title: 流程\nsteps: {{b: {{task: 电话, assign: owner, then: {then}}}}}"
    definition, problems = load_texts(flows__f=text)
    assert definition is not None
    assert [problem.code for problem in problems] == ["definition.word_twice"]
    step = definition.find("flows/f/steps/b")
    assert isinstance(step, TaskStep)
    assert [action.address.rpartition("/")[2] for action in step.then] == ["notify", "notify.2", "third"]


# What is written in forms/a.yaml after its title, marked where the problem is, and its code.
MISTAKES = {
    "fields: {name: »{txt: 名称}}": "definition.no_word",
    "fields: {name: {type: »txt, title: 名称}}": "definition.unknown_word",
    "fields: {name: {text: 名称, »choice: 类}}": "definition.two_words",
    "fields: {name: »名称}": "definition.no_body",
    "fields: {name: »[text]}": "definition.no_body",
    "fields: {name: {text: »}}": "definition.empty",
    "fields: {»name: {type: text}}": "definition.missing",
    "fields: {name: {text: 名称, »lenes: 2}}": "definition.unknown",
    "fields: {name: {text: 名称, »sensitive: true}}": "definition.not_yet",
    "fields: {name: {»photo: 照片}}": "definition.not_yet",
    "fields: {name: {type: »photo, title: 照片}}": "definition.not_yet",
    "fields: {name: {text: 名称, lines: »many}}": "definition.number",
    "fields: {name: {text: 名称, lines: »51}}": "definition.number",
    "fields: {name: {text: 名称, lines: »13}}": "definition.number",
    "fields: {»source: {choice: 来源}}": "definition.missing",
    "fields: {source: {choice: 来源, »many: true}}": "definition.not_yet",
    "fields: »[text]": "definition.shape",
    "fields:»": "definition.empty",
    "fields: {»no: {text: 编号}}": "definition.unsafe_name",
    "fields: {»on: {text: 开}}": "definition.unsafe_name",
    "fields: {»Name: {text: 名}}": "definition.name",
    "fields: {»名: {text: 名}}": "definition.name",
    "fields: {»" + "a" * 51 + ": {text: 名}}": "definition.name",
    "fields: {»today: {text: 今天}}": "definition.reserved_name",
    "fields: {source: {choice: 来源, options: {»empty: 空}}}": "definition.reserved_name",
    "fields: {a: {text: 甲, name: »b}}": "definition.named_twice",
    "fields: {a: {text: 甲, default: »=}}": "yaml.lone_equals",
    "fields: {a: {text: 甲, default: »'= '}}": "definition.empty_expression",
    "fields: {a: {text: 甲, required: »=b}}": "definition.needless_equals",
    "fields: {a: {reference: 甲, form: »b}}": "definition.unknown_reference",
    "fields: {a: {choice: 甲, options: »b}}": "definition.unknown_reference",
    "fields: {a: {reference: 甲, form: »crm/b}}": "definition.not_yet",
    "checks: {c: »电话}": "definition.no_body",
    "checks: {c: »{message: 不对}}": "definition.no_word",
    "checks: {c: {assert: a, level: »bad}}": "definition.word",
    "checks: {c: {assert: a, level: »block}}": "definition.not_yet",
    "checks: {c: {assert: »'  '}}": "definition.empty",
    "access: {sales: {fields: {paid: »raed}}}": "definition.word",
    "access: {sales: {fields: {»Paid: read}}}": "definition.name",
    "quick: [name, »Bad]": "definition.name",
    "import: {公司名称: »c}": "definition.word",
    "»layout: {a: {section: 甲}}": "definition.not_yet",
    "»feilds: {}": "definition.unknown",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_where_it_stands(text: str) -> None:
    column = text.index("»") + 1
    found = refused(forms__a=f"title: 表\n{text.replace('»', '')}")
    assert found == [(MISTAKES[text], f"forms/a.yaml:2:{column}")]


def test_the_nearest_name_is_suggested() -> None:
    _, problems = load_texts(forms__a="title: 表\nfeilds: {a: {text: 甲}}")
    assert "fields" in problems[0].hint("en") and "是不是想写「fields」" in problems[0].hint("zh")


def test_a_comma_that_ended_an_expression_is_recognised() -> None:
    text = "title: 表\nchecks: {c: {assert: stage in (won, lost), message: 好}}"
    assert refused(forms__a=text) == [("yaml.comma_in_expression", "forms/a.yaml:2:37")]
    text = "title: 表\nchecks: {c: {assert: stage in (won, lost, open), message: 好}}"
    assert {code for code, _ in refused(forms__a=text)} == {"yaml.comma_in_expression"}


def test_a_comma_that_ended_a_text_is_recognised() -> None:
    text = "title: 表\nchecks: {c: {assert: a = 1, message: Too low, please ask}}"
    assert refused(forms__a=text) == [("yaml.comma_in_text", "forms/a.yaml:2:47")]


def test_every_problem_of_a_pack_is_told_at_once() -> None:
    found = refused(
        forms__a="title: 表\nfields: {a: {txt: 甲}, b: {text: 乙, lines: x}}",
        forms__b="fields: {a: {reference: 甲, form: nowhere}}",
        flows__c="title: {{ x }}",
        extra__d="title: 丁",
    )
    assert [code for code, _ in found] == [
        "definition.unknown_kind",
        "yaml.braces",
        "definition.no_word",
        "definition.number",
        "definition.no_title",
        "definition.unknown_reference",
    ]


def test_what_could_not_be_read_is_not_missed_a_second_time() -> None:
    text = "title: 表\nfields: {a: {reference: 甲, form: b}}"
    found = refused(forms__a=text, forms__b="- title")
    assert [code for code, _ in found] == ["definition.no_title", "definition.no_body"] or len(found) == 1


@dataclass(frozen=True, kw_only=True)
class Clash(Element):
    """A noun that the text field has as a property."""

    noun: ClassVar[str] = "lines"


@dataclass(frozen=True, kw_only=True)
class Own(Element):
    """A noun that is its own property."""

    noun: ClassVar[str] = "own"
    own: bool = key(Flag(), default=False, doc="clash")


@dataclass(frozen=True, kw_only=True)
class Wordless(Element):
    """Neither noun nor verb."""


def test_the_registry_refuses_a_noun_that_is_also_a_property() -> None:
    family = Registry().family("field")
    family.add(TextField)
    for member in (Clash, Own, Wordless, TextField):
        with pytest.raises(ValueError, match="field"):
            family.add(member)
    assert family.words() == {"text"}


def test_a_kind_is_registered_once() -> None:
    registry = Registry()
    registry.kind("forms", Form)
    with pytest.raises(ValueError, match="forms"):
        registry.kind("forms", Form)
