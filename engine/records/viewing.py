"""What a query shows of a record: its attributes as wire values, references with labels, masked texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.checked import Checked
from engine.expressions.types import Reference, Text, Type
from engine.records.entity import Attribute, Entity
from engine.records.json_sql import Column, json_object, json_value
from engine.records.schema import Schema

MASK = "****"


@dataclass(frozen=True)
class Shown:
    """One value of the answer: an attribute, or an expression under a name of its own.

    ``masked`` keeps so many characters at the head and the tail; what is not text becomes null.
    ``label`` is what the record that a reference leads to is called, beside that record; its entity's label
    without it.
    """

    name: str
    expression: Checked | None = None
    masked: tuple[int, int] | None = None
    label: Checked | None = None


@dataclass(frozen=True)
class Source:
    """The rows that a query reads: an entity of a schema under an alias; ``context`` collects the binds."""

    schema: Schema
    entity: Entity
    alias: sa.FromClause
    context: sql.SqlContext

    @staticmethod
    def of(schema: Schema, name: str) -> Source:
        alias = schema.tables[name].alias("r")
        context = sql.SqlContext(schema.catalog, schema.tables, alias, schema.dialect.name, schema.zone)
        return Source(schema, schema.catalog[name], alias, context)

    def beside(self, name: str) -> Source:
        """Rows of another entity in the same statement."""
        alias = self.schema.tables[name].alias()
        return Source(self.schema, self.schema.catalog[name], alias, replace(self.context, row=alias))

    def column(self, attribute: Attribute) -> Column:
        """The stored column, or the formula in its place."""
        if attribute.column is not None:
            stored: Column = self.alias.c[attribute.column]
            return stored
        if attribute.formula is None:
            raise ValueError(f"{attribute.name} has neither column nor formula")
        return sql.column(attribute.formula.tree, self.context)


def record_object(source: Source, shown: Sequence[Shown]) -> Column:
    """The record as a JSON object: ``id``, ``version``, then what is shown."""
    pairs: dict[str, Column] = {"id": source.alias.c.id, "version": source.alias.c.version}
    for item in shown:
        pairs[item.name] = shown_value(source, item)
    return json_object(pairs, source.schema.dialect)


def shown_value(source: Source, item: Shown) -> Column:
    type_, column = _value(source, item)
    dialect = source.schema.dialect
    if item.masked is not None:
        return _masked(type_, column, *item.masked)
    if isinstance(type_, Reference):
        return _reference(source, type_, column, item.label)
    return json_value(type_, column, dialect)


def _value(source: Source, item: Shown) -> tuple[Type, Column]:
    if item.expression is not None:
        return item.expression.type, sql.column(item.expression.tree, source.context)
    attribute = source.entity.attributes[item.name]
    return attribute.type, source.column(attribute)


def _masked(type_: Type, column: Column, head: int, tail: int) -> Column:
    if not isinstance(type_, Text):
        return sa.null()
    length = sa.func.length(column)
    hidden = sa.func.substr(column, 1, head) + MASK + sa.func.substr(column, length - tail + 1, tail)
    return sa.case((column.is_(None), sa.null()), (length > head + tail, hidden), else_=sa.literal(MASK))


def _reference(source: Source, type_: Reference, column: Column, label_: Checked | None) -> Column:
    label = label_of(source, type_.entity, column, label_)
    pairs = {"id": column, "label": column if label is None else label}
    return sa.case((column.is_(None), sa.null()), else_=json_object(pairs, source.schema.dialect))


def label_of(source: Source, name: str, id_: Column, label: Checked | None = None) -> Column | None:
    """How the record with this id is called, by another ``label`` than its own if given; None if its entity is
    unknown here."""
    if name not in source.schema.tables:
        return None
    target = source.beside(name)
    called = label_column(target) if label is None else sql.column(label.tree, target.context)
    found = sa.select(called).where(target.alias.c.id == id_)
    return found.correlate_except(target.alias).scalar_subquery()


def label_column(source: Source) -> Column:
    """The label of the record at hand: its expression, or its first text, or its id."""
    entity = source.entity
    if entity.label is not None:
        return sql.column(entity.label.tree, source.context)
    texts = [
        attribute
        for attribute in entity.attributes.values()
        if isinstance(attribute.type, Text) and attribute.column is not None and not attribute.system
    ]
    called: Column = source.alias.c[texts[0].column or ""] if texts else source.alias.c.id
    return called
