"""What can be wrong with a definition."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "definition.not_yet",
    "error",
    zh="「{word}」属于定义语言，但平台还没有实现",
    en="“{word}” is a word of the language that is not built yet",
    hint_zh="先去掉它，或等待支持它的版本",
    hint_en="leave it out, or wait for the version that supports it",
)
catalogue.add(
    "definition.unknown",
    "error",
    zh="这里没有「{word}」这个键",
    en="there is no key “{word}” here",
    hint_zh="{nearest}可用：{words}",
    hint_en="{nearest}possible: {words}",
)
catalogue.add(
    "definition.unknown_word",
    "error",
    zh="没有「{word}」这种类型",
    en="there is no type “{word}”",
    hint_zh="{nearest}可用：{words}",
    hint_en="{nearest}possible: {words}",
)
catalogue.add(
    "definition.no_word",
    "error",
    zh="看不出这是什么：缺少类型",
    en="this does not say what it is: its type is missing",
    hint_zh="{nearest}第一个键写类型：{words}",
    hint_en="{nearest}begin with one of: {words}",
)
catalogue.add(
    "definition.two_words",
    "error",
    zh="同时写了几种类型：{words}",
    en="this says several types at once: {words}",
    hint_zh="只留一个，其余另起一项",
    hint_en="keep one, make the others entries of their own",
)
catalogue.add(
    "definition.no_body",
    "error",
    zh="这里应是一个定义体，例如 {{类型: 标题, …}}",
    en="here a body is expected, such as {{type: title, …}}",
    hint_zh="可用：{words}",
    hint_en="possible: {words}",
)
catalogue.add(
    "definition.missing",
    "error",
    zh="缺少「{key}」",
    en="“{key}” is missing",
    hint_zh="补上 {key}:",
    hint_en="add {key}:",
)
catalogue.add(
    "definition.no_title",
    "error",
    zh="文件没有 title",
    en="the file has no title",
    hint_zh="第一行写 title: 标题",
    hint_en="begin it with title: …",
)
catalogue.add(
    "definition.empty",
    "error",
    zh="这里是空的，应是{expected}",
    en="this is empty; expected {expected}",
    hint_zh="写上内容，或去掉这个键",
    hint_en="write it, or leave the key out",
)
catalogue.add(
    "definition.shape",
    "error",
    zh="这里应是{expected}，写的是{found}",
    en="here {expected} is expected, but this is {found}",
)
catalogue.add(
    "definition.word",
    "error",
    zh="不能写「{word}」",
    en="“{word}” is not possible here",
    hint_zh="{nearest}可用：{words}",
    hint_en="{nearest}possible: {words}",
)
catalogue.add(
    "definition.number",
    "error",
    zh="「{text}」不是{expected}",
    en="“{text}” is not {expected}",
)
catalogue.add(
    "definition.name",
    "error",
    zh="「{name}」不能作名称",
    en="“{name}” cannot be a name",
    hint_zh="名称用小写字母开头，只含小写字母、数字和下划线，最多 50 个字符；标题可以任意",
    hint_en="begin with a small letter; small letters, digits and _ only, at most 50; titles are free",
)
catalogue.add(
    "definition.unsafe_name",
    "error",
    zh="「{name}」不能作名称：有的 YAML 读取器会把它变成真假值",
    en="“{name}” cannot be a name: some YAML readers turn it into true, false or nothing",
    hint_zh="换一个名称，例如编号用 code",
    hint_en="choose another, such as code for a number",
)
catalogue.add(
    "definition.reserved_name",
    "error",
    zh="「{name}」不能作名称：它是表达式里的词",
    en="“{name}” cannot be a name: it is a word of expressions",
    hint_zh="换一个名称",
    hint_en="choose another name",
)
catalogue.add(
    "definition.named_twice",
    "error",
    zh="名称写了两次：「{own}」与「{name}」",
    en="it is named twice: “{own}” and “{name}”",
    hint_zh="映射中的键就是名称，去掉 name:",
    hint_en="the key of the map is the name; leave name: out",
)
catalogue.add(
    "definition.path",
    "error",
    zh="「{path}」不是名称路径",
    en="“{path}” is not a path of names",
    hint_zh="用点连接名称，如 customer.industry",
    hint_en="join names by dots, as in customer.industry",
)
catalogue.add(
    "definition.word_twice",
    "warning",
    zh="「{word}」在列表中出现两次，后一个没有自己的地址",
    en="“{word}” stands twice in the list, so the second has no address of its own",
    hint_zh="给它加上 name:",
    hint_en="give it a name:",
)
catalogue.add(
    "definition.else_first",
    "error",
    zh="else 之后的条件永远轮不到",
    en="what follows else is never reached",
    hint_zh="把 else 放在最后",
    hint_en="put else last",
)
catalogue.add(
    "definition.empty_expression",
    "error",
    zh="等号后面没有表达式",
    en="there is no expression after the sign of equality",
    hint_zh='写成 =today 这样；要写文本等号，用 ="="',
    hint_en='write for example =today; for the text itself write ="="',
)
catalogue.add(
    "definition.needless_equals",
    "error",
    zh="「{text}」：这里总是表达式，不用等号",
    en="“{text}”: an expression always stands here, without a sign of equality",
    hint_zh="去掉开头的 =",
    hint_en="leave the first = out",
)
catalogue.add(
    "definition.no_text",
    "error",
    zh="缺少应用语言 {language} 的文本",
    en="the text in the app's language {language} is missing",
    hint_zh="加上 {language}: …",
    hint_en="add {language}: …",
)
catalogue.add(
    "definition.unknown_reference",
    "error",
    zh="找不到{kind}「{name}」",
    en="there is no “{name}” among the {kind}",
    hint_zh="{nearest}已有：{names}",
    hint_en="{nearest}there are: {names}",
)
catalogue.add(
    "definition.twice",
    "error",
    zh="名称「{name}」已用在 {first}",
    en="the name “{name}” is already used in {first}",
    hint_zh="同类名称在整个应用里不能重复",
    hint_en="names of this kind are unique in the app",
)
catalogue.add(
    "definition.unknown_kind",
    "error",
    zh="没有「{folder}」这类定义",
    en="there is no kind “{folder}”",
    hint_zh="{nearest}可用的文件夹：{folders}",
    hint_en="{nearest}possible folders: {folders}",
)
catalogue.add(
    "definition.no_app",
    "error",
    zh="没有 app.yaml",
    en="there is no app.yaml",
    hint_zh="定义包的文件夹里要有 app.yaml，写明 title 与 language",
    hint_en="the pack's folder needs an app.yaml with title and language",
)
catalogue.add(
    "definition.unknown_address",
    "error",
    zh="没有这个地址：{address}",
    en="there is nothing at {address}",
    hint_zh="{nearest}",
    hint_en="{nearest}",
)
catalogue.add(
    "definition.unknown_zone",
    "error",
    zh="没有时区「{zone}」",
    en="there is no time zone “{zone}”",
    hint_zh="例如 Asia/Shanghai",
    hint_en="for example Asia/Shanghai",
)
catalogue.add(
    "definition.role_circle",
    "error",
    zh="角色「{name}」包含了自己",
    en="the role “{name}” includes itself",
    hint_zh="去掉一个 includes",
    hint_en="remove one of the includes",
)
catalogue.add(
    "definition.no_folder",
    "error",
    zh="没有文件夹 {folder}",
    en="there is no folder {folder}",
    hint_zh="给出定义包的文件夹",
    hint_en="name the folder of a pack",
)
catalogue.add(
    "definition.not_a_file",
    "error",
    zh="{file} 是链接或特殊文件，不读取",
    en="{file} is a link or a special file and is not read",
    hint_zh="换成普通文件",
    hint_en="make it a plain file",
)
catalogue.add(
    "definition.too_much",
    "error",
    zh="定义包太大：最多 {files} 个文件、{bytes} 字节",
    en="the pack is too large: at most {files} files and {bytes} bytes",
    hint_zh="拆成几个包",
    hint_en="split the pack",
)
catalogue.add(
    "definition.suffix",
    "error",
    zh="{file} 不是定义文件",
    en="{file} is not a definition file",
    hint_zh="定义文件以 .yaml 或 .json 结尾",
    hint_en="definition files end in .yaml or .json",
)
catalogue.add(
    "definition.stray",
    "error",
    zh="{file} 不在该在的位置",
    en="{file} is not where a definition lies",
    hint_zh="放在「类别/名称.yaml」，顶层只有 app.yaml",
    hint_en="put it at kind/name.yaml; only app.yaml lies at the top",
)
catalogue.add(
    "definition.translations",
    "error",
    zh="翻译文件是「地址: 文本」的映射",
    en="a translations file is a map of address: text",
    hint_zh="例如 forms/customer/title: Customer",
    hint_en="for example forms/customer/title: Customer",
)
catalogue.add(
    "definition.weekday",
    "error",
    zh="「{day}」不是星期",
    en="“{day}” is not a day of the week",
    hint_zh="写 monday 到 sunday",
    hint_en="write monday to sunday",
)
catalogue.add(
    "definition.record",
    "error",
    zh="这里应是一条记录：{{表单: {{字段: 值}}}}",
    en="here a record is expected: {{form: {{field: value}}}}",
)
catalogue.add(
    "definition.generator",
    "error",
    zh="「{text}」不能这样生成",
    en="“{text}” cannot be generated from",
    hint_zh="{expected}",
    hint_en="{expected}",
)
catalogue.add(
    "publish.no_version",
    "error",
    zh="应用 {app} 没有版本 {number}",
    en="{app} has no version {number}",
    hint_zh="用 dougong versions {app} 查看已发布的版本",
    hint_en="dougong versions {app} lists what was published",
)
catalogue.add(
    "publish.broken",
    "error",
    zh="这个版本的程序读不懂已发布的应用 {app}（原因见上），它的数据保持原样",
    en="this version of the program cannot read what was published of {app} (reasons above); its data stays",
    hint_zh="修正定义后用 dougong publish 重新发布，或用 dougong versions {app} --restore 恢复到更早的版本",
    hint_en="mend the pack and publish it, or restore an earlier version with dougong versions {app} --restore",
)
