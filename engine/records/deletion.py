"""The recycle bin: deleting a record with what depends on it, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.problems import Problem, Refused
from engine.records.conflict import refuse_conflict
from engine.records.database import IntegrityErrors
from engine.records.editing import check_references, existing
from engine.records.entity import Attribute
from engine.records.store import Row, Store
from engine.records.uniqueness import refuse_duplicate

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def delete_record(uow: UnitOfWork, store: Store, id_: str, version: int | None) -> None:
    row = existing(uow, store, id_)
    if version is not None and version != row["version"]:
        refuse_conflict(uow, store, row, version, {})
    put_away(uow, store, row)


def put_away(uow: UnitOfWork, store: Store, row: Row) -> None:
    """Deletes a row, after those that must go with it; refuses if another record needs it."""
    mark(uow, store, row, uow.now)
    for child, attribute in referring(uow, store):
        policy = _policy(store, child, attribute)
        if policy == "keep":
            continue
        rows = [uow.remember(child, found) for found in child.referring(uow.cursor, attribute.name, row["id"])]
        if policy == "block" and rows:
            refuse_referenced(store, child, len(rows))
        for found in rows:
            if found["deleted_at"] is None:
                put_away(uow, child, found)


def restore_record(uow: UnitOfWork, store: Store, id_: str) -> Row:
    row = uow.load(store, id_)
    if row is None or row["deleted_at"] is None:
        raise Refused((Problem("record.not_deleted", {"title": store.title}),), 404 if row is None else 409)
    take_back(uow, store, row)
    return row


def take_back(uow: UnitOfWork, store: Store, row: Row) -> None:
    """Restores a row and those that were deleted along with it, at the same instant."""
    instant = row["deleted_at"]
    mark(uow, store, row, None)
    check_references(uow, store, row, store.names)
    for child, attribute in referring(uow, store):
        if _policy(store, child, attribute) == "cascade":
            for found in child.referring(uow.cursor, attribute.name, row["id"], deleted_at=instant):
                take_back(uow, child, uow.remember(child, found))


def _policy(store: Store, child: Store, attribute: Attribute) -> str:
    """What becomes of a record that refers to a deleted one; table rows go with theirs."""
    return "cascade" if child.entity.parent == store.entity.name else attribute.on_delete


def mark(uow: UnitOfWork, store: Store, row: Row, instant: int | None) -> None:
    touched = uow.touch(store, row)
    touched.operation = "delete" if instant is not None else "restore"
    if touched.before is None:
        touched.operation = "create" if instant is None else "delete"
    changed = {"deleted_at": instant, "updated_at": uow.now, "updated_by": uow.actor.id}
    row.update(changed)
    try:
        store.update(uow.cursor, row, changed)
    except IntegrityErrors as error:
        refuse_duplicate(store, row, error)
    touched.edit(uow.cause, set(changed))


def referring(uow: UnitOfWork, store: Store) -> Iterator[tuple[Store, Attribute]]:
    """The entities with an attribute that refers to ``store``'s records, those of who wrote them aside."""
    for active in uow.actives.values():
        yield from active.schema.referring.get(store.key, ())


def refuse_referenced(store: Store, child: Store, count: int) -> None:
    parameters = {"title": store.title, "count": count, "by": child.title, "entity": child.entity.name}
    raise Refused((Problem("record.referenced", parameters),), 409)
