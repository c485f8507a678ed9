"""What differs between the two record databases, as facts and small pieces of SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import psycopg as postgresql_driver
from sqlalchemy.dialects.sqlite import pysqlite as sqlite_driver

DialectName = Literal["sqlite", "postgresql"]


@dataclass(frozen=True)
class Dialect:
    """``begin`` takes the write lock at once on SQLite, so a transaction never has to be upgraded;
    ``begin_reading`` sees one state of the data throughout; ``mark`` stands for a parameter.
    """

    name: DialectName
    compiler: sa.Dialect
    begin: str
    begin_reading: str
    mark: str

    def among(
        self, column: sa.ColumnElement[Any], bind: str, kind: type[sa.Text | sa.BigInteger] = sa.Text
    ) -> sa.ColumnElement[bool]:
        """``column`` is one of the texts or numbers in a bound list (see ``pack``): one statement for any length."""
        if self.name == "sqlite":
            each = sa.func.json_each(sa.bindparam(bind, type_=sa.Text)).table_valued("value")
            return column.in_(sa.select(each.c.value))
        return column == sa.any_(sa.bindparam(bind, type_=sa.ARRAY(kind)))

    def pack(self, values: Sequence[str | int]) -> Any:
        """The bound form of a list of ids or numbers for ``among``."""
        if self.name == "postgresql":
            return [value for value in values if isinstance(value, int) or "\0" not in value]
        return orjson.dumps(values).decode()


def _psycopg_dialect() -> sa.Dialect:
    """PostgreSQL 16 reserves the name of the table of people; SQLAlchemy does not know to quote it."""
    made: Any = postgresql_driver.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
    made.identifier_preparer.reserved_words = {*made.identifier_preparer.reserved_words, "system_user"}
    return made  # type: ignore[no-any-return]


SQLITE = Dialect("sqlite", sqlite_driver.dialect(paramstyle="qmark"), "BEGIN IMMEDIATE", "BEGIN", "?")
POSTGRESQL = Dialect("postgresql", _psycopg_dialect(), "BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "%s")


def dialect_of(url: str) -> Dialect:
    return SQLITE if url.startswith("sqlite") else POSTGRESQL
