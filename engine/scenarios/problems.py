"""The problems of scenarios."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "scenario.user",
    "error",
    zh="场景里没有叫 {name} 的人{nearest}",
    en="The scenario has no user called {name}{nearest}",
    hint_zh="在 users 里写上这个人",
    hint_en="Name the person under users",
)
catalogue.add(
    "scenario.record",
    "error",
    zh="到这一步为止没有叫 {name} 的记录{nearest}",
    en="There is no record called {name} up to this step{nearest}",
    hint_zh="在 given 里写上，或在前面的 create 里用 name 起名",
    hint_en="Write it under given, or name an earlier create",
)
catalogue.add(
    "scenario.named_twice",
    "error",
    zh="名称 {name} 已经有人或记录用了",
    en="The name {name} is taken by a person or record",
)
catalogue.add(
    "scenario.parameter",
    "error",
    zh="应用没有参数 {name}{nearest}",
    en="The app has no parameter {name}{nearest}",
)
catalogue.add(
    "scenario.task",
    "error",
    zh="没有什么会产生名为 {name} 的待办{nearest}",
    en="Nothing makes a task called {name}{nearest}",
    hint_zh="写流程步骤的名称，或开待办的规则、按钮的名称",
    hint_en="A task is called as its flow step, or as the rule or button that opens it",
)
catalogue.add(
    "scenario.code",
    "error",
    zh="没有问题代码 {name}{nearest}",
    en="There is no problem code {name}{nearest}",
)
catalogue.add(
    "scenario.arguments",
    "error",
    zh="这样写：{signature}",
    en="Write {signature}",
)
catalogue.add(
    "scenario.word",
    "error",
    zh="没有 {name}{nearest}可选：{known}",
    en="There is no {name}. {nearest}Known: {known}",
)
catalogue.add(
    "scenario.form",
    "error",
    zh="没有表单 {name}{nearest}",
    en="There is no form {name}{nearest}",
)
catalogue.add(
    "scenario.none",
    "error",
    zh="没有场景 {name}{nearest}",
    en="There is no scenario {name}{nearest}",
)
catalogue.add(
    "scenario.nobody",
    "error",
    zh="要有人来领取：写 as",
    en="Somebody has to take it: write as",
)
