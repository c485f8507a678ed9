"""Sorting and keyset paging: the next page begins after a record, however deep it lies.

Null counts as the least value in both databases and directions.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.problems import Problem, Refused
from engine.records.json_sql import Column


@dataclass(frozen=True)
class Sort:
    name: str
    descending: bool = False


@dataclass(frozen=True)
class Key:
    """One column of the order."""

    column: Column
    descending: bool
    nullable: bool = True


def order_by(keys: Sequence[Key]) -> list[Any]:
    return [_ordered(key) for key in keys]


def _ordered(key: Key) -> Any:
    if not key.nullable:
        return key.column.desc() if key.descending else key.column.asc()
    return key.column.desc().nulls_last() if key.descending else key.column.asc().nulls_first()


def after(keys: Sequence[Key], values: Sequence[Any]) -> sa.ColumnElement[bool]:
    """The rows that come after the one with these key values; binds are named ``key_0`` and so on."""
    equal: list[sa.ColumnElement[bool]] = []
    branches: list[sa.ColumnElement[bool]] = []
    for position, (key, value) in enumerate(zip(keys, values, strict=True)):
        bind: Any = sa.bindparam(f"key_{position}", type_=key.column.type)
        branches.append(sa.and_(*equal, _beyond(key, value, bind)))
        equal.append(key.column.is_(None) if value is None else key.column == bind)
    bound = _bound(keys[0], values[0]) if len(keys) > 1 else None
    beyond = sa.or_(*branches)
    return beyond if bound is None else sa.and_(bound, beyond)


def _beyond(key: Key, value: Any, bind: Any) -> sa.ColumnElement[bool]:
    if value is None:
        return sa.false() if key.descending else key.column.is_not(None)
    below: sa.ColumnElement[bool] = key.column < bind
    above: sa.ColumnElement[bool] = key.column > bind
    if not key.descending:
        return above
    return sa.or_(below, key.column.is_(None)) if key.nullable else below


def _bound(key: Key, value: Any) -> sa.ColumnElement[bool] | None:
    """A plain range on the first key, so that an index is entered where the page begins."""
    bind: Any = sa.bindparam("key_0", type_=key.column.type)
    if value is None:
        return key.column.is_(None) if key.descending else None
    up: sa.ColumnElement[bool] = key.column >= bind
    down: sa.ColumnElement[bool] = key.column <= bind
    if not key.descending:
        return up
    return None if key.nullable else down


def write_token(id_: str) -> str:
    """The opaque token of the page after a record: it names the record and nothing of its values."""
    return base64.urlsafe_b64encode(id_.encode()).decode().rstrip("=")


def read_token(token: str) -> str:
    try:
        found = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("ascii")
    except ValueError as error:
        raise Refused((Problem("query.cursor", {}),), 400) from error
    if len(found) > 64 or not found.replace("-", "").isalnum():
        raise Refused((Problem("query.cursor", {}),), 400)
    return found
