"""The statements of one entity, compiled once per version: read, insert and update its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from engine.expressions.types import Boolean, Reference
from engine.records.clock import day_of
from engine.records.dialect import Dialect
from engine.records.entity import Attribute, Entity
from engine.records.physical import (
    Index,
    PhysicalTable,
    dated,
    day_column,
    fold_column,
    folded,
    sort_column,
    sorted_by_pinyin,
    unique_index,
)
from engine.records.statement import Cursor, Statement
from engine.records.system import NEXT_CHANGE, stages
from engine.records.text import fold, searchable, sort_key

Row = dict[str, Any]


class Store:
    """Reads and writes the rows of an entity as mappings from attribute name to stored value."""

    def __init__(self, entity: Entity, physical: PhysicalTable, table: sa.Table, dialect: Dialect, zone: str) -> None:
        self.entity = entity
        self.key = (entity.app, entity.name)
        self.title = entity.title or entity.name
        self.physical = physical
        self.table = table
        self.dialect = dialect
        self.attributes = [item for item in entity.attributes.values() if item.column is not None]
        self.names = tuple(item.name for item in self.attributes)
        self.columns = {item.name: item.column or item.name for item in self.attributes}
        self.blank: Row = dict.fromkeys(self.names)
        self.derived = frozenset(item.name for item in self.attributes if item.formula is not None)
        self.writable = frozenset(self.names) - self.derived
        self.kept = tuple(item for item in self.attributes if item.kept)
        self.intervals = tuple(item for item in self.attributes if item.intervals)
        self.stages = stages(entity)
        self.references = tuple(
            item for item in self.attributes if isinstance(item.type, Reference) and not item.system
        )
        self.booleans = self._boolean_names()
        self._sidecars = tuple(_sidecars(self.attributes, zone))
        self._searched = tuple(item.name for item in self.attributes if item.search and folded(item))
        self.sidecar_columns = [column for _, column, _ in self._sidecars] + ["search_words"] * bool(self._searched)
        self.selected = sa.select(*(table.c[self.columns[name]] for name in self.names))
        self.unique_indexes = tuple(self._unique())
        self._referring: dict[tuple[str, bool], Statement] = {}
        self._updates: dict[tuple[str, ...], Statement] = {}
        self._prepare()

    def _boolean_names(self) -> tuple[str, ...]:
        if self.dialect.name == "postgresql":
            return ()
        return tuple(item.name for item in self.attributes if isinstance(item.type, Boolean))

    def _prepare(self) -> None:
        table, id_ = self.table, self.table.c.id
        select = self.selected
        one = select.where(id_ == sa.bindparam("id", type_=sa.Text))
        self.get = Statement(one.with_for_update(), self.dialect)
        many = select.where(self.dialect.among(id_, "ids"))
        self.get_many = Statement(many.with_for_update(), self.dialect)
        columns = [*self.columns.values(), *self.sidecar_columns]
        self.insert = Statement(table.insert().inline(), self.dialect, columns, self._keys())

        if self.kept:
            timed = table.update().where(id_ == sa.bindparam("id_", type_=sa.Text))
            self._next_change = Statement(timed, self.dialect, [NEXT_CHANGE])
        alive: Any = sa.select(sa.literal_column("1")).where(id_ == sa.bindparam("id", type_=sa.Text))
        self._exists = Statement(alive.where(table.c.deleted_at.is_(None)), self.dialect)
        among = sa.select(id_).where(self.dialect.among(id_, "ids"), table.c.deleted_at.is_(None))
        self._existing = Statement(among, self.dialect)

    def _unique(self) -> Iterable[tuple[Attribute, Index]]:
        for attribute in self.attributes:
            if attribute.unique is not None:
                yield attribute, unique_index(self.entity, attribute)

    def _keys(self) -> dict[str, str]:
        return {column: name for name, column in self.columns.items()}

    def load(self, values: Sequence[Any]) -> Row:
        """A row from the tuple of a select of all columns."""
        row = dict(zip(self.names, values, strict=True))
        for name in self.booleans:
            if row[name] is not None:
                row[name] = bool(row[name])
        return row

    def find(self, cursor: Cursor, id_: str) -> Row | None:
        """The row, deleted or not; locked until the end of the transaction."""
        if "\0" in id_:
            return None
        self.get.run(cursor, {"id": id_})
        values = cursor.fetchone()
        return None if values is None else self.load(values)

    def find_many(self, cursor: Cursor, ids: Iterable[str]) -> dict[str, Row]:
        self.get_many.run(cursor, {"ids": self.dialect.pack(sorted(ids))})
        return {row["id"]: row for row in map(self.load, cursor.fetchall())}

    def exists(self, cursor: Cursor, id_: str) -> bool:
        """Whether the record exists and is not deleted."""
        if "\0" in id_:
            return False
        self._exists.run(cursor, {"id": id_})
        return cursor.fetchone() is not None

    def existing(self, cursor: Cursor, ids: Iterable[str]) -> list[str]:
        """Those of some ids whose records exist and are not deleted."""
        self._existing.run(cursor, {"ids": self.dialect.pack(sorted(ids))})
        return [id_ for (id_,) in cursor.fetchall()]

    def referring(self, cursor: Cursor, attribute: str, id_: str, deleted_at: int | None = None) -> list[Row]:
        """The rows whose ``attribute`` is ``id_``: those alive, or those deleted at an instant."""
        statement = self._referring.get((attribute, deleted_at is None))
        if statement is None:
            statement = self._referring[attribute, deleted_at is None] = self._refer(attribute, deleted_at is None)
        statement.run(cursor, {"id": id_, "deleted_at": deleted_at})
        return [self.load(values) for values in cursor.fetchall()]

    def _refer(self, attribute: str, alive: bool) -> Statement:
        table = self.table
        deleted = sa.bindparam("deleted_at", type_=sa.BigInteger)
        state = table.c.deleted_at.is_(None) if alive else table.c.deleted_at == deleted
        refers = table.c[self.columns[attribute]] == sa.bindparam("id", type_=sa.Text)
        order = [table.c.position] if "position" in table.c else []
        return Statement(self.selected.where(refers, state).order_by(*order, table.c.id), self.dialect)

    def every(self, cursor: Cursor, chunk: int = 500) -> Iterator[Row]:
        """All rows, deleted ones too, in the order of their ids."""
        after: Any = sa.bindparam("after", type_=sa.Text)
        id_ = self.table.c.id
        statement = Statement(self.selected.where(id_ > after).order_by(id_).limit(chunk), self.dialect)
        last = ""
        while True:
            statement.run(cursor, {"after": last})
            found = [self.load(values) for values in cursor.fetchall()]
            yield from found
            if len(found) < chunk:
                return
            last = found[-1]["id"]

    def completed(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Rows with the values of their sidecar columns, ready to be inserted."""
        return [{**row, **self.sidecars(row)} for row in rows] if self.sidecar_columns else rows

    def sidecars(self, row: Mapping[str, Any], changed: Iterable[str] | None = None) -> Row:
        """The values of the columns that follow from text and time columns; of the ``changed`` ones only."""
        wanted = None if changed is None else frozenset(changed)
        values = {
            column: None if row[name] is None else compute(row[name])
            for name, column, compute in self._sidecars
            if wanted is None or name in wanted
        }
        if self._searched and (wanted is None or not wanted.isdisjoint(self._searched)):
            values["search_words"] = searchable([row[name] for name in self._searched if row[name]])
        return values

    def update(self, cursor: Cursor, row: Mapping[str, Any], changed: Iterable[str]) -> bool:
        """Writes the ``changed`` attributes of a row; False if the row is gone."""
        names = tuple(sorted(changed))
        sidecars = self.sidecars(row, names)
        self._update(names, tuple(sidecars)).run(cursor, {**row, **sidecars, "id_": row["id"]})
        return cursor.rowcount == 1

    def set_next_change(self, cursor: Cursor, id_: str, instant: int | None) -> None:
        """Writes when time alone changes the record next."""
        self._next_change.run(cursor, {"next_change": instant, "id_": id_})

    def update_sidecars(self, cursor: Cursor, row: Mapping[str, Any], changed: Iterable[str]) -> None:
        """Follows derived texts with their fold, sort key and search words."""
        sidecars = self.sidecars(row, changed)
        if sidecars:
            names = ("", *sorted(changed))
            self._update(names, tuple(sidecars)).run(cursor, {**sidecars, "id_": row["id"]})

    def _update(self, names: tuple[str, ...], sidecars: tuple[str, ...]) -> Statement:
        found = self._updates.get(names)
        if found is None:
            columns = [*(self.columns[name] for name in names if names[0]), *sidecars]
            clause = self.table.update().where(self.table.c.id == sa.bindparam("id_", type_=sa.Text))
            found = self._updates[names] = Statement(clause, self.dialect, columns, self._keys())
        return found


def _sidecars(attributes: Iterable[Attribute], zone: str) -> Iterable[tuple[str, str, Callable[[Any], Any]]]:
    for attribute in attributes:
        if folded(attribute):
            yield attribute.name, fold_column(attribute), _fold
        if sorted_by_pinyin(attribute):
            yield attribute.name, sort_column(attribute), sort_key
        if dated(attribute):
            yield attribute.name, day_column(attribute), lambda instant: day_of(instant, zone)


def _fold(text: str) -> str | None:
    return fold(text) or None
