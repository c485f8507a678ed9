"""The problems of actions."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "action.field",
    "error",
    zh="“{form}”没有字段 {name}{nearest}",
    en="“{form}” has no field {name}{nearest}",
)
catalogue.add(
    "action.computed",
    "error",
    zh="字段“{title}”由系统计算，不能写入",
    en="The field “{title}” is computed and cannot be written",
)
catalogue.add(
    "action.reference",
    "error",
    zh="“{title}”指向一条记录，要写表达式，例如 =owner",
    en="“{title}” refers to a record; write an expression such as =owner",
)
catalogue.add(
    "action.shape",
    "error",
    zh="“{title}”不能这样写",
    en="“{title}” cannot be written like this",
    hint_zh="多选写成列表 [a, b]，明细写成若干行，其他写一个值",
    hint_en="Several options are a list [a, b], table rows a list of maps, anything else one value",
)
catalogue.add(
    "action.table",
    "error",
    zh="rows 的“{name}”要写成一个明细字段，例如 =items",
    en="“{name}” in rows must name a table field, such as =items",
)
catalogue.add("action.form", "error", zh="没有表单“{name}”", en="There is no form “{name}”")
catalogue.add(
    "text.open",
    "error",
    zh="“{{{{”没有对应的“}}}}”",
    en="“{{{{” is not closed by “}}}}”",
    hint_zh="插入值写成 {{{{ 表达式 }}}}",
    hint_en="A value is inserted as {{{{ expression }}}}",
)
catalogue.add("text.empty", "error", zh="{{{{ }}}} 里没有表达式", en="There is no expression in {{{{ }}}}")
