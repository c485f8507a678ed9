"""The records as they were, in a database of memory: each version of each record with the time in which it held.

It is made of the present rows and of the change log, read backwards; nothing of the app's own database is written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa

from engine.expressions.checked import Checked
from engine.expressions.sql import SqlContext, register_sqlite_functions
from engine.expressions.sql.context import storage
from engine.expressions.tree import Among, Members, Node, walk
from engine.expressions.types import Reference
from engine.records import kernel
from engine.records.dialect import SQLITE
from engine.records.statement import Statement
from engine.records.store import Store
from engine.records.system import DELETED

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.version import Active

ALWAYS, EVER = -(2**62), 2**62
CHUNK = 50_000
BEGINS, ENDS = "version_begins", "version_ends"
AT = sa.bindparam("as_of", type_=sa.BigInteger)
USER = "user"


@dataclass
class Past:
    """``reads`` are the attributes that are looked at, by entity; ``start`` is the earliest instant asked for."""

    reader: Reader
    active: Active
    start: int
    reads: dict[str, set[str]] = field(default_factory=dict)

    def need(self, node: Node) -> None:
        """Notes what a tree looks at; its records' ways and deletions too."""
        for read in Checked(node).depends:
            self.reads.setdefault(read.entity, set()).add(read.attribute)
        if any(isinstance(each, Members | Among) for each in walk(node)):
            self.reads.setdefault(USER, set()).update(("roles", "teams", "active", "manager"))

    def open(self) -> sqlite3.Connection:
        """The database of memory, filled."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        register_sqlite_functions(connection)
        cursor = connection.cursor()
        for entity in self.reads:
            self._fill(cursor, entity)
        return connection

    def context(self, entity: str) -> SqlContext:
        """Where trees are written: beside the versions that held at the instant bound as ``as_of``."""
        tables: dict[str, sa.FromClause] = {name: self._as_of(name) for name in self.reads}
        return SqlContext(self.active.schema.catalog, tables, tables[entity], "sqlite", self.active.zone)

    # Tables

    def _columns(self, entity: str) -> dict[str, str]:
        """The columns by attribute, the id and the deletion first."""
        store = self._store(entity)
        names = ["id", DELETED, *sorted(self.reads[entity] - {"id", DELETED})]
        return {name: store.columns[name] for name in names if name in store.columns}

    def _store(self, entity: str) -> Store:
        return self.active.schema.stores[entity]

    def _table(self, entity: str) -> sa.Table:
        attributes = self._store(entity).entity.attributes
        columns = [sa.Column(column, storage(attributes[name].type)) for name, column in self._columns(entity).items()]
        bounds = (sa.Column(name, sa.BigInteger) for name in (BEGINS, ENDS))
        return sa.Table(self._store(entity).table.name, sa.MetaData(), *columns, *bounds)

    def _as_of(self, entity: str) -> sa.FromClause:
        table = self._table(entity)
        shown = [column for column in table.c if column.name not in (BEGINS, ENDS)]
        return sa.select(*shown).where(table.c[BEGINS] <= AT, table.c[ENDS] > AT).subquery(f"{table.name}_then")

    def _fill(self, cursor: Any, entity: str) -> None:
        table = self._table(entity)
        cursor.execute(str(sa.schema.CreateTable(table).compile(dialect=SQLITE.compiler)))
        insert = Statement(table.insert().inline(), SQLITE, [column.name for column in table.c])
        histories = self._histories(entity)
        for chunk in self._present(entity):
            versions = [version for row in chunk for version in _versions(row, histories.get(row["id"], ()))]
            if versions:
                insert.run_many(cursor, [self._named(entity, version) for version in versions])
        for number, column in enumerate([["id"], *([link] for link in self._links(entity))]):
            names = ", ".join(f'"{name}"' for name in column)
            cursor.execute(f'CREATE INDEX "{table.name}_{number}" ON "{table.name}" ({names}, {BEGINS})')

    def _links(self, entity: str) -> list[str]:
        """The columns by which records of others are found."""

        attributes = self._store(entity).entity.attributes
        return [
            column for name, column in self._columns(entity).items() if isinstance(attributes[name].type, Reference)
        ]

    def _named(self, entity: str, version: Mapping[str, Any]) -> dict[str, Any]:
        columns = self._columns(entity)
        return {columns.get(name, name): value for name, value in version.items()}

    # What is known

    def _present(self, entity: str) -> Iterator[list[dict[str, Any]]]:
        """The rows as they are, deleted ones too."""
        columns, table = self._columns(entity), self._store(entity).table
        clause = sa.select(*(table.c[column] for column in columns.values()))
        after = table.c.id > sa.bindparam("after", type_=sa.Text)
        statement = Statement(clause.where(after).order_by(table.c.id).limit(CHUNK), self.reader.dialect)
        last = ""
        while True:
            statement.run(self.reader.cursor, {"after": last})
            rows = [dict(zip(columns, row, strict=True)) for row in self.reader.cursor.fetchall()]
            yield rows
            if len(rows) < CHUNK:
                return
            last = rows[-1]["id"]

    def _histories(self, entity: str) -> dict[str, list[tuple[int, str, Mapping[str, Any]]]]:
        """The changes since the start by record, the newest first: when, what, and the values before."""
        found: dict[str, list[tuple[int, str, Mapping[str, Any]]]] = {}
        table = kernel.change
        clause = sa.select(table.c.record, table.c.at, table.c.operation, table.c.diff).where(
            table.c.app == sa.bindparam("app", type_=sa.Text),
            table.c.entity == sa.bindparam("entity", type_=sa.Text),
            table.c.at >= sa.bindparam("start", type_=sa.BigInteger),
        )
        statement = Statement(clause.order_by(table.c.seq.desc()), self.reader.dialect)
        store, columns = self._store(entity), self._columns(entity)
        statement.run(self.reader.cursor, {"app": store.key[0], "entity": store.key[1], "start": self.start})
        for record, at, operation, diff in self.reader.cursor.fetchall():
            before = {name: old for name, (old, _) in orjson.loads(diff).items() if name in columns}
            found.setdefault(record, []).append((at, operation, before))
        return found


def _versions(row: dict[str, Any], history: Iterable[tuple[int, str, Mapping[str, Any]]]) -> Iterator[dict[str, Any]]:
    """The versions of a record, the newest first."""
    until = EVER
    for at, operation, before in history:
        if at < until:
            yield {**row, BEGINS: at, ENDS: until}
            until = at
        if operation == "create":
            return
        row = {**row, **before}
        if operation == "delete":
            row[DELETED] = None
        elif operation == "restore":
            row[DELETED] = at
    yield {**row, BEGINS: ALWAYS, ENDS: until}
