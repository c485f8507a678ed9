"""``filled``: how much of a record has been filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.functions.function import EVERY, Column, Emitter, Function
from engine.expressions.runtime.numbers import half_away
from engine.expressions.tree import Aggregate, Attribute, Call, Case, Literal, Node, Path
from engine.expressions.types import BOOLEAN, Number, Records, Reference
from engine.records.entity import Entity

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

SCALE = 4  # a share is a percentage of two decimals
SHARE = Number(SCALE, SCALE + 1)
MOST = 200  # fields
TRUE, NOTHING = Literal(BOOLEAN, True), Literal(BOOLEAN, None)


def filled(checker: Checker, call: syntax.Call) -> Node:
    """``filled(this)`` or of a record referred to: all its fields; ``filled(a, b, …)``: those that are named."""
    from engine.expressions.checking.calls import wrong_arguments

    if not 1 <= len(call.arguments) <= MOST or call.where is not None:
        return wrong_arguments(checker, call)
    nodes = [checker.node(each) for each in call.arguments]
    if any(node is checker.bad for node in nodes):
        return checker.bad
    column = call.start + 1
    if len(nodes) == 1 and isinstance(nodes[0].type, Reference):
        return _of_record(checker, nodes[0], nodes[0].type, call)
    return Call(SHARE, "filled", tuple(map(countable, nodes)), column=column)


def _of_record(checker: Checker, record: Node, type_: Reference, call: syntax.Call) -> Node:
    entity = checker.scope.catalog.get(type_.entity)
    fields = own_fields(entity) if entity is not None else []
    if not fields:
        return checker.report("no_fields", call)
    own = isinstance(record, Attribute) and record.name == "id"
    depth = record.depth if isinstance(record, Attribute) and own else 0
    share = Call(SHARE, "filled", tuple(replace(field, depth=depth) for field in fields), column=call.start + 1)
    return share if own else Path(SHARE, record, type_.entity, share, column=call.start + 1)


def own_fields(entity: Entity) -> list[Attribute]:
    """The values of a record that people fill in, as far as they stand in columns."""
    return [
        Attribute(found.type, entity.name, found.name)
        for found in entity.attributes.values()
        if found.column and not (found.formula or found.system or found.hidden or "." in found.name)
    ][:MOST]


def countable(node: Node) -> Node:
    """A value that is null exactly when it is empty; of a way to records, when there are none."""
    from engine.expressions.checking.conform import as_null_of

    if isinstance(node, Aggregate) and isinstance(node.type, Records):
        return Case(BOOLEAN, ((replace(node, type=BOOLEAN), TRUE),), NOTHING, column=node.column)
    return as_null_of(node, BOOLEAN)


def share(*values: object) -> int:
    """The share of the values that are not null, scaled."""
    return half_away(sum(value is not None for value in values) * 10**SCALE, len(values))


def _share(emit: Emitter, *values: Column) -> Column:
    found = emit.const(0)
    for value in values:
        found = found + emit.case(value.is_not(None), emit.const(1), emit.const(0))
    doubled = emit.cast(found, "bigint") * emit.const(2 * 10**SCALE) + emit.const(len(values))
    return emit.floor_divide(doubled, emit.const(2 * len(values)))


FUNCTIONS = (
    Function(
        "filled",
        "related",
        "record",
        zh="填写比例：filled(this) 看本记录的全部字段，filled(a, b, c) 只看这几个",
        en="the share that is filled in: filled(this) of all fields of the record, filled(a, b, c) of these only",
        example="filled(name, note, birthday) < 80%",
        check=filled,
        python=share,
        sql=_share,
        nullable=EVERY,
        total=True,
    ),
)
