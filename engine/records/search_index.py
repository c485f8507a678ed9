"""The search index: bigrams of folded text, in FTS5 on SQLite and a GIN index on PostgreSQL."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from engine.records.dialect import Dialect
from engine.records.statement import Cursor
from engine.records.tables import ROW_NUMBER

COLUMN = "search_words"


def index_table(table: str) -> str:
    return f"{table}__search"


def create_search_index(cursor: Cursor, dialect: Dialect, table: str) -> None:
    """Creates the index of a table where it is missing.

    SQLite: an FTS5 table over the column (external content), kept right by triggers whatever writes.
    """
    quoted = f'"{table}"'
    if dialect.name == "postgresql":
        array = f"string_to_array({COLUMN}, ' ')"
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {index_table(table)} ON {quoted} USING gin (({array}))")
        return
    index = index_table(table)
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (index,))
    if cursor.fetchone() is not None:
        return
    cursor.execute(
        f"CREATE VIRTUAL TABLE {index} USING fts5({COLUMN}, content='{table}', content_rowid='{ROW_NUMBER}', "
        "detail=none, columnsize=0, tokenize='ascii')"
    )
    add = f"INSERT INTO {index}(rowid, {COLUMN}) VALUES (new.{ROW_NUMBER}, new.{COLUMN});"
    remove = f"INSERT INTO {index}({index}, rowid, {COLUMN}) VALUES ('delete', old.{ROW_NUMBER}, old.{COLUMN});"
    cursor.execute(f"CREATE TRIGGER {index}_insert AFTER INSERT ON {quoted} BEGIN {add} END")
    cursor.execute(f"CREATE TRIGGER {index}_update AFTER UPDATE OF {COLUMN} ON {quoted} BEGIN {remove} {add} END")
    cursor.execute(f"CREATE TRIGGER {index}_delete AFTER DELETE ON {quoted} BEGIN {remove} END")
    cursor.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")


def contains_words(table: sa.FromClause, name: str, dialect: Dialect) -> sa.ColumnElement[bool]:
    """Whether a row's index holds all of the bound ``words``: no row that contains the text is missed."""
    if dialect.name == "postgresql":
        array = sa.func.string_to_array(table.c[COLUMN], " ", type_=sa.ARRAY(sa.Text))
        return array.op("@>", is_comparison=True)(sa.bindparam("words", type_=sa.ARRAY(sa.Text)))
    index: Any = sa.table(index_table(name), sa.column("rowid"), sa.column(index_table(name)))
    match = index.c[index_table(name)].op("MATCH", is_comparison=True)(sa.bindparam("words", type_=sa.Text))
    return table.c[ROW_NUMBER].in_(sa.select(index.c.rowid).where(match))
