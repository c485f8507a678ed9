"""Records that mean the same thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from engine.problems import Problem
from engine.records.statement import Cursor, Statement
from engine.records.store import Store
from forms.compiled import DuplicatePart
from forms.rows import store_of
from forms.validation.case import Case

MOST = 5


@dataclass(frozen=True)
class Found:
    """Records that are the same by one rule, by id."""

    part: DuplicatePart
    ids: tuple[str, ...]


def duplicates(case: Case) -> Iterator[Problem]:
    """A record that exists already, where the form refuses it.

    The problem does not say which one: what a person may know of it is added for that person.
    """
    for found in found_duplicates(case, "block"):
        titles = list(found.part.titles)
        parameters = {"titles": titles, "records": "", "ids": found.ids, "path": _path(case, found)}
        yield Problem("duplicate.found", parameters, found.part.duplicate.address)


def _path(case: Case, found: Found) -> str:
    name = next((name for name in found.part.attributes if name in case.sheet.fields), "")
    return f"{case.path}{name}"


def found_duplicates(case: Case, *kinds: str) -> Iterator[Found]:
    """What the duplicate rules of the given kinds find beside the record."""
    for part in case.sheet.duplicates:
        if part.duplicate.do not in kinds or not any(map(case.changed, part.attributes)):
            continue
        values = [case.row.get(name) for name in part.attributes]
        if any(value is None for value in values):
            continue
        store = store_of(case.at, case.sheet.entity)
        if ids := same_records(case.at.cursor, store, part.attributes, values, case.row["id"]):
            yield Found(part, ids)


def same_records(
    cursor: Cursor, store: Store, names: Sequence[str], values: Sequence[Any], id_: str
) -> tuple[str, ...]:
    """The records, other than ``id_``, that have these stored values: at most MOST of them."""
    binds: Mapping[str, Any] = {"own": id_, **{f"v{at}": value for at, value in enumerate(values)}}
    _statement(store, tuple(names)).run(cursor, binds)
    return tuple(found for (found,) in cursor.fetchall())


@lru_cache(maxsize=256)
def _statement(store: Store, names: tuple[str, ...]) -> Statement:
    table = store.table
    equal = [
        table.c[store.columns[name]] == sa.bindparam(f"v{at}", type_=table.c[store.columns[name]].type)
        for at, name in enumerate(names)
    ]
    other = table.c.id != sa.bindparam("own", type_=sa.Text)
    clause = sa.select(table.c.id).where(*equal, other, table.c.deleted_at.is_(None))
    return Statement(clause.order_by(table.c.id).limit(MOST), store.dialect)
