"""The problems of automations."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "rule.never",
    "error",
    zh="规则「{title}」既没有 trigger 也没有 when，永远不会执行",
    en="The rule “{title}” has neither a trigger nor a condition and would never act",
    hint_zh="写 trigger: created，或写 when: 条件",
    hint_en="Write trigger: created, or when: with a condition",
)
catalogue.add("rule.field", "error", zh="表单「{form}」没有字段 {name}", en="The form “{form}” has no field {name}")
catalogue.add(
    "rule.option",
    "error",
    zh="表单「{form}」没有阶段或选项 {path}",
    en="The form “{form}” has no stage or option {path}",
    hint_zh="写成 字段.选项，例如 stage.proposal",
    hint_en="Write field.option, for example stage.proposal",
)
