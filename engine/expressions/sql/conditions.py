"""Conditions for WHERE: two-valued, with ``not`` pushed down to the leaves.

A leaf is true exactly where it holds, and false or null elsewhere; so ``and`` and ``or`` of leaves keep that
property, a positive leaf stays as bare as an index wants it, and only a negated one asks for null as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from engine.expressions import tree
from engine.expressions.functions import CALLS
from engine.expressions.nulls import nullable
from engine.expressions.sql.context import Column
from engine.expressions.sql.engines import const
from engine.expressions.sql.inversion import inverted
from engine.expressions.sql.writer import Writer, is_text
from engine.expressions.types import Boolean

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def condition(writer: Writer, node: tree.Node, holds: bool) -> Column:
    """See ``Writer.condition``."""
    writer.context.spend()
    if isinstance(node, tree.Literal) or node.constant:
        value = writer.value(node)
        return value if holds else sa.not_(sa.func.coalesce(value, sa.false()))
    handler = CONDITIONS.get(type(node))
    return handler(writer, node, holds) if handler else boolean(writer, node, holds)


def never_null(node: tree.Node) -> bool:
    """Whether the condition is never null in SQL."""
    match node:
        case tree.IsEmpty():
            return not isinstance(node.item, tree.OptionValue)
        case tree.Aggregate():
            return True
        case tree.Not():
            return never_null(node.item)
        case tree.Logical():
            return all(map(never_null, node.items))
    return False


def boolean(writer: Writer, node: tree.Node, holds: bool) -> Column:
    """A boolean value: a field, a path, a choice between values."""
    value = writer.value(node)
    if holds:
        return value
    return sa.or_(sa.not_(value), value.is_(None)) if isinstance(node, tree.Attribute) else _not(value)


def _not(value: Column) -> Column:
    return sa.not_(sa.func.coalesce(value, sa.false()))


def logical(writer: Writer, node: tree.Logical, holds: bool) -> Column:
    items = [condition(writer, item, holds) for item in node.items]
    return sa.and_(*items) if (node.operator == "and") == holds else sa.or_(*items)


def comparison(writer: Writer, node: tree.Comparison, holds: bool) -> Column:
    options = among_options(node)
    if options is not None:
        return of_options(writer, *options, holds)
    operator = node.operator if holds or node.operator not in ("=", "!=") else OPPOSITE[node.operator]
    found = inverted(writer, node)
    if found is not None:
        return _compared(writer, found.operator, found.column, found.bound, found.empty, holds)
    left, right = writer.value(node.left), writer.value(node.right)
    if operator in ("=", "!="):
        return equality(writer, operator, (node.left, left), (node.right, right))
    if is_text(node.left):
        left, right = writer.engine.ordered(left), writer.engine.ordered(right)
    empty = [column for side, column in ((node.left, left), (node.right, right)) if nullable(side)]
    return _compared(writer, node.operator, left, right, empty, holds)


def _compared(
    writer: Writer, operator: str, left: Column, right: Column, empty: Sequence[Column], holds: bool
) -> Column:
    if holds:
        found: Column = SIGNS[operator](left, right)
        return found
    return sa.or_(SIGNS[OPPOSITE[operator]](left, right), *(column.is_(None) for column in empty))


def equality(
    writer: Writer, operator: str, first: tuple[tree.Node, Column], second: tuple[tree.Node, Column]
) -> Column:
    """``=`` and ``!=`` with null as a value."""
    (left_node, left), (right_node, right) = first, second
    left_null, right_null = nullable(left_node), nullable(right_node)
    if left_null and right_null:
        if operator == "!=":
            return sa.not_(writer.engine.same(left, right))
        if writer.context.dialect != "sqlite" and (left_node.constant or right_node.constant):
            return sa.or_(left == right, sa.and_(left.is_(None), right.is_(None)))  # an index can serve this
        return writer.engine.same(left, right)
    if operator == "=":
        return left == right
    missing = [column.is_(None) for column, can in ((left, left_null), (right, right_null)) if can]
    return sa.or_(SIGNS["!="](left, right), *missing)


def among_options(node: tree.Comparison) -> tuple[tree.Node, list[str], bool] | None:
    """What an option carries, compared with a constant: the options for which that holds, and whether a null
    value does too."""
    item, bound = node.left, node.right
    if not isinstance(item, tree.OptionValue) or item.constant:
        return None
    if isinstance(bound, tree.OptionValue) and isinstance(bound.item, tree.Literal):
        value = dict(bound.values).get(bound.item.value)
    elif isinstance(bound, tree.Literal):
        value = bound.value
    else:
        return None
    known = dict(item.values)
    names = [name for name, own in known.items() if _holds(node.operator, own, value)]
    if not _holds(node.operator, None, value):
        return item.item, names, True
    return item.item, [name for name in known if name not in names], False


def _holds(operator: str, value: Any, bound: Any) -> bool:
    if operator in ("=", "!="):
        return bool((value == bound) == (operator == "="))
    return value is not None and bound is not None and bool(SIGNS[operator](value, bound))


def of_options(writer: Writer, item: tree.Node, names: list[str], positive: bool, holds: bool) -> Column:
    """The value is one of the options, or (``positive`` false) none of them or null."""
    value = writer.value(item)
    listed = [sa.literal(name, sa.Text()) for name in names]
    if positive == holds:
        return value.in_(listed) if listed else sa.false()
    return sa.or_(value.not_in(listed), value.is_(None)) if listed else sa.true()


def emptiness(writer: Writer, node: tree.IsEmpty, holds: bool) -> Column:
    if isinstance(node.item, tree.OptionValue) and not node.item.constant:
        return of_options(writer, node.item.item, [name for name, _ in node.item.values], False, holds)
    value = writer.value(node.item)
    return value.is_(None) if holds else value.is_not(None)


def membership(writer: Writer, node: tree.In, holds: bool) -> Column:
    plain = all(isinstance(item, tree.Literal) and item.value is not None for item in node.items)
    if not plain or isinstance(node.item.type, Boolean):
        pairs = [tree.Comparison(node.type, "=", node.item, item) for item in node.items]
        return logical(writer, tree.Logical(node.type, "or", tuple(pairs)), holds)
    value, items = writer.value(node.item), [writer.value(item) for item in node.items]
    if holds:
        return value.in_(items)
    missing = [value.is_(None)] if nullable(node.item) else []
    return sa.or_(value.not_in(items), *missing)


def has(writer: Writer, node: tree.Has, holds: bool) -> Column:
    item = writer.value(node.item)
    if isinstance(node.option, tree.Literal) and node.option.value is not None:
        part: Column = const(f"|{node.option.value}|")
        empty = [item]
    else:
        option = writer.value(node.option)
        part = const("|").op("||")(option).op("||")(const("|"))
        empty = [item, option]
    found = writer.engine.contains(item, part)
    return found if holds else sa.or_(sa.not_(found), *(column.is_(None) for column in empty))


def among(writer: Writer, node: tree.Among, holds: bool) -> Column:
    user = writer.value(node.item)
    people = writer.people(node.people)
    if holds:
        return user.in_(people)
    return sa.or_(user.not_in(people), user.is_(None)) if nullable(node.item) else user.not_in(people)


def call(writer: Writer, node: tree.Call, holds: bool) -> Column:
    found = writer.call(node)
    if holds:
        return found
    if not CALLS[node.function].predicate:
        return _not(found)
    missing = [writer.value(argument).is_(None) for argument in node.arguments if nullable(argument)]
    return sa.or_(sa.not_(found), *missing)


def aggregate(writer: Writer, node: tree.Aggregate, holds: bool) -> Column:
    if node.function not in ("any", "all"):
        return boolean(writer, node, holds)
    found = writer.aggregate(node)
    return found if holds else sa.not_(found)


SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}

CONDITIONS: dict[type, Callable[[Writer, Any, bool], Column]] = {
    tree.Formula: lambda writer, node, holds: condition(writer, node.tree, holds),
    tree.Not: lambda writer, node, holds: condition(writer, node.item, not holds),
    tree.Logical: logical,
    tree.Comparison: comparison,
    tree.IsEmpty: emptiness,
    tree.In: membership,
    tree.Has: has,
    tree.Among: among,
    tree.Call: call,
    tree.Aggregate: aggregate,
}
