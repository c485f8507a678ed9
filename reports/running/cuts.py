"""What the records of a form are cut along: the column that groups them, and the condition of each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.runtime.dates import end_of
from engine.expressions.tree import Comparison, Has, IsEmpty, Literal, Node, Not
from engine.expressions.types import BOOLEAN, DATE, TEXT, Choice, Choices, Option, Type
from engine.records.json_sql import Column
from engine.records.viewing import Source
from reports.axes import Axis
from reports.running.conditions import both, either, spanned

if TYPE_CHECKING:
    from reports.running.reading import Reading


@dataclass(frozen=True)
class Cut:
    """``node`` beside a record gives the value that groups it; records without one have a group of their own."""

    axis: Axis
    node: Node
    type: Type

    def spread(self, source: Source, rows: sa.FromClause) -> tuple[sa.FromClause, Column]:
        """The rows to group, and the column that groups them."""
        return rows, sql.column(self.node, source.context)

    def holds(self, value: Any) -> Node:
        """That a record is in the group of a value (None: of those without one)."""
        if value is None:
            return IsEmpty(BOOLEAN, self.node)
        return Comparison(BOOLEAN, "=", self.node, Literal(self.node.type, value))


@dataclass(frozen=True)
class GrainCut(Cut):
    """Days, weeks, months …, each known by its first day; ``moment`` is the date or instant itself."""

    moment: Node
    zone: str

    def holds(self, value: Any) -> Node:
        if value is None:
            return IsEmpty(BOOLEAN, self.moment)
        assert self.axis.grain is not None
        return spanned(self.moment, value, end_of(value, self.axis.grain), self.zone)


@dataclass(frozen=True)
class SetCut(Cut):
    """A set of options: a record is in the group of each; ``kept`` are tags that rules hold outside the set."""

    kept: tuple[tuple[str, Node], ...] = ()

    def spread(self, source: Source, rows: sa.FromClause) -> tuple[sa.FromClause, Column]:
        each = _each(self._joined(source), source)
        return rows.outerjoin(each, sa.true()), each.c.value

    def _joined(self, source: Source) -> Column:
        """``|a|b|`` with the kept ones too; null if there is none."""
        found = sql.column(self.node, source.context)
        if not self.kept:
            return found
        found = sa.func.coalesce(found, "|")
        for name, node in self.kept:
            apart = both(node, Not(BOOLEAN, Has(BOOLEAN, self.node, Literal(TEXT, name))))
            holds = sql.condition(apart, source.context)
            found = found.op("||")(sa.case((holds, f"{name}|"), else_=""))
        return sa.func.nullif(found, "|")

    def holds(self, value: Any) -> Node:
        kept = dict(self.kept)
        if value is None:
            return both(IsEmpty(BOOLEAN, self.node), *(Not(BOOLEAN, node) for node in kept.values()))
        held = Has(BOOLEAN, self.node, Literal(TEXT, value))
        return either(kept[value], held) if value in kept else held


def _each(joined: Column, source: Source) -> Any:
    """The parts of ``|a|b|`` as rows with the column ``value``; none of null."""
    parts = sa.func.trim(joined, "|")
    if source.schema.dialect.name == "sqlite":
        listed = sa.func.replace(sa.func.json_quote(parts), "|", '","')
        texts = sa.case((joined.is_not(None), sa.literal("[", sa.Text).op("||")(listed).op("||")("]")))
        return sa.func.json_each(texts).table_valued("value")
    array = sa.func.string_to_array(parts, "|", type_=sa.ARRAY(sa.Text))
    return sa.func.unnest(array).table_valued("value").render_derived()


def cut_along(reading: Reading, axis: Axis, entity: str, path: str, node: Node) -> Cut | None:
    """The cut of an axis beside a record of an entity, where ``node`` is what the path gives."""
    if axis.grain is not None:
        grained = reading.expression(f"start_of({path}, {axis.grain})", entity)
        return None if grained is None else GrainCut(axis, grained.tree, DATE, node, reading.zone)
    if not isinstance(node.type, Choices):
        return Cut(axis, node, node.type)
    kept = reading.kept_tags(entity, path)
    extra = tuple(Option(name, tag.title, address=tag.address.removesuffix("/when")) for name, (tag, _) in kept.items())
    type_ = Choices((*extra, *node.type.options), node.type.free)
    return SetCut(axis, node, type_, tuple((name, held) for name, (_, held) in kept.items()))


def joined(types: Sequence[Type]) -> Type:
    """One type for the values of several forms: options are those of all."""
    first = types[0]
    if not isinstance(first, Choice | Choices):
        return first
    options = {
        option.name: option for type_ in types if isinstance(type_, Choice | Choices) for option in type_.options
    }
    return (
        Choice(tuple(options.values())) if isinstance(first, Choice) else Choices(tuple(options.values()), first.free)
    )
