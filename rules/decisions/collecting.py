"""How the outputs of all rows that hold are brought together: a list, a sum, the least, the greatest, their number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.expressions.tree import Call, Case, Extreme, Literal, Node, Not
from engine.expressions.types import BOOLEAN, TEXT, Number, Type
from rules.composing import added, all_of, any_of, first_true
from rules.decisions.table import Line

Collector = Callable[[Sequence[Line], str, Type], Node]
SEPARATOR = "|"


def listed(lines: Sequence[Line], output: str, type_: Type) -> Node:
    """The different outputs in the order of the rows that hold, as a set of options; null without one."""
    earlier: dict[str, list[Node]] = {}
    parts: list[Node] = []
    for line in lines:
        value = line.gives[output]
        if isinstance(value, Literal) and value.value is not None and line.when is not None:
            before = earlier.setdefault(str(value.value), [])
            new = all_of([line.when, Not(BOOLEAN, any_of(before))]) if before else line.when
            mark = Literal(TEXT, f"{value.value}{SEPARATOR}")
            parts.append(first_true(TEXT, [(new, mark)], Literal(TEXT, "")))
            before.append(line.when)
    if not parts:
        return Literal(type_, None)
    some = any_of([when for held in earlier.values() for when in held])
    whole = Call(type_, "concat", (Literal(TEXT, SEPARATOR), *parts))
    return first_true(type_, [(some, whole)], Literal(type_, None))


def summed(lines: Sequence[Line], output: str, type_: Type) -> Node:
    """The sum; 0 for nothing."""
    assert isinstance(type_, Number)
    return added([_given(line, output, Literal(type_, 0)) for line in lines], type_)


def counted(lines: Sequence[Line], output: str, type_: Type) -> Node:
    """How many rows hold and give something."""
    assert isinstance(type_, Number)
    one, none = Literal(type_, 1), Literal(type_, 0)
    giving = [line for line in lines if not _nothing(line.gives[output])]
    return added([Case(type_, ((line.when, one),), none) for line in giving if line.when is not None], type_)


def least(lines: Sequence[Line], output: str, type_: Type) -> Node:
    """The least; null for nothing."""
    return Extreme(type_, "min", tuple(_given(line, output, Literal(type_, None)) for line in lines))


def greatest(lines: Sequence[Line], output: str, type_: Type) -> Node:
    """The greatest; null for nothing."""
    return Extreme(type_, "max", tuple(_given(line, output, Literal(type_, None)) for line in lines))


def _nothing(value: Node) -> bool:
    return isinstance(value, Literal) and value.value is None


def _given(line: Line, output: str, otherwise: Node) -> Node:
    assert line.when is not None
    return Case(otherwise.type, ((line.when, line.gives[output]),), otherwise)


COLLECTORS: dict[str, Collector] = {
    "list": listed,
    "sum": summed,
    "count": counted,
    "min": least,
    "max": greatest,
}
