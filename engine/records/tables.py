"""SQLAlchemy tables made from physical tables; columns keep the value types' storage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from engine.records.dialect import Dialect
from engine.records.physical import Column, Index, PhysicalTable

TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "text": sa.Text,
    "integer": sa.BigInteger,
    "boolean": sa.Boolean,
}
ROW_NUMBER = "row_number"


def make_table(table: PhysicalTable, metadata: sa.MetaData, dialect: Dialect) -> sa.Table:
    """The table with its indexes.

    On SQLite the primary key is an explicit row number (its own row id made stable, since the search index
    refers to it and VACUUM renumbers implicit ones); on PostgreSQL it is the id.
    """
    columns = [make_column(column) for column in table.columns]
    identity = next(column for column in columns if column.name == "id")
    if dialect.name == "sqlite":
        columns.insert(0, sa.Column(ROW_NUMBER, sa.Integer, primary_key=True))
        identity.unique = True
    else:
        identity.primary_key = True
    made = sa.Table(table.name, metadata, *columns, implicit_returning=False)
    for index in table.indexes:
        make_index(made, index, nulls_first=dialect.name == "postgresql")
    return made


def make_column(column: Column) -> sa.Column[Any]:
    return sa.Column(column.name, TYPES[column.storage](), nullable=not column.required)


def make_index(table: sa.Table, index: Index, *, nulls_first: bool) -> sa.Index:
    """``nulls_first`` on PostgreSQL, so that an index gives the order of lists: null is the least value."""
    where = None
    if index.where is not None:
        column = table.c[index.where]
        where = column.is_not(None) if index.filled else column.is_(None)
    columns: list[Any] = [table.c[name] for name in index.columns]
    if nulls_first and not index.unique:
        columns = [column.nulls_first() for column in columns]
    return sa.Index(index.name, *columns, unique=index.unique, sqlite_where=where, postgresql_where=where)


def make_tables(tables: Iterable[PhysicalTable], dialect: Dialect) -> dict[str, sa.Table]:
    """The tables by name, in one metadata."""
    metadata = sa.MetaData()
    return {table.name: make_table(table, metadata, dialect) for table in tables}
