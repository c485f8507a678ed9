"""The problems of reports."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "report.measure",
    "error",
    zh="没有名为 {name} 的指标",
    en="There is no measure named {name}",
    hint_zh="可用的指标：{known}",
    hint_en="Known measures: {known}",
)
catalogue.add("report.circle", "error", zh="指标 {chain} 互相引用", en="The measures {chain} depend on each other")
catalogue.add(
    "report.dimension",
    "error",
    zh="没有名为 {name} 的维度或字段",
    en="There is no dimension or field named {name}",
    hint_zh="写维度的名字、表单.字段，或 date.month",
    hint_en="Write the name of a dimension, form.field, or date.month",
)
catalogue.add("report.no_rows", "error", zh="图表「{title}」没有 show", en="The report “{title}” has nothing to show")
catalogue.add("report.missing", "error", zh="没有名为 {name} 的报表", en="There is no report named {name}")
catalogue.add("report.stages", "error", zh="{name} 不是阶段字段", en="{name} is not a stage field")
catalogue.add(
    "report.period",
    "error",
    zh="看不懂时间“{text}”",
    en="“{text}” is not a period",
    hint_zh="写 this month、last year、last 30 days、2026-01-01..2026-03-31 或 all",
    hint_en="Write this month, last year, last 30 days, 2026-01-01..2026-03-31 or all",
)
catalogue.add("report.filter", "error", zh="没有名为“{name}”的筛选", en="There is no filter named “{name}”")
catalogue.add(
    "report.mark",
    "error",
    zh="报表里没有“{at}”这一处",
    en="The report has no mark “{at}”",
    hint_zh="写 名字:值，名字是：{known}",
    hint_en="Write name:value; the names are: {known}",
)
catalogue.add(
    "report.formula",
    "error",
    zh="指标「{title}」不是由表单汇总出的数",
    en="The measure “{title}” is no number made of what forms hold",
    hint_zh="用 sum count count_distinct avg median min max：count(表单)、sum(表单.字段 where 条件)，或指标之间的运算",
    hint_en="By sum count count_distinct avg median min max: count(form), sum(form.field where condition), arithmetic",
)
catalogue.add("report.date", "error", zh="「{form}」没有名为 {name} 的日期", en="“{form}” has no date named {name}")
catalogue.add(
    "report.uncovered",
    "error",
    zh="指标「{measure}」不能按 {name} 划分：「{form}」没有通向它的字段",
    en="The measure “{measure}” cannot be cut by {name}: no field of “{form}” leads there",
    hint_zh="在 dimensions 里给这个表单写上对应的字段；按 date 划分的指标要有 date",
    hint_en="Name the field of that form in a dimension; to cut by date a measure needs a date",
)
catalogue.add(
    "report.apart",
    "error",
    zh="指标「{measure}」不只统计「{form}」，不能放在它的漏斗旁",
    en="The measure “{measure}” counts more than “{form}” and cannot stand beside its funnel",
)
catalogue.add(
    "report.sort",
    "error",
    zh="不能按 {name} 排序",
    en="Rows cannot be sorted by {name}",
    hint_zh="可用：{known}",
    hint_en="Known: {known}",
)
