"""The problems of the record kernel."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "database.in_use",
    "error",
    zh="数据库 {name} 正被另一个斗拱进程使用",
    en="The database {name} is in use by another process of Dougong",
    hint_zh="一个数据库同时只由一个进程使用：请先停止正在运行的那个（dougong serve 或其他命令）",
    hint_en="One process at a time works on a database: first end the one that runs (dougong serve or another command)",
)
catalogue.add(
    "database.full",
    "error",
    zh="数据库的磁盘空间已满，未保存",
    en="The disk of the database is full; nothing was saved",
    hint_zh="请管理员腾出空间后重试",
    hint_en="Ask an administrator to free space, then try again",
)
catalogue.add(
    "database.unavailable",
    "error",
    zh="数据库暂时不可用，未保存",
    en="The database is not available at the moment; nothing was saved",
    hint_zh="稍后重试",
    hint_en="Try again in a moment",
)
catalogue.add(
    "database.unknown",
    "error",
    zh="保存时与数据库的连接中断，不知道是否已保存",
    en="The connection to the database was lost while saving; it is not known whether it was saved",
    hint_zh="请稍后查看该记录，再决定是否重试",
    hint_en="Look at the record in a moment, before trying again",
)
catalogue.add(
    "writer.busy",
    "error",
    zh="系统繁忙，请在 {retry_after} 秒后重试",
    en="The system is busy; try again in {retry_after} s",
)
catalogue.add(
    "writer.stopped",
    "error",
    zh="写入服务已停止",
    en="The writer has stopped",
    hint_zh="请重新启动服务",
    hint_en="Restart the server",
)
catalogue.add(
    "record.changed_since",
    "error",
    zh="这条{title}之后又被修改过：{fields}",
    en="This {title} has been changed since: {fields}",
    hint_zh="它保留不动；不需要时请自行删除",
    hint_en="It is kept; delete it yourself if it is not wanted",
)
catalogue.add(
    "command.key_reused",
    "error",
    zh="幂等键 {key} 已用于另一个请求",
    en="The idempotency key {key} was used for another request",
    hint_zh="为每个新请求使用新的键",
    hint_en="Use a new key for each new request",
)
catalogue.add(
    "record.missing",
    "error",
    zh="{title} 记录不存在或已删除",
    en="The {title} record does not exist or is deleted",
)
catalogue.add(
    "record.conflict",
    "error",
    zh="{title} 记录已被他人修改（当前版本 {version}）",
    en="The {title} record was changed by someone else (it is now version {version})",
    hint_zh="比较双方的值后再保存",
    hint_en="Compare both values, then save again",
)
catalogue.add(
    "record.not_deleted",
    "error",
    zh="{title} 记录不在回收站中",
    en="The {title} record is not in the recycle bin",
)
catalogue.add(
    "record.referenced",
    "error",
    zh="{title} 记录被 {count} 条 {by} 记录引用，不能删除",
    en="The {title} record is referred to by {count} {by} record(s) and cannot be deleted",
    hint_zh="先处理引用它的记录",
    hint_en="Deal with the records that refer to it first",
)
catalogue.add(
    "value.not_unique",
    "error",
    zh="{title}“{value}”已经有了{records}",
    en="{title} “{value}” exists already{records}",
    hint_zh="请填写不同的值，或打开已有的记录",
    hint_en="Enter another value or open the existing record",
)
catalogue.add(
    "value.reference_missing",
    "error",
    zh="{title}所选的记录不存在或已删除",
    en="The record chosen for {title} does not exist or is deleted",
    hint_zh="请重新选择",
    hint_en="Choose another one",
)
catalogue.add(
    "value.derived",
    "error",
    zh="{title} 由公式计算，不能填写",
    en="{title} is computed by a formula and cannot be written",
)
catalogue.add("value.unknown", "error", zh="没有名为 {name} 的字段", en="There is no field named {name}")
catalogue.add(
    "value.type",
    "error",
    zh="“{value}”不是{kind}，{example}",
    en="“{value}” is not {kind}: {example}",
)
catalogue.add(
    "value.option",
    "error",
    zh="没有选项“{value}”，请从列表里选",
    en="There is no option “{value}”; choose one of the list",
)
catalogue.add(
    "value.scale",
    "error",
    zh="“{value}”的小数最多 {scale} 位，请四舍五入",
    en="“{value}” may have at most {scale} decimals; round it",
)
catalogue.add(
    "value.digits",
    "error",
    zh="“{value}”太长：连小数最多 {digits} 位数字",
    en="“{value}” is too long: at most {digits} digits with the decimals",
)
catalogue.add(
    "value.text",
    "error",
    zh="文字中有不可见的控制字符，请删去",
    en="The text holds an invisible control character; remove it",
)
catalogue.add(
    "wave.too_deep",
    "error",
    zh="自动化连锁超过 {depth} 层：{chain}",
    en="Automations led to one another more than {depth} times: {chain}",
    hint_zh="修改其中一条规则，使其不再触发其他规则",
    hint_en="Change one of these rules so that it no longer sets off the others",
)
catalogue.add(
    "derive.cycle",
    "error",
    zh="公式循环引用：{chain}",
    en="These formulas depend on each other: {chain}",
    hint_zh="去掉其中一个引用",
    hint_en="Remove one of these references",
)
catalogue.add(
    "derive.too_large",
    "error",
    zh="{title}的全部条件合起来太大",
    en="The conditions of {title} are too large taken together",
    hint_zh="把常用的部分写成字段的公式，或拆成几个",
    hint_en="Write common parts as formulas of fields, or split it",
)
catalogue.add(
    "derive.not_in_sql",
    "error",
    zh="{title} 的公式不能作为存储的值计算：{reason}",
    en="The formula of {title} cannot be kept as a stored value: {reason}",
    hint_zh="改写公式，或改用规则在触发时写入",
    hint_en="Rewrite the formula, or let a rule write the value",
)
catalogue.add(
    "schema.type_change",
    "error",
    zh="{table}.{column} 不能从 {old} 改为 {new}",
    en="{table}.{column} cannot be changed from {old} to {new}",
    hint_zh="新建一个字段并用迁移转换数据",
    hint_en="Add a new field and convert the data with a migration",
)
catalogue.add(
    "schema.rejected",
    "error",
    zh="{table}.{column} 有 {count} 条记录无法转换为 {new}",
    en="{count} record(s) of {table}.{column} cannot be converted to {new}",
)
catalogue.add(
    "schema.duplicates",
    "error",
    zh="{table} 的 {columns} 有 {count} 组重复值，不能设为唯一",
    en="{columns} of {table} hold {count} group(s) of equal values and cannot become unique",
    hint_zh="先合并或修改重复的记录",
    hint_en="Merge or change these records first",
)
catalogue.add("query.sort", "error", zh="不能按 {name} 排序", en="Cannot sort by {name}")
catalogue.add("query.cursor", "error", zh="翻页标记无效", en="The page token is not valid")
catalogue.add(
    "query.limit",
    "error",
    zh="每页数量应在 1 到 {limit} 之间",
    en="The page size must be between 1 and {limit}",
)
catalogue.add("job.missing", "error", zh="任务不存在", en="There is no such job")
catalogue.add(
    "clock.unsteady",
    "warning",
    zh="系统时钟跳变了 {seconds} 秒，定时事项已暂停",
    en="The system clock jumped by {seconds} s; what falls due is held",
)
