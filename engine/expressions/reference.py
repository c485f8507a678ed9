"""The reference of functions and operators in Chinese and English, written from their declarations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.expressions.functions import FUNCTIONS, Function
from engine.expressions.service import words
from engine.expressions.service.place import Texts

FILES = {"en": "functions.md", "zh": "functions.zh.md"}
HEADS: Texts = {"zh": "表达式的函数和运算符", "en": "Functions and operators of expressions"}
ABOUT: Texts = {
    "zh": "由声明生成。关于记录的函数在 Python 和各数据库里结果相同；标「问服务器」的，浏览器不算，由服务器回答。",
    "en": "Written from the declarations. What is computed of records has one answer in Python and in databases; where "
    "the browser asks the server, the server answers.",
}
COLUMNS: Mapping[str, str] = {
    "zh": "| 写法 | 含义 | 例子 | 浏览器 |\n|---|---|---|---|",
    "en": "| written | meaning | example | browser |\n|---|---|---|---|",
}
SIGNS: Mapping[str, str] = {"zh": "| 写法 | 含义 |\n|---|---|", "en": "| written | meaning |\n|---|---|"}
GROUPS: dict[str, Texts] = {
    "choice": {"zh": "选择", "en": "Choice"},
    "number": {"zh": "数字", "en": "Numbers"},
    "text": {"zh": "文本", "en": "Texts"},
    "date": {"zh": "日期", "en": "Dates"},
    "related": {"zh": "相关记录", "en": "Related records"},
    "people": {"zh": "人员", "en": "People"},
    "change": {"zh": "修改", "en": "Changes"},
}
CALCULATING: dict[str, Texts] = {
    "+ - *": {"zh": "精确的加、减、乘；全角 ＋ － × 同义", "en": "exact sums, differences and products"},
    "/": {"zh": "除，6 位小数；除以零为空", "en": "a quotient with 6 decimals; null for zero"},
    "d + 3mo": {
        "zh": "日期加减时长；月底取该月最后一天",
        "en": "a date and a duration away from it, cut to the month's end",
    },
    "now - d > 3d": {"zh": "两个日期之差和时长比较", "en": "the difference of two dates, compared with a duration"},
}
OPERATORS: tuple[tuple[Texts, dict[str, Texts]], ...] = (
    ({"zh": "运算", "en": "Calculating"}, CALCULATING),
    ({"zh": "比较", "en": "Comparing"}, words.COMPARING),
    ({"zh": "逻辑", "en": "Logic"}, {**words.JOINING, **words.NEGATION}),
    ({"zh": "相关记录的条件", "en": "Conditions of related records"}, words.WHERE),
    ({"zh": "词", "en": "Words"}, {**words.VALUES, **words.LISTS, "old": words.BEFORE}),
)


def pages() -> dict[str, str]:
    """The page of each language by its file name."""
    return {name: "\n".join(_page(language)) + "\n" for language, name in FILES.items()}


def _page(language: str) -> Iterator[str]:
    yield f"# {HEADS[language]}"
    yield f"\n{ABOUT[language]}"
    for group, title in GROUPS.items():
        yield f"\n## {title[language]}\n\n{COLUMNS[language]}"
        yield from (_row(found, language) for found in FUNCTIONS.values() if found.group == group)
    for title, signs in OPERATORS:
        yield f"\n## {title[language]}\n\n{SIGNS[language]}"
        yield from (f"| `{sign}` | {meaning[language]} |" for sign, meaning in signs.items())


def _row(found: Function, language: str) -> str:
    meaning = found.zh if language == "zh" else found.en
    asks = "" if found.browser else {"zh": "问服务器", "en": "asks the server"}[language]
    return f"| `{found.name}({found.signature})` | {meaning} | `{found.example}` | {asks} |"
