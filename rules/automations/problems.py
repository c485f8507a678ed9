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
catalogue.add(
    "rule.day",
    "error",
    zh="日历里没有叫 {name} 的日子，表单「{form}」也没有这个日期字段{nearest}",
    en="The calendar has no day {name}, nor has the form “{form}” such a date field{nearest}",
    hint_zh="在日历的 days 里起名，或写一个日期字段",
    hint_en="Name it under days of the calendar, or write a date field",
)
catalogue.add(
    "rule.shift",
    "error",
    zh="{name} 的周年只能按天或更长的时间前后移动",
    en="The anniversaries of {name} shift by days or longer",
    hint_zh="钟点写在最后，例如 birthday -3d 09:00",
    hint_en="The time of day stands last, as in birthday -3d 09:00",
)
catalogue.add(
    "rule.again",
    "error",
    zh="规则「{title}」有 again 却没有 when，会永远重复",
    en="The rule “{title}” has again but no when: it would repeat for ever",
)
catalogue.add(
    "rule.before_only",
    "error",
    zh="规则「{title}」在保存之前执行，只能用 set 和 stop",
    en="The rule “{title}” acts before a change is kept: it may only set and stop",
)
catalogue.add(
    "rule.stop",
    "error",
    zh="规则「{title}」要用 stop，须写 before: true",
    en="The rule “{title}” can only stop a change with before: true",
)
catalogue.add(
    "rule.before_key",
    "error",
    zh="规则「{title}」在保存之前执行，不能有 limit 或 again",
    en="The rule “{title}” acts before a change is kept: it has no limit and no again",
)
catalogue.add(
    "rule.before_trigger",
    "error",
    zh="规则「{title}」在保存之前执行，不能由删除或时间触发",
    en="The rule “{title}” acts before a change is kept: it cannot be set off by deleting or by time",
)
catalogue.add(
    "rule.decision",
    "error",
    zh="请选择：{outcomes}",
    en="Choose one of: {outcomes}",
)
catalogue.add(
    "rule.endless",
    "error",
    zh="这些规则会没完没了地互相触发：{chain}",
    en="These rules set each other off without end: {chain}",
    hint_zh="给其中一条加上会使它停下来的 when，或写 before: true（每次保存只执行一次）",
    hint_en="Give one of them a when that ends it, or before: true, which acts once for each change",
)
catalogue.add(
    "rule.circle",
    "warning",
    zh="这些规则可能互相触发：{chain}",
    en="These rules may set each other off: {chain}",
    hint_zh="超过 8 层时，整个修改会被拒绝，并说明前因后果",
    hint_en="After 8 turns the whole change is refused, with the chain of causes",
)
