"""Files as the database knows them: uploaded, held by records, found again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.expressions.types import File
from engine.records.change import Change
from engine.records.dialect import Dialect
from engine.records.ids import new_id
from engine.records.statement import Cursor, Statement
from engine.records.store import Store
from forms.files.tables import file, holder

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class StoredFile:
    """``size`` in bytes; ``created_by`` is who uploaded it."""

    id: str
    app: str
    name: str
    size: int
    type: str
    digest: str
    created_by: str | None = None
    created_at: int = 0

    def value(self) -> dict[str, Any]:
        """As it stands in a record."""
        return {"id": self.id, "name": self.name, "size": self.size, "type": self.type}


@dataclass(frozen=True)
class Holder:
    """A field of a record that holds a file."""

    app: str
    entity: str
    record: str
    field: str


def add_file(uow: UnitOfWork, app: str, name: str, size: int, type_: str, digest: str) -> StoredFile:
    """Notes a file whose bytes are kept."""
    stored = StoredFile(new_id(uow.now), app, name, size, type_, digest, uow.actor.id, uow.now)
    _insert(uow.dialect).run(uow.cursor, vars(stored))
    return stored


def find_file(cursor: Cursor, dialect: Dialect, id_: str) -> StoredFile | None:
    """A file by its id."""
    _find(dialect).run(cursor, {"id": id_})
    found = cursor.fetchone()
    return None if found is None else StoredFile(*found)


def holders_of(cursor: Cursor, dialect: Dialect, id_: str) -> list[Holder]:
    """The fields that hold a file."""
    _holders(dialect).run(cursor, {"file": id_})
    return [Holder(*found) for found in cursor.fetchall()]


def note_holders(uow: UnitOfWork, changes: Iterable[Change]) -> None:
    """Listener: keeps the list of holders in step with the records."""
    for change in changes:
        for name in _file_fields(uow.store(f"{change.app}/{change.entity}")) & change.changed:
            before = _ids(change.before, name)
            after = _ids(change.after, name) if change.operation != "delete" else before
            for id_ in after - before:
                _hold(uow.dialect).run(uow.cursor, _binds(change, name, id_))
            for id_ in before - after:
                _release(uow.dialect).run(uow.cursor, _binds(change, name, id_))


@lru_cache(maxsize=256)
def _file_fields(store: Store) -> frozenset[str]:
    return frozenset(item.name for item in store.attributes if isinstance(item.type, File))


def _ids(row: Any, name: str) -> set[str]:
    stored = None if row is None else row.get(name)
    return {item["id"] for item in orjson.loads(stored)} if stored else set()


def _binds(change: Change, field: str, id_: str) -> dict[str, str]:
    return {"file": id_, "app": change.app, "entity": change.entity, "record": change.id, "field": field}


@cache
def _insert(dialect: Dialect) -> Statement:
    return Statement(file.insert().inline(), dialect, [column.name for column in file.c])


@cache
def _find(dialect: Dialect) -> Statement:
    return Statement(sa.select(*file.c).where(file.c.id == sa.bindparam("id", type_=sa.Text)), dialect)


@cache
def _holders(dialect: Dialect) -> Statement:
    columns = (holder.c.app, holder.c.entity, holder.c.record, holder.c.field)
    return Statement(sa.select(*columns).where(holder.c.file == sa.bindparam("file", type_=sa.Text)), dialect)


@cache
def _hold(dialect: Dialect) -> Statement:
    insert = (sqlite if dialect.name == "sqlite" else postgresql).insert(holder)
    binds = {column.name: sa.bindparam(column.name, type_=column.type) for column in holder.c}
    return Statement(insert.values(binds).on_conflict_do_nothing(), dialect)


@cache
def _release(dialect: Dialect) -> Statement:
    equal = [column == sa.bindparam(column.name, type_=column.type) for column in holder.c]
    return Statement(holder.delete().where(*equal), dialect)
