"""The problems of an import beyond reading its file."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "import.unknown_field",
    "error",
    zh="「{form}」没有可以导入的字段 {name}",
    en="“{form}” has no field {name} that can be imported",
    hint_zh="{nearest}",
    hint_en="{nearest}",
)
catalogue.add(
    "import.unknown_column",
    "error",
    zh="文件里没有列 {name}",
    en="The file has no column {name}",
    hint_zh="{nearest}",
    hint_en="{nearest}",
)
catalogue.add(
    "import.mapped_twice",
    "error",
    zh="有几列都对应「{title}」",
    en="Several columns become “{title}”",
    hint_zh="只保留其中一列",
    hint_en="Keep one of them",
)
catalogue.add(
    "import.nothing_mapped",
    "error",
    zh="没有一列对应到字段",
    en="No column becomes a field",
    hint_zh="至少为一列选择字段",
    hint_en="Choose a field for at least one column",
)
catalogue.add(
    "import.key_not_mapped",
    "error",
    zh="用来识别记录的「{title}」没有对应的列",
    en="No column becomes “{title}”, by which records are known",
)
catalogue.add(
    "import.key_empty",
    "error",
    zh="用来识别记录的「{title}」是空的",
    en="“{title}”, by which records are known, is empty",
)
catalogue.add(
    "import.bad_constant",
    "error",
    zh="「{title}」不能取「{value}」",
    en="“{title}” cannot be “{value}”",
)
catalogue.add(
    "import.no_record",
    "error",
    zh="「{title}」里没有「{value}」",
    en="“{value}” is no known “{title}”",
    hint_zh="{nearest}可以设置值对照，或选择新建缺少的记录",
    hint_en="{nearest}map the value, or have what is missing created",
)
catalogue.add(
    "import.many_records",
    "error",
    zh="「{title}」里不止一个「{value}」",
    en="“{value}” is the name of several “{title}”",
    hint_zh="用编号等唯一的字段来指明",
    hint_en="Name it by a field that is unique",
)
catalogue.add(
    "import.circle",
    "error",
    zh="「{title}」绕成了圈：{value}",
    en="“{title}” leads back to the row itself: {value}",
)
catalogue.add(
    "import.no_option",
    "error",
    zh="「{title}」没有选项「{value}」",
    en="“{title}” has no option “{value}”",
    hint_zh="{nearest}选项有 {options}",
    hint_en="{nearest}the options are {options}",
)
catalogue.add(
    "import.repeated",
    "error",
    zh="第 {row} 行已经有同样的「{title}」：{value}",
    en="Row {row} has the same “{title}” already: {value}",
)
catalogue.add(
    "import.exists",
    "error",
    zh="已经有「{title}」相同的记录：{value}",
    en="A record with the same “{title}” exists already: {value}",
)
catalogue.add(
    "import.cannot_create",
    "error",
    zh="不能新建「{value}」：{message}",
    en="“{value}” cannot be created: {message}",
)
catalogue.add(
    "import.gone",
    "error",
    zh="上传的文件已经不在了",
    en="The uploaded file is not there any more",
    hint_zh="请重新上传",
    hint_en="Upload it again",
)
