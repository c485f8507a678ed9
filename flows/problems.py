"""The problems of flows."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add("flow.field", "error", zh="表单「{form}」没有字段 {name}", en="The form “{form}” has no field {name}")
catalogue.add(
    "flow.step",
    "error",
    zh="流程「{flow}」没有步骤 {name}{nearest}",
    en="The flow “{flow}” has no step {name}{nearest}",
)
catalogue.add(
    "flow.unreachable",
    "warning",
    zh="步骤「{title}」永远到不了",
    en="The step “{title}” is never reached",
    hint_zh="让某个步骤的 next 指向它，或删掉它",
    hint_en="Let the next of some step lead to it, or remove it",
)
catalogue.add(
    "flow.busy_loop",
    "error",
    zh="步骤 {chain} 循环，中间没有人或时间可等",
    en="The steps {chain} lead back to themselves with nobody and nothing to wait for",
    hint_zh="在循环里加一个任务或等待",
    hint_en="Put a task or a wait into the loop",
)
catalogue.add("flow.empty", "error", zh="流程「{flow}」没有步骤", en="The flow “{flow}” has no steps")
catalogue.add(
    "flow.outcome",
    "error",
    zh="请选择结果：{outcomes}",
    en="Choose how it ended: {outcomes}",
)
catalogue.add(
    "flow.other_form",
    "error",
    zh="流程「{flow}」不是关于表单「{form}」的",
    en="The flow “{flow}” is not about the form “{form}”",
)
catalogue.add("flow.gone", "error", zh="这个步骤已经结束", en="This step is over already")
