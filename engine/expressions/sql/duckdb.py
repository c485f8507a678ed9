"""Statements for DuckDB: the text of PostgreSQL's dialect, run by DuckDB's own driver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.compiler import SQLCompiler

DIALECT = postgresql.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
DIALECT.identifier_preparer.reserved_words = DIALECT.identifier_preparer.reserved_words | {"at"}


def compile_for_duckdb(statement: sa.ClauseElement, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The text with ``$1`` and the values in that order."""
    compiled: SQLCompiler = statement.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})  # type: ignore[assignment]
    known = {**compiled.params, **values}
    return compiled.string, [known[name] for name in compiled.positiontup or ()]
