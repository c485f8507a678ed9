"""What can be wrong with the text of a definition file, before its meaning is looked at."""

from __future__ import annotations

from engine.problems import catalogue

catalogue.add(
    "yaml.syntax",
    "error",
    zh="这里不是合法的 YAML：{detail}",
    en="this is not YAML: {detail}",
    hint_zh="检查缩进、冒号后的空格、括号与引号",
    hint_en="look at the indentation, the space after a colon, brackets and quotes",
)
catalogue.add(
    "yaml.tab",
    "error",
    zh="缩进里有制表符",
    en="there is a tab in the indentation",
    hint_zh="只用空格缩进",
    hint_en="indent by spaces only",
)
catalogue.add(
    "yaml.character",
    "error",
    zh="文本不能以「{character}」开头",
    en="a text cannot begin with “{character}”",
    hint_zh="给文本加引号；表达式可以换个写法，不用它开头",
    hint_en="put the text in quotes; turn an expression round so that it begins with a name",
)
catalogue.add(
    "yaml.colon",
    "error",
    zh="这一行有两个「冒号加空格」",
    en="there is a second “colon and space” on this line",
    hint_zh="给文本加引号，或在下一行缩进写",
    hint_en="put the text in quotes, or go on with an indented line",
)
catalogue.add(
    "yaml.braces",
    "error",
    zh="以 {{{{ 开头的文本要加引号",
    en="a text that begins with {{{{ needs quotes",
    hint_zh='写成 "{{{{ name }}}} …"，或者不用占位符开头',
    hint_en='write "{{{{ name }}}} …", or begin with a word',
)
catalogue.add(
    "yaml.comma_in_expression",
    "error",
    zh="花括号里的逗号截断了表达式「{head}」，「{tail}」成了另一个键",
    en="the comma ended the expression “{head}”, and “{tail}” became a key",
    hint_zh="不要用花括号，改成一行一个键的写法",
    hint_en="write it in block style, one key on each line, instead of braces",
)
catalogue.add(
    "yaml.comma_in_text",
    "error",
    zh="花括号里的逗号截断了文本「{head}」，「{tail}」成了另一个键",
    en="the comma ended the text “{head}”, and “{tail}” became a key",
    hint_zh="给文本加引号，或用中文逗号，或一行写一个键",
    hint_en="put the text in quotes, or write one key on each line",
)
catalogue.add(
    "yaml.lone_equals",
    "error",
    zh="单独一个等号不是值",
    en="a sign of equality alone is no value",
    hint_zh='写成 =today 这样的表达式；文本等号写 ="="',
    hint_en='write an expression such as =today; the text itself is ="="',
)
catalogue.add(
    "yaml.quote_it",
    "error",
    zh="「{text}」要加引号：别的 YAML 读取器会把它读成另一个数",
    en="“{text}” needs quotes: other YAML readers make a different number of it",
    hint_zh='写成 "{text}"',
    hint_en='write "{text}"',
)
catalogue.add(
    "yaml.duplicate",
    "error",
    zh="键「{key}」写了两次，第一次在第 {first} 行",
    en="the key “{key}” stands twice, first on line {first}",
    hint_zh="去掉一个，或改名",
    hint_en="remove one, or rename it",
)
catalogue.add(
    "yaml.key",
    "error",
    zh="键必须是一个词",
    en="a key must be a word",
    hint_zh="检查括号与逗号",
    hint_en="look at the brackets and commas",
)
catalogue.add(
    "yaml.alias",
    "error",
    zh="不能用引用 *{name}",
    en="an alias *{name} is not allowed",
    hint_zh="以 * 开头的文本要加引号；重复的内容用名称引用",
    hint_en="quote a text that begins with *; reuse things by their name",
)
catalogue.add(
    "yaml.anchor",
    "error",
    zh="不能用锚点 &{name}",
    en="an anchor &{name} is not allowed",
    hint_zh="以 & 开头的文本要加引号；重复的内容用名称引用",
    hint_en="quote a text that begins with &; reuse things by their name",
)
catalogue.add(
    "yaml.tag",
    "error",
    zh="不能用标签 {tag}",
    en="a tag {tag} is not allowed",
    hint_zh="以 ! 开头的文本要加引号；表达式里的否定写 not",
    hint_en="quote a text that begins with !; in an expression write not",
)
catalogue.add(
    "yaml.merge",
    "error",
    zh="不能用合并键 <<",
    en="a merge key << is not allowed",
    hint_zh="把键写出来",
    hint_en="write the keys out",
)
catalogue.add(
    "yaml.documents",
    "error",
    zh="一个文件里只能有一份文档",
    en="a file holds one document only",
    hint_zh="去掉 --- 之后的内容，另建文件",
    hint_en="move what follows --- to another file",
)
catalogue.add(
    "yaml.directive",
    "error",
    zh="不能用 % 指令",
    en="a % directive is not allowed",
    hint_zh="去掉这一行",
    hint_en="remove the line",
)
catalogue.add(
    "yaml.deep",
    "error",
    zh="嵌套超过 {limit} 层",
    en="this is nested more than {limit} deep",
    hint_zh="减少嵌套",
    hint_en="nest less",
)
catalogue.add(
    "yaml.many",
    "error",
    zh="超过 {limit} 个值（文件或整个定义包）",
    en="there are more than {limit} values in the file, or too many in the pack",
    hint_zh="拆成几个文件",
    hint_en="split the file",
)
catalogue.add(
    "yaml.large",
    "error",
    zh="文件有 {size} 字节，最多 {limit}",
    en="the file has {size} bytes, at most {limit} are read",
    hint_zh="拆成几个文件",
    hint_en="split the file",
)
catalogue.add(
    "yaml.bom",
    "error",
    zh="文件以字节顺序标记（BOM）开头",
    en="the file begins with a byte order mark",
    hint_zh="存成不带 BOM 的 UTF-8",
    hint_en="save it as UTF-8 without a byte order mark",
)
catalogue.add(
    "yaml.bytes",
    "error",
    zh="不是 UTF-8 文本：{detail}",
    en="this is not UTF-8 text: {detail}",
    hint_zh="存成 UTF-8",
    hint_en="save the file as UTF-8",
)
catalogue.add(
    "yaml.control",
    "error",
    zh="文件里有控制字符 {detail}",
    en="there is a control character {detail} in the file",
    hint_zh="删掉它",
    hint_en="remove it",
)
catalogue.add(
    "json.syntax",
    "error",
    zh="这里不是合法的 JSON：应是 {expected}",
    en="this is not JSON: expected {expected}",
    hint_zh="检查逗号、引号与括号",
    hint_en="look at commas, quotes and brackets",
)
