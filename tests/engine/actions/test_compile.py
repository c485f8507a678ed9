"""Actions are checked when the app is compiled, every problem with its place."""

from __future__ import annotations

import pytest

from tests.engine.desk import compiled

CASES = {
    "unknown field": ("{set: {titel: x}}", "action.field", "title"),
    "unknown field of a new record": ("{create: client, with: {nam: x}}", "action.field", "name"),
    "computed field": ("{set: {double: 3}}", "action.computed", "double"),
    "system field": ("{set: {created_at: =now}}", "action.computed", "创建时间"),
    "literal of a reference": ("{set: {owner: li}}", "action.reference", "owner"),
    "no such option": ("{set: {kind: fualt}}", "value.option", "fualt"),
    "not a number": ("{set: {amount: many}}", "value.type", "many"),
    "too exact a number": ("{set: {amount: '1.234'}}", "value.scale", "1.234"),
    "a list for one value": ("{set: {title: [a, b]}}", "action.shape", "标题"),
    "expression of another type": ("{set: {amount: =title}}", "expression.type", ""),
    "unknown name in an expression": ("{set: {amount: =amuont}}", "expression.unknown_name", "amount"),
    "nobody": ("{notify: title}", "expression.expected_people", ""),
    "open insert": ("{notify: owner, message: '{{ title'}", "text.open", "{{"),
    "empty insert": ("{notify: owner, message: '{{ }}'}", "text.empty", ""),
    "unknown name in a text": ("{notify: owner, message: '{{ titel }}'}", "expression.unknown_name", "title"),
    "due that is no time": ("{task: x, assign: owner, due: amount}", "expression.expected_time", ""),
    "rows of no table": ("{create: ticket, rows: {parts: =client}}", "action.table", "parts"),
    "step that comes later": (
        "[{set: {client: =step.it}}, {create: client, name: it, with: {name: a}}]",
        "expression.not_here",
        "step",
    ),
    "a path to no record": ("{update: title, with: {title: x}}", "action.path", "title"),
    "every record of a form": ("{delete: ticket}", "action.everything", ""),
    "unknown name in where": (
        "{update: ticket, where: titel = 1, with: {title: x}}",
        "expression.unknown_name",
        "titel",
    ),
    "unknown field of a related record": ("{update: client, with: {nam: x}}", "action.field", "name"),
    "that where nothing is changed": ("{set: {title: =that.name}}", "expression.not_here", "that"),
    "not yet built": ("{notify: owner, via: sms}", "definition.not_yet", "via"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_in_an_action_is_a_located_problem(name: str) -> None:
    then, code, told = CASES[name]
    if code.startswith("definition"):
        with pytest.raises(AssertionError, match=told):
            compiled({"x": f"title: x\nform: ticket\nthen: {then}\n"})
        return
    _, _, problems = compiled({"x": f"title: x\nform: ticket\nthen: {then}\n"})
    assert [problem.code for problem in problems] == [code]
    (problem,) = problems
    assert problem.address.startswith("scripts/x/then/")
    assert problem.span is not None and problem.span.file == "scripts/x.yaml" and problem.span.line == 3
    assert told in problem.text("en") + problem.hint("en")
    assert problem.text("zh") and problem.text("zh") != problem.text("en")


def test_the_place_of_a_mistake_in_a_text_is_the_insert() -> None:
    message = "客户 {{ title }} 和 {{ titel }}"
    _, _, problems = compiled({"x": f"title: x\nform: ticket\nthen: {{notify: owner, message: '{message}'}}\n"})
    (problem,) = problems
    assert problem.span is not None
    line = f"then: {{notify: owner, message: '{message}'}}"
    assert line[problem.span.column - 1 :].startswith("titel")


def test_a_translation_is_checked_too() -> None:
    script = "title: x\nform: ticket\nthen: {notify: owner, message: '{{ title }}'}\n"
    _, _, problems = compiled({"x": script}, 'scripts/x/then/notify/message: "{{ titel }} is late"\n')
    assert [problem.code for problem in problems] == ["expression.unknown_name"]
    assert "translations/en" in next(iter(problems)).address


def test_several_mistakes_are_told_at_once() -> None:
    then = "[{set: {titel: x, amount: y}}, {notify: nobody}]"
    _, _, problems = compiled({"x": f"title: x\nform: ticket\nthen: {then}\n"})
    assert len(problems) == 3
