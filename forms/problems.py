"""The problems of forms: in their definitions, and in what people fill in."""

from __future__ import annotations

from engine.problems import catalogue

# Definitions

catalogue.add(
    "form.no_field",
    "error",
    zh="「{form}」没有字段 {name}",
    en="“{form}” has no field {name}",
    hint_zh="{nearest}",
    hint_en="{nearest}",
)
catalogue.add(
    "form.table_in_table",
    "error",
    zh="表格里不能再放表格「{title}」",
    en="The table “{title}” stands inside a table",
)
catalogue.add(
    "form.back_taken",
    "error",
    zh="返回名 {name} 在「{form}」里已经有了",
    en="The way back {name} is already a name in “{form}”",
    hint_zh="换一个复数形式的名字",
    hint_en="Choose another name in the plural",
)
catalogue.add(
    "form.no_options",
    "error",
    zh="没有选项集 {name}",
    en="There is no option set {name}",
    hint_zh="{nearest}写在 options/{name}.yaml 里，或者直接写在字段里",
    hint_en="{nearest}write options/{name}.yaml, or the options in the field itself",
)
catalogue.add(
    "form.no_stage",
    "error",
    zh="阶段「{title}」没有选项 {name}",
    en="The stage “{title}” has no option {name}",
)
catalogue.add("form.not_person", "error", zh="{name} 不是人员字段", en="{name} is no field of a person")
catalogue.add(
    "form.no_label",
    "error",
    zh="「{form}」没有文本字段，说不出记录叫什么",
    en="“{form}” has no text field to call its records by",
    hint_zh="写 label: 字段或表达式",
    hint_en="Write label: with a field or an expression",
)
catalogue.add(
    "form.literal",
    "error",
    zh="{title}不能是「{text}」：{message}",
    en="{title} cannot be “{text}”: {message}",
)
catalogue.add(
    "form.own_value",
    "error",
    zh="{title}由系统给出，不能设置",
    en="{title} is given by the system and cannot be set",
)
catalogue.add(
    "form.no_kanban",
    "error",
    zh="看板只能按选项或阶段分列，{name} 不是",
    en="A board has columns by a choice or stage; {name} is neither",
)
catalogue.add(
    "form.nothing_to_show",
    "error",
    zh="「{form}」里没有可以显示的 {name}",
    en="There is no {name} to show in “{form}”",
    hint_zh="可以写段落、返回名、timeline 或 changes",
    hint_en="Name a section, a way back, timeline or changes",
)
catalogue.add(
    "form.no_role",
    "error",
    zh="没有角色 {name}",
    en="There is no role {name}",
    hint_zh="{nearest}角色写在 app.yaml 里；all 表示所有人",
    hint_en="{nearest}roles stand in app.yaml; all means everybody",
)
catalogue.add(
    "form.exposed",
    "warning",
    zh="「{title}」由敏感字段 {inputs} 算出，能看到它的人就能推知",
    en="“{title}” is computed from the sensitive {inputs}; whoever sees it can tell",
    hint_zh="给它也写 sensitive: true，并在 access 里授予需要的角色",
    hint_en="Write sensitive: true for it too, and grant it to the roles that need it",
)

# Values

catalogue.add("value.required", "error", zh="请填写{title}", en="{title} is required")
catalogue.add(
    "value.too_long",
    "error",
    zh="{title}最多 {limit} 个字，现在多了 {over} 个",
    en="{title} has at most {limit} characters; these are {over} too many",
)
catalogue.add(
    "value.too_many",
    "error",
    zh="{title}最多 {limit} 个，现在有 {count} 个",
    en="{title} holds at most {limit}; these are {count}",
)
catalogue.add("value.too_small", "error", zh="{title}不能小于 {limit}", en="{title} must be at least {limit}")
catalogue.add("value.too_great", "error", zh="{title}不能大于 {limit}", en="{title} must be at most {limit}")
catalogue.add("value.too_early", "error", zh="{title}不能早于 {limit}", en="{title} must not be before {limit}")
catalogue.add("value.too_late", "error", zh="{title}不能晚于 {limit}", en="{title} must not be after {limit}")
catalogue.add(
    "value.phone_short",
    "error",
    zh="手机号是 11 位，还差 {missing} 位",
    en="A mobile number has 11 digits; {missing} are missing",
)
catalogue.add(
    "value.phone_long",
    "error",
    zh="手机号是 11 位，多了 {over} 位",
    en="A mobile number has 11 digits; these are {over} too many",
)
catalogue.add("value.phone_area", "error", zh="固定电话请带上区号", en="Add the area code to the number")
catalogue.add(
    "value.phone",
    "error",
    zh="{title}不像电话号码",
    en="{title} does not look like a telephone number",
    hint_zh="写 11 位手机号、带区号的固定电话，或 + 开头的国际号码",
    hint_en="Write 11 digits of a mobile, a number with area code, or one that begins with +",
)
catalogue.add(
    "value.email",
    "error",
    zh="{title}的 @ 后面应是域名，如 example.com",
    en="{title} needs a domain such as example.com behind the @",
)
catalogue.add("value.email_at", "error", zh="{title}里缺少 @", en="{title} has no @")
catalogue.add(
    "value.url",
    "error",
    zh="{title}不像网址，应像 https://example.com",
    en="{title} does not look like https://example.com",
)
catalogue.add(
    "value.code_length",
    "error",
    zh="统一社会信用代码是 18 位，现在是 {length} 位",
    en="A credit code has 18 characters; these are {length}",
)
catalogue.add(
    "value.code_character",
    "error",
    zh="统一社会信用代码里只有数字和大写字母，没有 I、O、S、V、Z",
    en="A credit code has digits and capitals only, without I, O, S, V and Z",
)
catalogue.add(
    "value.code_check",
    "error",
    zh="统一社会信用代码的校验位不对，请核对每一位",
    en="The last character of the credit code does not fit the others; check each of them",
)
catalogue.add(
    "value.like",
    "error",
    zh="{title}应写成 {template} 的样子（# 是数字，? 是字母）",
    en="{title} must look like {template} (# is a digit, ? a letter)",
)
catalogue.add(
    "value.file_kind",
    "error",
    zh="{name} 的类型不对，只收 {accept}",
    en="{name} is not of the right kind: {accept} only",
)
catalogue.add("value.file_size", "error", zh="{name} 太大，最多 {limit}", en="{name} is too large; at most {limit}")
catalogue.add(
    "value.file_gone",
    "error",
    zh="文件 {name} 不存在，请重新上传",
    en="The file {name} does not exist; upload it again",
)
catalogue.add(
    "value.hidden",
    "error",
    zh="有一项你看不到的内容不符合要求",
    en="Something that you may not see is not as it must be",
    hint_zh="请找能看到全部字段的同事或管理员处理",
    hint_en="Ask a colleague who sees all fields, or an administrator",
)
catalogue.add("value.readonly", "error", zh="{title}不能修改", en="{title} cannot be edited")
catalogue.add("value.not_offered", "error", zh="现在不能选择「{option}」", en="“{option}” cannot be chosen now")
catalogue.add("value.not_among", "error", zh="{title}不能是这个人", en="{title} cannot be this person")
catalogue.add(
    "value.not_where",
    "error",
    zh="{title}不能是这条记录，它不符合选择条件",
    en="{title} cannot be this record; it does not meet the condition for choosing",
)
catalogue.add(
    "value.own_ancestor",
    "error",
    zh="{title}不能是它自己或它的下级",
    en="{title} cannot be the record itself or one below it",
)
catalogue.add("value.rows_few", "error", zh="{title}至少 {limit} 行", en="{title} needs at least {limit} rows")
catalogue.add("value.rows_many", "error", zh="{title}最多 {limit} 行", en="{title} has at most {limit} rows")
catalogue.add("value.row_unknown", "error", zh="{title}里没有这一行", en="{title} has no such row")
catalogue.add(
    "value.shape",
    "error",
    zh="{title}的格式不对：应为{expected}",
    en="{title} has the wrong shape: {expected} is expected",
)
catalogue.add("check.failed", "error", zh="{message}", en="{message}")
catalogue.add("check.warned", "warning", zh="{message}", en="{message}")
catalogue.add(
    "duplicate.found",
    "error",
    zh="已有{titles}相同的记录{records}",
    en="A record with the same {titles} exists already{records}",
    hint_zh="打开已有的记录，或改成不同的值",
    hint_en="Open that record, or enter something else",
)
catalogue.add(
    "duplicate.warned",
    "warning",
    zh="可能已有这条记录{records}（{titles}相同）",
    en="This may exist already{records} (the same {titles})",
)
catalogue.add(
    "stage.requires",
    "error",
    zh="进入「{stage}」之前请填写{title}",
    en="Fill in {title} before it goes to “{stage}”",
)
catalogue.add(
    "stage.from",
    "error",
    zh="不能从「{now}」直接到「{stage}」",
    en="It cannot go from “{now}” to “{stage}” directly",
    hint_zh="先到：{through}",
    hint_en="Go through: {through}",
)

# Queries

catalogue.add("query.view", "error", zh="没有视图 {name}", en="There is no view {name}")
catalogue.add("query.total", "error", zh="{name} 不能合计", en="{name} cannot be summed")
catalogue.add(
    "form.no_button",
    "error",
    zh="表单没有按钮 {name}{nearest}",
    en="The form has no button {name}{nearest}",
)
catalogue.add(
    "form.no_tags",
    "error",
    zh="表单「{form}」没有标签字段",
    en="The form “{form}” has no field for tags",
)
catalogue.add("form.no_tag", "error", zh="没有标签 {name}{nearest}", en="There is no tag {name}{nearest}")
catalogue.add(
    "form.kept_tag",
    "error",
    zh="标签「{title}」由它的条件维护，不能用动作设置或去掉",
    en="The tag “{title}” is kept by its condition; no action sets it or takes it off",
)
catalogue.add(
    "export.too_many",
    "error",
    zh="一个文件最多导出 {limit} 条记录",
    en="A file holds at most {limit} records",
    hint_zh="用筛选条件分几次导出",
    hint_en="Filter the list and export it in parts",
)
