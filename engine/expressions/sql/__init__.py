"""The SQL back end on SQLAlchemy Core, for SQLite, PostgreSQL and DuckDB."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from engine.expressions.checked import Checked
from engine.expressions.sql import aggregates
from engine.expressions.sql.context import Binds, Column, NotInSql, SqlContext, bind_values
from engine.expressions.sql.duckdb import compile_for_duckdb
from engine.expressions.sql.sqlite import register_sqlite_functions
from engine.expressions.sql.writer import Writer
from engine.expressions.tree import Aggregate, Node

__all__ = [
    "Binds",
    "NotInSql",
    "SqlContext",
    "aggregate_over",
    "bind_values",
    "column",
    "compile_for_duckdb",
    "condition",
    "members",
    "people",
    "register_sqlite_functions",
]


def column(found: Checked | Node, context: SqlContext) -> Column:
    """The value beside ``context.row``, as Python would give it; a condition is true or false.

    Raises NotInSql.
    """
    return Writer(context).value(_tree(found))


def condition(found: Checked | Node, context: SqlContext, holds: bool = True) -> Column:
    """For WHERE: true exactly where the condition holds (or does not). Raises NotInSql."""
    return Writer(context).condition(_tree(found), holds)


def aggregate_over(node: Aggregate, value: Column | None, context: SqlContext) -> Column:
    """``sum count count_distinct avg min max`` of a column of the statement that is being written, for grouping;
    ``median`` of a column that holds the values in the middle only (see ``aggregates.in_middle``)."""
    if node.function == "median":
        return aggregates.average(Writer(context), node, value)
    return aggregates.over(Writer(context), node, value)


def members(node: Aggregate, context: SqlContext, limit: int) -> sa.Select[Any]:
    """A select of the ids of the records that an aggregate is about, in their order. Raises NotInSql."""
    return aggregates.members(Writer(context), node, limit)


def people(found: Checked | Node, context: SqlContext) -> sa.Select[Any]:
    """A select of the ids of a set of people. Raises NotInSql."""
    return Writer(context).people(_tree(found))


def _tree(found: Checked | Node) -> Node:
    return found.tree if isinstance(found, Checked) else found
