"""Functions of texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.expressions.functions.function import Column, Emitter, Function, plain
from engine.expressions.runtime import numbers, texts
from engine.expressions.types import BOOLEAN, TEXT, Number
from engine.records.text import fold

if TYPE_CHECKING:
    pass

LENGTH = Number(0, 9)
LONGEST = 1_000_000  # positions beyond the end of any text


def _position(emit: Emitter, number: Column) -> Column:
    """A count that a database takes as a position."""
    clamped = emit.call("least", emit.call("greatest", number, emit.const(0)), emit.const(LONGEST))
    return emit.cast(clamped, "int")


def _filled(emit: Emitter, text: Column) -> Column:
    return emit.call("nullif", text, emit.const(""))


def _left(emit: Emitter, text: Column, count: Column) -> Column:
    return _filled(emit, emit.call("substr", text, emit.cast(emit.const(1), "int"), _position(emit, count)))


def _right(emit: Emitter, text: Column, count: Column) -> Column:
    return _filled(emit, emit.call("right", text, _position(emit, count)))


def _mid(emit: Emitter, text: Column, start: Column, count: Column) -> Column:
    first = _position(emit, emit.call("greatest", start, emit.const(1)))
    return _filled(emit, emit.call("substr", text, first, _position(emit, count)))


def _trim(emit: Emitter, text: Column) -> Column:
    name = "btrim" if emit.dialect == "postgresql" else "trim"
    return _filled(emit, emit.call(name, text, emit.const(texts.SPACES)))


def _translate(source: str, target: str, native: str) -> Callable[[Emitter, Column], Column]:
    def sql(emit: Emitter, text: Column) -> Column:
        if emit.dialect == "sqlite":
            return emit.call(native, text)
        return emit.call("translate", text, emit.const(source), emit.const(target))

    return sql


def _replace(emit: Emitter, text: Column, old: Column, new: Column) -> Column:
    return _filled(emit, emit.call("replace", text, old, emit.call("coalesce", new, emit.const(""))))


def _starts_with(emit: Emitter, text: Column, start: Column) -> Column:
    return emit.call("substr", text, emit.cast(emit.const(1), "int"), emit.call("length", start)) == start


def _ends_with(emit: Emitter, text: Column, end: Column) -> Column:
    return emit.call("right", text, emit.cast(emit.call("length", end), "int")) == end


def _contains(emit: Emitter, text: Column, part: Column) -> Column:
    name = "instr" if emit.dialect == "sqlite" else "strpos"
    return emit.call(name, text, part) > emit.const(0)


def _concat(emit: Emitter, *parts: Column) -> Column:
    joined = parts[0]
    for part in parts[1:]:
        joined = joined.op("||")(part)
    return joined


def _number(emit: Emitter, text: Column) -> Column:
    scaled = emit.call("round", emit.cast(text, "decimal") * emit.cast(emit.const(10**numbers.TEXT_SCALE), "numeric"))
    return emit.case(emit.matches(text, "^-?[0-9]{1,9}([.][0-9]{1,6})?$"), emit.cast(scaled, "bigint"))


FUNCTIONS = (
    Function(
        "concat",
        "text",
        "a, b, …",
        zh="连接几个文本；任何一个为空，结果就为空",
        en="the texts one after the other; null when one of them is",
        example='concat(name, "-", note)',
        check=plain("concat", "words, …", TEXT),
        python=lambda *parts: "".join(parts),
        sql=_concat,
        native=True,
        total=True,
    ),
    Function(
        "len",
        "text",
        "t",
        zh="字符数",
        en="how many characters",
        example="len(note) > 50",
        check=plain("len", "text", LENGTH),
        python=len,
        sql=lambda emit, t: emit.cast(emit.call("length", t), "bigint"),
        native=True,
        total=True,
    ),
    Function(
        "left",
        "text",
        "t, n",
        zh="前 n 个字符",
        en="the first n characters",
        example="left(name, 6)",
        check=plain("left", "text, integer", TEXT),
        python=texts.left,
        sql=_left,
    ),
    Function(
        "right",
        "text",
        "t, n",
        zh="后 n 个字符",
        en="the last n characters",
        example="right(name, 4)",
        check=plain("right", "text, integer", TEXT),
        python=texts.right,
        sql=_right,
    ),
    Function(
        "mid",
        "text",
        "t, from, n",
        zh="从第 from 个字符起的 n 个字符",
        en="n characters from the from-th on",
        example="mid(name, 2, 3)",
        check=plain("mid", "text, integer, integer", TEXT),
        python=texts.mid,
        sql=_mid,
    ),
    Function(
        "trim",
        "text",
        "t",
        zh="去掉两端的空白",
        en="the text without blanks at its ends",
        example="trim(name)",
        check=plain("trim", "text", TEXT),
        python=texts.trim,
        sql=_trim,
    ),
    Function(
        "upper",
        "text",
        "t",
        zh="英文字母变大写",
        en="ASCII letters in upper case",
        example="upper(name)",
        check=plain("upper", "text", TEXT),
        python=texts.upper,
        sql=_translate(texts.LOWER, texts.UPPER, "upper"),
        native=True,
        total=True,
    ),
    Function(
        "lower",
        "text",
        "t",
        zh="英文字母变小写",
        en="ASCII letters in lower case",
        example="lower(note)",
        check=plain("lower", "text", TEXT),
        python=texts.lower,
        sql=_translate(texts.UPPER, texts.LOWER, "lower"),
        native=True,
        total=True,
    ),
    Function(
        "replace",
        "text",
        "t, a, b",
        zh="把 a 都换成 b；b 为空就是去掉",
        en="every a replaced by b; removed when b is null",
        example='replace(note, "-", "")',
        check=plain("replace", "text, text, text", TEXT),
        python=texts.replace,
        sql=_replace,
        nullable=frozenset((2,)),
    ),
    Function(
        "starts_with",
        "text",
        "t, a",
        zh="是否以 a 开头",
        en="whether the text begins with a",
        example='starts_with(name, "SO-")',
        check=plain("starts_with", "text, text", BOOLEAN),
        python=str.startswith,
        inline="a.startswith(b)",
        sql=_starts_with,
        native=True,
        predicate=True,
    ),
    Function(
        "ends_with",
        "text",
        "t, a",
        zh="是否以 a 结尾",
        en="whether the text ends with a",
        example='ends_with(note, ".cn")',
        check=plain("ends_with", "text, text", BOOLEAN),
        python=str.endswith,
        inline="a.endswith(b)",
        sql=_ends_with,
        predicate=True,
    ),
    Function(
        "contains",
        "text",
        "t, a",
        zh="是否包含 a（区分大小写）",
        en="whether the text contains a (upper and lower case differ)",
        example='contains(name, "科技")',
        check=plain("contains", "text, text", BOOLEAN),
        python=str.__contains__,
        inline="b in a",
        sql=_contains,
        native=True,
        predicate=True,
    ),
    Function(
        "number",
        "text",
        "t",
        zh="文本里的数字（整数至多 9 位，小数至多 6 位），不是数字为空",
        en="the number written in a text (at most 9 digits and 6 decimals), null if it is none",
        example="number(left(name, 2))",
        check=plain("number", "text", Number(numbers.TEXT_SCALE)),
        python=numbers.number_of,
        sql=_number,
    ),
    Function(
        "fold",
        "text",
        "t",
        zh="去掉全半角、大小写和空格的差别，用来比较名称",
        en="the text without differences of width, case and spaces, to compare names",
        example="fold(name)",
        check=plain("fold", "text", TEXT),
        python=lambda value: fold(value) or None,
        sql=lambda emit, value: emit.folded(value),
        native=True,
        browser=False,
    ),
)
