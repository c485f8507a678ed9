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
catalogue.add(
    "action.path",
    "error",
    zh="“{path}”不通向任何记录{nearest}",
    en="“{path}” leads to no records{nearest}",
    hint_zh="写一个引用字段、一组相关记录（如 orders），或表单名加 where",
    hint_en="Write a reference, a way to related records (such as orders), or a form with where",
)
catalogue.add(
    "action.everything",
    "error",
    zh="这会涉及“{form}”的全部记录",
    en="This would touch every record of “{form}”",
    hint_zh="加上 where 说明是哪些记录",
    hint_en="Say with where which records are meant",
)
catalogue.add(
    "action.other_app",
    "error",
    zh="“{form}”不属于这个应用，不能由动作改变",
    en="“{form}” does not belong to this app; actions cannot change it",
)
catalogue.add(
    "action.where",
    "error",
    zh="where 里不能用 old、changed 或选人的函数",
    en="In where there can be no old, changed, or function that picks people",
)
catalogue.add(
    "action.too_many",
    "error",
    zh="一个动作最多涉及 {limit} 条“{form}”记录，这里更多",
    en="One action may touch at most {limit} records of “{form}”; here there are more",
)
catalogue.add("action.stopped", "error", zh="{message}", en="{message}")
