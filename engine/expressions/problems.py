"""Every problem of an expression. ``column`` counts characters of the expression from 1."""

from __future__ import annotations

from engine.problems import catalogue


def _add(code: str, zh: str, en: str, hint_zh: str = "", hint_en: str = "", *, consequence: bool = False) -> None:
    catalogue.add(
        f"expression.{code}",
        "error",
        zh=f"第 {{column}} 列：{zh}",
        en=f"column {{column}}: {en}",
        hint_zh=hint_zh,
        hint_en=hint_en,
        consequence=consequence,
    )


# The text
_add(
    "too_long",
    "表达式有 {length} 个字符，最多 {limit} 个",
    "the expression has {length} characters, at most {limit}",
    "拆成几个计算字段",
    "split it into several computed fields",
)
_add(
    "too_deep",
    "嵌套或连写超过 {limit} 层",
    "nested or chained more than {limit} times",
    "拆成几个计算字段",
    "split it into several computed fields",
)
_add(
    "too_large",
    "表达式连同它引用的公式太大",
    "the expression is too large with the formulas that it reads",
    "让中间的计算字段不依赖时间，它就会被存储",
    "store part of it: a computed field that does not depend on time",
)
_add(
    "too_many",
    "这里最多列出 {limit} 个值",
    "at most {limit} values may be listed here",
    "用一个选项、标签或关联表单来归类",
    "group them by an option, a tag or a form that is referred to",
)
_add(
    "too_much_work",
    "表达式太费力：超过 {limit} 步",
    "the expression takes more than {limit} steps to read",
    "拆成几个计算字段",
    "split it into several computed fields",
)
_add("bad_character", "不能用字符 {character}", "the character {character} cannot stand here")
_add("foreign_sign", "没有运算符「{sign}」", "there is no operator “{sign}”", "写 {word}", "write {word}")
_add(
    "bad_number",
    "「{text}」不是数字",
    "“{text}” is not a number",
    "数字和单位：50000、10%、30d、2h；名称不能以数字开头",
    "numbers and units: 50000, 10%, 30d, 2h; a name cannot begin with a digit",
)
_add("long_number", "数字最多 {limit} 位", "a number has at most {limit} digits")
_add("open_text", "引号没有配对，缺少 {closing}", "the quotes are open, {closing} is missing")
_add("unexpected", "这里不该是「{found}」，应为{expected}", "“{found}” cannot stand here, expected {expected}")
_add("unfinished", "表达式没有写完，应为{expected}", "the expression is not finished, expected {expected}")
_add(
    "chained",
    "比较不能连写：「{operator}」",
    "comparisons cannot be chained: “{operator}”",
    "写成 a < b and b < c",
    "write a < b and b < c",
)

# Names
_add(
    "unknown_name",
    "没有「{name}」",
    "there is no “{name}”",
    "{guess}文本要加双引号",
    "{guess}A text stands in double quotes",
)
_add(
    "unknown_option",
    "没有选项「{name}」",
    "there is no option “{name}”",
    "{guess}选项有 {options}",
    "{guess}The options are {options}",
)
_add("unknown_function", "没有函数「{name}」", "there is no function “{name}”", "{guess}", "{guess}")
_add(
    "unknown_parameter",
    "没有参数「{name}」",
    "there is no parameter “{name}”",
    "{guess}参数在 app.yaml",
    "{guess}Parameters stand in app.yaml",
)
_add(
    "unknown_role",
    "没有角色「{name}」",
    "there is no role “{name}”",
    "{guess}角色在 app.yaml",
    "{guess}Roles stand in app.yaml",
)
_add(
    "unknown_team",
    "没有小组「{name}」",
    "there is no team “{name}”",
    "{guess}小组在 app.yaml",
    "{guess}Teams stand in app.yaml",
)
_add(
    "glued",
    "没有「{name}」",
    "there is no “{name}”",
    "「且」「或」「非」两边要留空格",
    "leave blanks around 且, 或 and 非",
)
_add(
    "ambiguous",
    "「{name}」既是选项又是字段",
    "“{name}” is both an option and a field",
    '选项写 "{name}"，字段写 this.{name}',
    'write "{name}" for the option, this.{name} for the field',
)
_add("no_part", "「{name}」后面没有「{part}」", "“{name}” has no “{part}”")
_add("no_record", "这里没有「{name}」指的记录", "there is no record here that “{name}” could mean")
_add(
    "no_old",
    "这里没有「修改前」",
    "there is no change here",
    "old 和 changed 只在自动规则里",
    "old and changed belong to automations",
)
_add("not_here", "这里不能用「{name}」", "“{name}” has no meaning here")
_add(
    "broken_formula",
    "字段「{name}」的公式有问题",
    "the formula of “{name}” has a problem",
    "先改好它",
    "mend it first",
    consequence=True,
)
_add("not_yet", "函数「{name}」还没有做", "the function “{name}” is not built yet")
_add(
    "scenarios_only",
    "函数「{name}」只能在场景的 expect 里用，且不在 where 里面",
    "the function “{name}” stands only in what a scenario expects, and not inside a where",
)

# Functions
_add(
    "arguments",
    "「{function}」的参数不对",
    "wrong arguments of “{function}”",
    "写 {signature}",
    "write {signature}",
)
_add(
    "no_where",
    "「{function}」不能带 where",
    "“{function}” takes no where",
    "写 {signature}",
    "write {signature}",
)
_add("places", "小数位数要写成 {low} 到 {high} 的整数", "the decimals are a whole number from {low} to {high}")
_add("levels", "级数要写成 1 到 {high} 的整数", "the levels are a whole number from 1 to {high}")
_add("unit", "应为时间单位", "expected a unit of time", "写 {units} 之一", "write one of {units}")
_add(
    "format",
    "不是这种值的格式",
    "this is no format of such a value",
    '数字写 "0.00"、"#,##0.00"、"0%"，日期写 "yyyy-mm-dd"、"m月d日"，带时间 "yyyy-mm-dd hh:mm"',
    'numbers "0.00", "#,##0.00", "0%", dates "yyyy-mm-dd", "d.m.yyyy", with a clock "yyyy-mm-dd hh:mm"',
)
_add("no_fields", "这条记录没有要填写的字段", "this record has no fields that are filled in")
_add("changed_field", "changed 的参数是本记录的一个存储的字段", "changed takes one stored field of this record")
_add(
    "no_way",
    "「{function}」要对多条相关记录计算，「{name}」不是",
    "“{function}” needs related records, “{name}” are none",
    "{guess}可以用 {ways}",
    "{guess}There are {ways}",
)
_add(
    "needs_field",
    "「{function}」要指明字段",
    "“{function}” needs a field",
    "写 {function}({name}.字段)",
    "write {function}({name}.field)",
)
_add("cannot_aggregate", "「{function}」不能用于{found}", "“{function}” cannot take {found}")
_add(
    "records",
    "「{name}」是多条记录，不是一个值",
    "“{name}” are several records, not one value",
    "用 sum、count、last 等：last({name})",
    "use sum, count, last …: last({name})",
)

# Types
_add(
    "condition",
    "条件要么成立要么不成立，这是{found}",
    "a condition is true or false, this is {found}",
    "例如 {name} is set、{name} = …",
    "for example {name} is set, {name} = …",
)
_add(
    "condition_records",
    "条件要么成立要么不成立，「{name}」是多条记录",
    "a condition is true or false, “{name}” are several records",
    "写 any({name})",
    "write any({name})",
)
_add("type", "应为{expected}，这是{found}", "expected {expected}, this is {found}")
_add(
    "expected_people",
    "应为人员，这是{found}",
    "expected people, this is {found}",
    "例如 owner、owner.manager、role.director",
    "for example owner, owner.manager, role.director",
)
_add(
    "expected_time",
    "应为时长或日期，这是{found}",
    "expected a duration or a date, this is {found}",
    "例如 3d、2h、param.x",
    "for example 3d, 2h, param.x",
)
_add("mixed", "{left}与{right}不能放在一起", "{left} and {right} do not go together")
_add("not_ordered", "{found}没有大小先后", "{found} has no order", "只能用 = 和 !=", "only = and != apply")
_add(
    "not_compared",
    "{found}不能这样比较",
    "{found} cannot be compared like this",
    "多选用 {name} has 选项，是否有值用 {name} is set",
    "use {name} has option, or {name} is set",
)
_add(
    "order_with_null",
    "空值没有大小先后",
    "null has no order",
    "写 is empty 或 is set",
    "write is empty or is set",
)
_add(
    "use_has",
    "多选字段用 has",
    "a set of options takes has",
    "写 x has a or x has b",
    "write x has a or x has b",
)
_add("needs_set", "has 的左边应是多选字段，这是{found}", "has needs a set of options, this is {found}")
_add(
    "has_text",
    "has 的左边应是多选字段，这是{found}",
    "has needs a set of options, this is {found}",
    '文本写 contains(x, "…")',
    'for a text write contains(x, "…")',
)
_add("needs_number", "「{operator}」要用数字，这是{found}", "“{operator}” needs a number, this is {found}")
_add("no_calculation", "{left}「{operator}」{right}没有意义", "{left} “{operator}” {right} has no meaning")
_add("add_texts", "文本不能用 +", "texts do not take +", "写 concat(a, b)", "write concat(a, b)")
_add(
    "add_days",
    "日期加减的是时长，不是数字",
    "a date takes a duration, not a number",
    "例如 30d",
    "for example 30d",
)
_add(
    "elapsed",
    "两个日期之差只能和时长比较",
    "the difference of two dates can only be compared with a duration",
    "要天数写 days_between(a, b)",
    "for a number of days write days_between(a, b)",
)
_add(
    "elapsed_number",
    "两个日期之差和时长比较，不是和数字",
    "the difference of two dates is compared with a duration, not a number",
    "例如 today - x > 30d，或 days_since(x) > 30",
    "for example today - x > 30d, or days_since(x) > 30",
)
_add(
    "elapsed_compare",
    "两个日期之差只能直接和时长比较",
    "the difference of two dates is compared with a duration directly",
    "例如 now - x > 3d",
    "for example now - x > 3d",
)
_add(
    "bad_date",
    "「{text}」不是日期",
    "“{text}” is not a date",
    '例如 "2026-01-31"',
    'for example "2026-01-31"',
)
_add(
    "too_precise",
    "结果有 {scale} 位小数，最多 {limit} 位",
    "the result has {scale} decimals, at most {limit}",
    "先用 ROUND：round(x, 2)",
    "use ROUND first: round(x, 2)",
)
_add(
    "working_time",
    "日期加减工作时间只能用在比较里",
    "working time added to a date can only be compared",
    "例如 now - x > 3wd",
    "for example now - x > 3wd",
)

# What somebody asks of the database
catalogue.add(
    "expression.not_in_sql",
    "error",
    zh="数据库算不出：{what}",
    en="the database cannot compute: {what}",
    hint_zh="换一种写法",
    hint_en="say it in another way",
)
