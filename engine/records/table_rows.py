"""Rows of a table field, written together with the record that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.records.store import Row, Store

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def write_table_rows(
    uow: UnitOfWork, store: Store, parent: Row, way: str, rows: Sequence[Mapping[str, Any]] | None, new: bool = False
) -> bool:
    """Makes ``rows`` the table's rows: those with an id are updated, others created, absent ones deleted.

    A ``new`` record has none yet. True if anything changed.
    """
    child = uow.runtime.store(uow.actives, store.entity.app, store.entity.ways[way].entity)
    present = {} if new else {row["id"]: row for row in uow.children(store.entity, way, parent["id"])}
    before = {id_: dict(row) for id_, row in present.items()}
    kept: set[str] = set()
    for position, values in enumerate(rows or ()):
        own = {name: value for name, value in values.items() if name not in ("id", "version", "parent")}
        own["position"] = position
        id_ = values.get("id")
        if id_ is not None and id_ in present:
            uow.update(child.entity, id_, own)
            kept.add(id_)
        else:
            uow.create(child.entity, {**own, "parent": parent["id"]}, id_)
    for id_ in present.keys() - kept:
        uow.delete(child.entity, id_)
    return len(kept) != len(rows or ()) or kept != present.keys() or any(present[i] != before[i] for i in kept)
