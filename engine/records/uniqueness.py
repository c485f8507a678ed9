"""A value that exists already, told by the name of its field instead of the name of an index."""

from __future__ import annotations

from typing import NoReturn

import psycopg

from engine.problems import Problem, Refused
from engine.records.codec import to_json
from engine.records.entity import Attribute
from engine.records.physical import Index
from engine.records.store import Row, Store


def refuse_duplicate(store: Store, row: Row, error: Exception) -> NoReturn:
    """Raises Refused for a violated unique index, or the error itself if it is something else."""
    raise Refused((duplicate(store, row, error),)) from error


def duplicate(store: Store, row: Row, error: Exception) -> Problem:
    """The problem of a row that violates a unique index. Raises the error itself if it is something else."""
    attribute = _violated(store, error)
    if attribute is None:
        raise error
    names = (*(attribute.unique or ()), attribute.name)
    parameters = {
        "title": attribute.title or attribute.name,
        "value": to_json(attribute.type, row[attribute.name]),
        "values": {name: row[name] for name in names},
        "entity": store.entity.name,
        "id": row["id"],
        "records": "",
    }
    return Problem("value.not_unique", parameters, attribute.name, record=row["id"])


def _violated(store: Store, error: Exception) -> Attribute | None:
    for attribute, index in store.unique_indexes:
        if _names(store, index, error):
            return attribute
    return None


def _names(store: Store, index: Index, error: Exception) -> bool:
    if isinstance(error, psycopg.Error):
        return error.diag.constraint_name == index.name
    columns = ", ".join(f"{store.physical.name}.{column}" for column in index.columns)
    return str(error) == f"UNIQUE constraint failed: {columns}"
