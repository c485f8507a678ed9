"""Numbers and dates in writing: ``text(x)`` and ``text(x, format)``."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.functions.function import Column, Emitter, Function, plain
from engine.expressions.runtime import formats, numbers, texts
from engine.expressions.tree import Arithmetic, Call, Literal, Node
from engine.expressions.types import DIGITS, TEXT, Date, DateTime, Null, Number, describe

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

HUNDRED = Literal(Number(0, 3), 100)
PARTS = frozenset(("year", "month", "day", "hour", "minute"))


def text(checker: Checker, call: syntax.Call) -> Node:
    """``text(x)``: a number or date in writing; a text stays as it is. With a format as the format says."""
    from engine.expressions.checking.calls import arguments, wrong_arguments

    if len(call.arguments) != 2:
        found = arguments(checker, call, "words")
        return checker.bad if found is None else found[0]
    given, written = call.arguments
    if call.where is not None:
        return wrong_arguments(checker, call)
    node = checker.value(given)
    if node is checker.bad or isinstance(node.type, Null):
        return node
    if not isinstance(node.type, Number | Date | DateTime):
        return checker.report("type", given, expected=describe(Number()), found=describe(node.type))
    found_format = _in_format(node, written.value) if isinstance(written, syntax.Text) else None
    return checker.report("format", written) if found_format is None else found_format


def _in_format(node: Node, written: str) -> Node | None:
    if isinstance(node.type, Number):
        format_ = formats.number_format(written)
        return None if format_ is None else _number_in(node, format_)
    pieces = formats.date_format(written)
    if pieces is None or (formats.has_clock(pieces) and isinstance(node.type, Date)):
        return None
    function = "date_in_format" if isinstance(node.type, Date) else "moment_in_format"
    return Call(TEXT, function, (node, Literal(TEXT, written)), column=node.column)


def _number_in(node: Node, format_: formats.NumberFormat) -> Node:
    from engine.expressions.checking.conform import number_type, rescaled, rounded, settled

    if format_.percent:
        type_ = number_type(node)
        node = Arithmetic(Number(type_.scale, min(type_.digits + 2, DIGITS)), "*", node, HUNDRED)
    found = settled(rescaled(rounded(node, format_.decimals), format_.decimals))
    function = "grouped" if format_.grouped else "text"
    written = Call(TEXT, function, (found, Literal(Number(0, 2), format_.decimals)), column=node.column)
    return Call(TEXT, "concat", (written, Literal(TEXT, "%"))) if format_.percent else written


def _text(emit: Emitter, number: Column, scale: Column) -> Column:
    return emit.cast(emit.decimal(number, emit.literal(1)), "text")


def _grouped(emit: Emitter, number: Column, scale: Column) -> Column:
    """By groups of three digits of the whole part, of which there are at most five."""
    places = emit.literal(1)
    decimals = places + 1 if places else 0
    negative = number < emit.const(0)
    written = emit.cast(emit.decimal(emit.call("abs", number), places), "text")
    sign = emit.case(negative, emit.const("-"), emit.const(""))
    return emit.once(lambda sign, written: sign.op("||")(_in_groups(emit, written, decimals)), sign, written)


def _in_groups(emit: Emitter, written: Column, decimals: int) -> Column:
    length = emit.call("length", written) - emit.const(decimals)
    pieces = [_digits(emit, written, length, group) for group in range(4, -1, -1)]
    tail = emit.call("right", written, emit.cast(emit.const(decimals), "int"))
    return _joined([*pieces, tail])


def _digits(emit: Emitter, written: Column, length: Column, group: int) -> Column:
    """The digits of a group counted from the right, with a comma before it where more digits follow to the left."""
    end = length - emit.const(3 * group)
    first = emit.call("greatest", end - emit.const(2), emit.const(1))
    found = emit.call("substr", written, emit.cast(first, "int"), emit.cast(end - first + emit.const(1), "int"))
    comma = emit.case(first > emit.const(1), emit.const(","), emit.const(""))
    return emit.case(end > emit.const(0), _joined([comma, found]), emit.const(""))


def _joined(columns: list[Column]) -> Column:
    return reduce(lambda before, column: before.op("||")(column), columns)


def _date_in_format(emit: Emitter, day: Column, written: Column) -> Column:
    pieces = formats.date_format(emit.literal(1)) or ()
    return emit.once(lambda day: _joined([_piece(emit, piece, emit.to_date(day)) for piece in pieces]), day)


def _moment_in_format(emit: Emitter, moment: Column, written: Column) -> Column:
    pieces = formats.date_format(emit.literal(1)) or ()

    def parts(moment: Column) -> Column:
        day, clock = emit.to_date(emit.local_date(moment)), emit.local_clock(moment)
        return _joined([_piece(emit, piece, clock if formats.has_clock((piece,)) else day) for piece in pieces])

    return emit.once(parts, moment)


def _piece(emit: Emitter, piece: formats.Piece, stamp: Column) -> Column:
    if piece.part not in PARTS:
        return emit.const(piece.part)
    number = emit.cast(emit.call("date_part", emit.const(piece.part), stamp), "bigint")
    if (piece.part, piece.digits) == ("year", 2):
        number = number % emit.const(100)
    found = emit.cast(number, "text")
    width = emit.call("greatest", emit.call("length", found), emit.const(piece.digits))
    return emit.call("lpad", found, emit.cast(width, "int"), emit.const("0"))


def _text_of_date(emit: Emitter, day: Column) -> Column:
    if emit.dialect == "postgresql":
        return emit.call("to_char", emit.to_date(day), emit.const("YYYY-MM-DD"))
    return emit.cast(emit.to_date(day), "text")


FUNCTIONS = (
    Function(
        "text",
        "text",
        "x, format",
        zh='数字或日期写成文本；可以写格式："0.00"、"#,##0.00"、"0%"、"yyyy-mm-dd hh:mm"、"m月d日"',
        en='a number or date in writing, in a format if you like: "0.00", "#,##0.00", "0%", "yyyy-mm-dd hh:mm"',
        example='concat("共 ", text(paid, "#,##0.00"), " 元")',
        check=text,
        python=numbers.decimal_text,
        sql=_text,
        total=True,
    ),
)

# What the checker puts in by itself; not to be written.
INNER = (
    Function(
        "grouped",
        "text",
        "x, scale",
        zh="数字写成带千分位的文本",
        en="a number in writing, with a comma between thousands",
        example="",
        check=text,
        python=formats.grouped,
        sql=_grouped,
        total=True,
    ),
    Function(
        "text_of_date",
        "text",
        "d",
        zh="日期写成文本",
        en="a date in writing",
        example="",
        check=plain("text_of_date", "date", TEXT),
        python=texts.date_text,
        sql=_text_of_date,
        total=True,
    ),
    Function(
        "date_in_format",
        "text",
        "d, format",
        zh="日期按格式写成文本",
        en="a date in a format",
        example="",
        check=text,
        python=formats.date_in_format,
        sql=_date_in_format,
        total=True,
    ),
    Function(
        "moment_in_format",
        "text",
        "x, format",
        zh="日期时间按格式写成文本",
        en="a date and time in a format",
        example="",
        check=text,
        python=formats.moment_in_format,
        sql=_moment_in_format,
        needs="zone",
        total=True,
    ),
)
