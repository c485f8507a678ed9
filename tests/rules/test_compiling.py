"""What is wrong with rules and flows is said before anything is published, with its place, and nothing changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.problems import Refused
from tests.rules.shop import shop
from tests.running import World

RULE = "title: 规则\nform: customer\nrules:\n  x: {%s}\n"
FLOW = "title: 流程\nform: customer\nsteps:\n%s"
STEP = "  call: {task: 电话, assign: owner}\n"
WRONG = [
    ("rules/x.yaml", RULE % "rule: 空, then: {notify: owner}", "rule.never", "rules/x.yaml:4"),
    ("rules/x.yaml", RULE % "rule: 字段, trigger: {changed: nmae}, then: {notify: owner}", "rule.field", "4:36"),
    ("rules/x.yaml", RULE % "rule: 选项, trigger: {enters: grade.top}, then: {notify: owner}", "rule.option", "4:35"),
    (
        "rules/x.yaml",
        "title: 预测\nform: customer\npredictions:\n  p: {prediction: 流失}\n",
        "definition.not_yet",
        "x.yaml:3",
    ),
    ("rules/x.yaml", "title: 人\nform: user\ntags:\n  t: {tag: 人, when: active}\n", "definition.not_yet", "x.yaml:1"),
    ("rules/x.yaml", RULE % "rule: 类型, when: paid, then: {notify: owner}", "expression", "4:"),
    ("flows/x.yaml", FLOW % (STEP + "  b: {branch: 岔路, next: nowhere}\n"), "flow.step", "5:"),
    ("flows/x.yaml", FLOW % "  a: {branch: 甲, next: b}\n  b: {branch: 乙, next: a}\n", "flow.busy_loop", "4:"),
    (
        "flows/x.yaml",
        FLOW % STEP + "interrupts:\n  out: {when: score > 5, next: nowhere}\n",
        "flow.step",
        "6:",
    ),
    ("flows/x.yaml", FLOW % "  call: {task: 电话, assign: owner, fields: {nmae: edit}}\n", "flow.field", "4:"),
    ("flows/x.yaml", FLOW % (STEP + "  other: {start: x2}\n"), "definition.", "5:"),
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with shop(f"sqlite:///{tmp_path_factory.mktemp('compiling') / 'dougong.db'}") as found:
        yield found


@pytest.mark.parametrize(
    ("path", "text", "code", "place"), WRONG, ids=[f"{case[2]}-{n}" for n, case in enumerate(WRONG)]
)
def test_a_wrong_definition_is_refused_with_its_place(
    world: World, path: str, text: str, code: str, place: str
) -> None:
    files, number = dict(world.files), world.platform.actives["shop"].version.number
    try:
        with pytest.raises(Refused) as refused:
            world.publish({path: text})
        told = [(problem.code, str(problem.span)) for problem in refused.value.problems]
        assert any(found.startswith(code) and place in at for found, at in told), told
        assert world.platform.actives["shop"].version.number == number
    finally:
        world.files = files


def test_a_flow_is_started_only_about_records_of_its_form(world: World) -> None:
    files = dict(world.files)
    flow = FLOW % STEP
    rule = "title: 单\nform: order\nrules:\n  x: {rule: 启动, trigger: created, then: {start: visit}}\n"
    try:
        with pytest.raises(Refused) as refused:
            world.publish({"flows/visit.yaml": flow, "rules/x.yaml": rule})
        assert [problem.code for problem in refused.value.problems] == ["flow.other_form"]
        assert "流程" in refused.value.problems[0].text("zh")
    finally:
        world.files = files
