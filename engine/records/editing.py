"""Creating and updating one record: values, table rows, stage history, references, uniqueness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.problems import Problem, Refused
from engine.records.batch import batched, insert_rows
from engine.records.change import Touched
from engine.records.conflict import refuse_conflict
from engine.records.database import IntegrityErrors
from engine.records.ids import new_id
from engine.records.stage_history import enter_stages
from engine.records.store import Row, Store
from engine.records.table_rows import write_table_rows
from engine.records.uniqueness import refuse_duplicate

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def create_record(uow: UnitOfWork, store: Store, values: Mapping[str, Any], id_: str | None) -> Row:
    for complete in uow.runtime.completers:
        values = complete(uow, store, values)
    own, tables = split(store, values)
    row: Row = {**store.blank, **own}
    row.update(
        id=id_ or new_id(uow.now),
        version=1,
        created_at=uow.now,
        created_by=uow.actor.id,
        updated_at=uow.now,
        updated_by=uow.actor.id,
    )
    enter_stages(uow, store, row, None, own)
    check_references(uow, store, row, own, row["id"])
    insert(uow, store, row)
    for way, rows in tables.items():
        write_table_rows(uow, store, row, way, rows, new=True)
    return row


def create_records(
    uow: UnitOfWork, store: Store, many: Sequence[Mapping[str, Any]], ids: Sequence[str | None]
) -> list[Row]:
    """Creates records one after the other, and writes them together."""
    find_references(uow, store, many)
    with batched(uow):
        return [create_record(uow, store, values, id_) for values, id_ in zip(many, ids, strict=True)]


def insert(uow: UnitOfWork, store: Store, row: Row) -> None:
    """Inserts a complete row, in a batch together with others, and notes it in the wave."""
    if uow.batch is not None:
        uow.batch.insert(store, row)
    else:
        insert_rows(uow.cursor, store, [row])
    key = (*store.key, row["id"])
    uow.remember(store, row)
    uow.known.add(key)
    touched = uow.wave.touched[key] = Touched(store, row, None, "create")
    touched.edit(uow.cause, set())


def update_record(uow: UnitOfWork, store: Store, id_: str, values: Mapping[str, Any], version: int | None) -> Row:
    row = existing(uow, store, id_)
    own, tables = split(store, values)
    if version is not None and version != row["version"]:
        refuse_conflict(uow, store, row, version, own)
    changed = {name: value for name, value in own.items() if row[name] != value}
    touched = uow.touch(store, row) if changed or tables else None
    rows_changed = False
    for way, rows in tables.items():
        rows_changed |= write_table_rows(uow, store, row, way, rows)
    if touched is not None and (changed or rows_changed):
        write(uow, touched, changed)
    return row


def write(uow: UnitOfWork, touched: Touched, changed: dict[str, Any]) -> None:
    """Writes changed attributes of a touched record, its history and its edit marks."""
    store, row = touched.store, touched.row
    enter_stages(uow, store, row, dict(row), changed)
    check_references(uow, store, changed, changed)
    changed |= {"updated_at": uow.now, "updated_by": uow.actor.id}
    if uow.cause.edits:
        changed["version"] = row["version"] + 1
    row.update(changed)
    try:
        store.update(uow.cursor, row, changed)
    except IntegrityErrors as error:
        refuse_duplicate(store, row, error)
    touched.edit(uow.cause, set(changed))


def existing(uow: UnitOfWork, store: Store, id_: str) -> Row:
    """The record; Refused 404 if it does not exist or is deleted."""
    row = uow.load(store, id_)
    if row is None or row["deleted_at"] is not None:
        raise Refused((Problem("record.missing", {"title": store.title, "id": id_}),), 404)
    return row


def split(store: Store, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of attributes and lists of table rows; refuses unknown and derived names."""
    if store.writable.issuperset(values):
        return dict(values), {}
    own, tables, problems = {}, {}, []
    ways = store.entity.ways
    for name, value in values.items():
        if name in store.derived:
            problems.append(Problem("value.derived", {"title": store.entity.attributes[name].title or name}, name))
        elif name in store.blank:
            own[name] = value
        elif name in ways and ways[name].kind == "table":
            tables[name] = value
        else:
            problems.append(Problem("value.unknown", {"name": name}, name))
    if problems:
        raise Refused(problems)
    return own, tables


def find_references(uow: UnitOfWork, store: Store, many: Sequence[Mapping[str, Any]]) -> None:
    """Looks once for all that many records refer to, so that none of them has to ask."""
    for attribute in store.references:
        target = uow.runtime.find_store(uow.actives, store.entity.app, attribute.type.entity)  # type: ignore[union-attr]
        if target is not None:
            uow.know(target, {id_ for values in many if (id_ := values.get(attribute.name)) is not None})
    for name, way in store.entity.ways.items():
        if way.kind == "table" and (rows := [row for values in many for row in values.get(name) or ()]):
            find_references(uow, uow.runtime.store(uow.actives, store.entity.app, way.entity), rows)


def check_references(
    uow: UnitOfWork, store: Store, values: Mapping[str, Any], names: Iterable[str], record: str = ""
) -> None:
    """Refuses references to records that do not exist or are deleted.

    A target with derived values is loaded: it is likely to be computed next.
    """
    if not store.references:
        return
    missing = []
    given = names if isinstance(names, dict) else dict.fromkeys(names)
    for attribute in store.references:
        target = values[attribute.name] if attribute.name in given else None
        if target is not None and not _exists(uow, store, attribute.type.entity, target):  # type: ignore[union-attr]
            title = attribute.title or attribute.name
            missing.append(Problem("value.reference_missing", {"title": title}, attribute.name, record=record))
    if missing:
        raise Refused(missing)


def _exists(uow: UnitOfWork, store: Store, entity: str, id_: str) -> bool:
    target = uow.runtime.find_store(uow.actives, store.entity.app, entity)
    if target is None:
        return True
    key = (*target.key, id_)
    if key in uow.rows:
        return uow.rows[key]["deleted_at"] is None
    if target.derived:
        found = uow.load(target, id_)
        return found is not None and found["deleted_at"] is None
    if key not in uow.known and target.exists(uow.cursor, id_):
        uow.known.add(key)
    return key in uow.known
