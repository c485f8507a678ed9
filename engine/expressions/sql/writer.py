"""A checked tree into SQL: values as Python gives them, conditions true exactly where they hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from engine.expressions import tree
from engine.expressions.functions import CALLS, Function
from engine.expressions.nulls import nullable, overflows, quotient_shift, saturates
from engine.expressions.sql.context import Column, NotInSql, SqlContext, storage
from engine.expressions.sql.engines import ENGINES, const, null
from engine.expressions.types import Boolean, Choice, Date, DateTime, Duration, Null, Number, People, Reference, Text
from engine.records.entity import Entity

Row = tuple[sa.FromClause, tuple[str, ...] | None]  # a table, and the references that lead there from the start
FOLD = "__fold"  # suffix of the column that holds the fold of a text
DELETED = "deleted_at"
LEAST, GREATEST = -(2**62), 2**62


class Writer:
    """``rows`` are the records in reach, the one at hand first."""

    def __init__(self, context: SqlContext, rows: tuple[Row, ...] | None = None) -> None:
        self.context = context
        self.engine = ENGINES[context.dialect](context)
        start: tuple[Row, ...] = () if context.row is None else ((context.row, ()),)
        self.rows = start if rows is None else rows

    def inside(self, table: sa.FromClause, path: tuple[str, ...] | None = None) -> Writer:
        """The writer beside another record."""
        return Writer(self.context, ((table, path), *self.rows))

    def value(self, node: tree.Node) -> Column:
        """The value of a node; of a condition true or false. Raises NotInSql for what no column can hold."""
        self.context.spend()
        if isinstance(node.type, Duration | People):
            raise NotInSql("a duration" if isinstance(node.type, Duration) else "people")
        if isinstance(node, tree.Literal):
            return self.literal(node)
        if node.constant:
            return self.context.bind(node)
        return VALUES[type(node)](self, node)

    def condition(self, node: tree.Node, holds: bool = True) -> Column:
        """True exactly where the condition holds (or, with ``holds`` false, does not); else false or null."""
        from engine.expressions.sql.conditions import condition

        return condition(self, node, holds)

    def exact(self, node: tree.Node) -> Column:
        """A condition as true or false, never null."""
        from engine.expressions.sql.conditions import never_null

        found = self.condition(node)
        return found if never_null(node) else self.engine.call("coalesce", found, sa.false())

    def entity(self, name: str) -> Entity:
        return self.context.catalog[name]

    def literal(self, node: tree.Literal) -> Column:
        match node.value:
            case None:
                return null(storage(node.type))
            case bool():
                return sa.true() if node.value else sa.false()
            case int() | str():
                return const(node.value)
        return self.context.bind(node)

    def attribute(self, node: tree.Attribute) -> Column:
        table, _ = self.rows[node.depth]
        column = self.entity(node.entity).attributes[node.name].column
        assert column is not None
        return table.c[column]

    def path(self, node: tree.Path) -> Column:
        """A value of the record referred to: from a join that the caller made, else by a scalar subquery."""
        found = self.joined(node)
        if found is not None:
            value = self.inside(*found).value(node.value)
            plain = isinstance(node.value, tree.Attribute)
            return value if plain else sa.case((found[0].c["id"].is_not(None), value))
        table = self.alias(node.entity)
        value = self.inside(table).value(node.value)
        select = sa.select(value).where(table.c["id"] == self.value(node.reference), *alive(table))
        return select.correlate_except(table).scalar_subquery()

    def joined(self, node: tree.Path) -> Row | None:
        if not isinstance(node.reference, tree.Attribute):
            return None
        start = self.rows[node.reference.depth][1]
        if start is None:
            return None
        path = (*start, node.reference.name)
        table = self.context.joins.get(path)
        return None if table is None else (table, path)

    def alias(self, entity: str) -> sa.FromClause:
        self.context.spend()
        return self.context.tables[entity].alias()

    def aggregate(self, node: tree.Aggregate) -> Column:
        from engine.expressions.sql.aggregates import aggregate

        return aggregate(self, node)

    def bounded(self, node: tree.Node, value: Column) -> Column:
        """A number that may have grown beyond its digits becomes null there."""
        if not overflows(node) or not isinstance(node.type, Number):
            return value
        return self.engine.bounded(value, 10**node.type.digits)

    def arithmetic(self, node: tree.Arithmetic) -> Column:
        left, right = self.value(node.left), self.value(node.right)
        if node.operator == "/":
            quotient = self.engine.divide(left, right, quotient_shift(node))
            return self.bounded(node, self.narrow(quotient, not overflows(node)))
        if node.operator == "*":
            return self.bounded(node, self.narrow(self.engine.wide(left) * right, not overflows(node)))
        return self.bounded(node, left + right if node.operator == "+" else left - right)

    def narrow(self, value: Column, wanted: bool = True) -> Column:
        return self.engine.cast(value, "bigint") if wanted and self.context.dialect != "sqlite" else value

    def rescale(self, node: tree.Rescale) -> Column:
        value = self.value(node.item)
        if not overflows(node):
            return value * const(10**node.by)
        assert isinstance(node.type, Number)
        grown = self.engine.wide(value) * const(10**node.by)
        limit = 10**node.type.digits
        return self.engine.cut(grown, -limit, limit) if saturates(node) else self.engine.bounded(grown, limit)

    def round(self, node: tree.Round) -> Column:
        return self.bounded(node, self.engine.round(self.value(node.item), node.drop, node.mode))

    def shift(self, node: tree.Shift) -> Column:
        from engine.expressions.sql.shifts import shift

        return shift(self, node)

    def case(self, node: tree.Case) -> Column:
        branches = [(self.condition(condition), self.value(value)) for condition, value in node.branches]
        return self.full(node, sa.case(*branches, else_=self.value(node.otherwise)))

    def full(self, node: tree.Node, value: Column) -> Column:
        """A number in 64 bits, where a database would make do with fewer for a choice among literals."""
        return self.narrow(value, isinstance(node.type, Number))

    def coalesce(self, node: tree.Coalesce) -> Column:
        return self.full(node, self.engine.call("coalesce", *map(self.value, node.items)))

    def extreme(self, node: tree.Extreme) -> Column:
        """The least or greatest. On SQLite it would be null with null, so an end of the order stands for null."""
        if len(node.items) == 1:  # min(x) alone would be the aggregate of SQLite
            return self.value(node.items[0])
        text = isinstance(node.type, Text)
        values = [self.value(item) for item in node.items]
        if text:
            values = [self.engine.ordered(value) for value in values]
        choose = self.engine.least if node.operator == "min" else self.engine.greatest
        if self.context.dialect != "sqlite" or not any(map(nullable, node.items)):
            return self.full(node, choose(*values))
        end = const(GREATEST if node.operator == "min" else LEAST)
        if text and node.operator == "min":
            end = sa.literal_column("x'00'")  # a blob comes after every text
        return self.engine.call("nullif", choose(*(sa.func.coalesce(value, end) for value in values)), end)

    def option_value(self, node: tree.OptionValue) -> Column:
        if not node.values:
            return null(storage(node.type))
        options = {name: self.literal(tree.Literal(node.type, value)) for name, value in node.values}
        return self.full(node, sa.case(options, value=self.value(node.item)))

    def call(self, node: tree.Call) -> Column:
        function = CALLS[node.function]
        if node.function == "fold" and (column := self.fold_column(node.arguments[0])) is not None:
            return column
        arguments = [self.value(argument) for argument in node.arguments]
        if self.context.dialect == "sqlite" and not function.native:
            return self.engine.python(node.function, *arguments, *self.needed(function))
        if function.sql is None:
            raise NotInSql(node.function)
        self.engine.literals = tuple(getattr(argument, "value", None) for argument in node.arguments)
        found: Column = function.sql(self.engine, *arguments)
        return found

    def needed(self, function: Function) -> list[Column]:
        """What a function of Python needs besides its arguments, as texts."""
        if function.needs is None:
            return []
        return [const(self.context.zone) if function.needs == "zone" else self.engine.workdays("")]

    def fold_column(self, node: tree.Node) -> Column | None:
        """The stored fold of a text field."""
        if not isinstance(node, tree.Attribute):
            return None
        column = self.entity(node.entity).attributes[node.name].column
        return self.rows[node.depth][0].c.get(f"{column}{FOLD}")

    def not_in_sql(self, node: tree.Node) -> Column:
        raise NotInSql(type(node).__name__.lower())

    def people(self, node: tree.Node) -> sa.Select[Any]:
        """A select of the ids of a set of people."""
        from engine.expressions.sql.persons import people

        return people(self, node)


def alive(table: sa.FromClause) -> list[Column]:
    """That a record is not in the recycle bin."""
    return [table.c[DELETED].is_(None)] if DELETED in table.c else []


def is_text(node: tree.Node) -> bool:
    return isinstance(node.type, Text | Choice | Reference)


def is_moment(node: tree.Node) -> bool:
    return isinstance(node.type, Date | DateTime | Null)


VALUES: dict[type, Callable[[Writer, Any], Column]] = {
    tree.Attribute: Writer.attribute,
    tree.Formula: lambda self, node: self.value(node.tree),
    tree.Path: Writer.path,
    tree.Aggregate: Writer.aggregate,
    tree.Arithmetic: Writer.arithmetic,
    tree.Negate: lambda self, node: -self.value(node.item),
    tree.Rescale: Writer.rescale,
    tree.Round: Writer.round,
    tree.Shift: Writer.shift,
    tree.Case: Writer.case,
    tree.Coalesce: Writer.coalesce,
    tree.Extreme: Writer.extreme,
    tree.OptionValue: Writer.option_value,
    tree.Call: lambda self, node: self.exact(node) if isinstance(node.type, Boolean) else self.call(node),
    **dict.fromkeys(
        (tree.Comparison, tree.Logical, tree.Not, tree.IsEmpty, tree.In, tree.Has, tree.Among), Writer.exact
    ),
    **dict.fromkeys((tree.Old, tree.Changed, tree.Chosen, tree.Members, tree.PeopleList), Writer.not_in_sql),
}
