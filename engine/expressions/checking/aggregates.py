"""``sum(orders.amount where status = paid)``: over the records that a way leads to, or over a whole form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from engine.expressions import syntax
from engine.expressions.checking import names
from engine.expressions.checking.calls import wrong_arguments
from engine.expressions.checking.conform import settled
from engine.expressions.mistake import guess, shown
from engine.expressions.tree import Aggregate, AggregateName, Literal, Node
from engine.expressions.types import (
    BOOLEAN,
    DIGITS,
    NULL,
    Boolean,
    Choices,
    Date,
    DateTime,
    Elapsed,
    File,
    Number,
    People,
    Records,
    Type,
    describe,
)
from engine.records.entity import Entity

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

AVERAGE_SCALE = 6
COUNT = Number(0, 12)
WHOLE = frozenset(("count", "any", "all"))  # aggregates that need no field


def aggregate(checker: Checker, call: syntax.Call) -> Node:
    """The rule of every aggregate function."""
    from engine.expressions.checking.checker import Frame

    if len(call.arguments) != 1:
        return wrong_arguments(checker, call)
    found = way_in(checker, call.arguments[0])
    if found is None:
        return no_way(checker, call)
    records, prefix = found
    entity = checker.scope.catalog.get(records.entity)
    if entity is None:
        return checker.report("unknown_name", call, name=records.entity, guess="")
    value = None
    if not is_whole(call.arguments[0], prefix):
        checker.frames.append(Frame(entity, prefix))
        value = settled(checker.node(call.arguments[0]))
        checker.frames.pop()
    where = None
    if call.where is not None:
        checker.frames.append(Frame(entity))
        where = checker.condition(call.where)
        checker.frames.pop()
    if value is checker.bad or where is checker.bad:
        return checker.bad
    return typed(checker, call, replace(records, value=value, where=where, column=call.start + 1))


def is_whole(found: syntax.Syntax, prefix: tuple[str, ...]) -> bool:
    return isinstance(found, syntax.Name) and found.segments == prefix


def way_in(checker: Checker, found: syntax.Syntax) -> tuple[Aggregate, tuple[str, ...]] | None:
    """The way that the names of an argument begin with: the records, and the beginning of those names."""
    for name in in_order(found):
        for size in range(len(name.segments), 0, -1):
            prefix = name.segments[:size]
            part = replace(name, segments=prefix)
            if node := records_named(checker, part):
                return node, prefix
    return None


def in_order(found: syntax.Syntax) -> list[syntax.Name]:
    if isinstance(found, syntax.Name):
        return [found]
    return [name for part in found.parts for name in in_order(part)]


def records_named(checker: Checker, name: syntax.Name) -> Aggregate | None:
    """The records that a name means: a way of the record at hand, or all of a form where there is no stored record."""
    count = len(checker.mistakes)
    node = names.lookup(checker, name)
    del checker.mistakes[count:]
    if isinstance(node, Aggregate) and isinstance(node.type, Records):
        return node
    frame = checker.frames[-1]
    if node is None and (frame.entity is None or not frame.entity.table) and name.name in checker.scope.catalog:
        return all_records(checker.scope.catalog[name.name], name)
    return None


def all_records(entity: Entity, name: syntax.Name) -> Aggregate:
    """Every record of a form: a measure starts with the form's name."""
    nobody = Literal(NULL, None)
    return Aggregate(Records(entity.name), "any", nobody, entity.name, "", way=name.name, column=name.start + 1)


def no_way(checker: Checker, call: syntax.Call) -> Node:
    """Reports an aggregate over nothing that could be many."""
    entity = checker.frames[-1].entity
    ways = list(entity.ways) if entity else list(checker.scope.catalog)
    written = in_order(call.arguments[0])
    name = written[0].segments[0] if written else ""
    question = guess(name, ways)
    return checker.report(
        "no_way", call, function=call.function, name=shown(name), guess=question, ways=", ".join(ways[:8])
    )


def typed(checker: Checker, call: syntax.Call, node: Aggregate) -> Node:
    """The aggregate with its result type, or a report that the function cannot take such values."""
    function = cast("AggregateName", call.function)
    if node.value is None:
        if function not in WHOLE:
            return checker.report("needs_field", call, function=function, name=node.way)
        return replace(node, function=function, type=COUNT if function == "count" else BOOLEAN)
    result = result_type(function, node.value.type)
    if result is None:
        return checker.report("cannot_aggregate", call, function=function, found=describe(node.value.type))
    return replace(node, function=function, type=result)


def result_type(function: AggregateName, value: Type) -> Type | None:
    """The type of an aggregate over values of a type, None if there is none. A sum has DIGITS digits; beyond
    them it is null."""
    if isinstance(value, Records | Elapsed | People):
        return None
    match function, value:
        case (("count" | "count_distinct"), _):
            return COUNT
        case "sum", Number(scale=scale):
            return Number(scale, DIGITS)
        case (("avg" | "median"), Number()):
            return Number(AVERAGE_SCALE, DIGITS)
        case (("min" | "max"), Number() | Date() | DateTime()):
            return value
        case (("any" | "all"), Boolean()):
            return BOOLEAN
        case (("first" | "last"), _) if not isinstance(value, Choices | File):
            return value
    return None
