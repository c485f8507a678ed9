"""A view beside each table with decoded values, for tools that read the database directly."""

from __future__ import annotations

import re

from engine.records.dialect import Dialect
from engine.records.physical import Column, PhysicalTable
from engine.records.statement import Cursor

INTERNAL = frozenset({"fold", "sort", "words"})


def drop_view(cursor: Cursor, table: str) -> None:
    cursor.execute(f'DROP VIEW IF EXISTS "{table}_view"')


def create_view(cursor: Cursor, dialect: Dialect, table: PhysicalTable) -> None:
    """The records that are not deleted: decimals, dates and instants as such instead of integers."""
    columns = ", ".join(
        f'{_decoded(column, dialect)} AS "{column.name}"'
        for column in table.columns
        if column.meaning not in INTERNAL and column.name not in ("deleted_at", "next_change")
    )
    cursor.execute(f'CREATE VIEW "{table.name}_view" AS SELECT {columns} FROM "{table.name}" WHERE deleted_at IS NULL')


def _decoded(column: Column, dialect: Dialect) -> str:
    name = f'"{column.name}"'
    sqlite = dialect.name == "sqlite"
    if found := re.fullmatch(r"number\((\d+)\)", column.meaning):
        scale = int(found.group(1))
        if scale == 0:
            return name
        return f"{name} / 1e{scale}" if sqlite else f"round({name} / 1e{scale}::numeric, {scale})"
    if column.meaning == "date":
        return f"date({name} * 86400, 'unixepoch')" if sqlite else f"date '1970-01-01' + {name}::integer"
    if column.meaning == "datetime":
        if sqlite:
            return f"strftime('%Y-%m-%dT%H:%M:%fZ', {name} / 1000.0, 'unixepoch')"
        return f"to_timestamp({name} / 1000.0)"
    return name
