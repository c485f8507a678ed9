"""Fills new columns of the records at hand: converted values, and what follows from texts and instants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from engine.problems import Problem
from engine.records.codec import ValueProblem
from engine.records.conversion import Convert, converter
from engine.records.planning import Plan, PlanStep
from engine.records.schema import Schema
from engine.records.statement import Cursor, Statement
from engine.records.store import Store

REPORTED = 20
CHUNK = 500
TOO_LARGE = 10**15


def convert_columns(cursor: Cursor, plan: Plan, schema: Schema) -> Iterator[Problem]:
    """Converts the values of replaced columns; one problem for each column with values that do not fit."""
    for step in plan.steps:
        store = next((found for found in schema.stores.values() if found.physical.name == step.table), None)
        if store is None or step.column is None:
            continue
        if step.kind == "replace_column" and step.was:
            attribute = next(item for item in store.attributes if item.column == step.column.name)
            rejected = _convert(cursor, store, step, converter(step.was, attribute.type, schema.zone))
        elif step.kind == "convert_column" and step.multiply > 1:
            rejected = _too_large(cursor, store, step)
        else:
            continue
        if rejected:
            yield _rejected(step, rejected)


def _convert(cursor: Cursor, store: Store, step: PlanStep, convert: Convert) -> list[tuple[str, Any]]:
    """The rows (id, value) whose value was refused."""
    assert step.column is not None
    table, rejected, last = store.table, [], ""
    old: Any = sa.column(step.old)
    id_, after = table.c.id, sa.bindparam("after", type_=sa.Text)
    select = Statement(
        sa.select(id_, old).where(id_ > after, old.is_not(None)).order_by(id_).limit(CHUNK), store.dialect
    )
    here = table.c.id == sa.bindparam("id_", type_=sa.Text)
    update = Statement(table.update().where(here), store.dialect, [step.column.name])
    while True:
        select.run(cursor, {"after": last})
        found = cursor.fetchall()
        converted = []
        for id_text, value in found:
            try:
                converted.append({step.column.name: convert(value), "id_": id_text})
            except ValueProblem:
                rejected.append((id_text, value))
        if converted:
            update.run_many(cursor, converted)
        if len(found) < CHUNK:
            return rejected
        last = found[-1][0]


def _too_large(cursor: Cursor, store: Store, step: PlanStep) -> list[tuple[str, Any]]:
    """The rows whose number has more digits now than a number may have."""
    assert step.column is not None
    column = store.table.c[step.column.name]
    clause = sa.select(store.table.c.id, column).where(sa.or_(column >= TOO_LARGE, column <= -TOO_LARGE))
    Statement(clause, store.dialect).run(cursor)
    return [(id_, value) for id_, value in cursor.fetchall()]


def _rejected(step: PlanStep, rows: list[tuple[str, Any]]) -> Problem:
    assert step.column is not None
    parameters = {"table": step.table, "column": step.column.name, "new": step.column.meaning, "count": len(rows)}
    return Problem("schema.rejected", {**parameters, "rows": [list(row) for row in rows[:REPORTED]]})


def fill_sidecars(cursor: Cursor, plan: Plan, schema: Schema) -> None:
    """Computes the fold, sort, search and date columns that the plan adds to tables that were there before."""
    added: dict[str, set[str]] = {}
    for step in plan.steps:
        if step.kind in ("add_column", "replace_column") and step.column is not None:
            added.setdefault(step.table, set()).add(step.column.name)
    for store in schema.stores.values():
        if store.sidecar_columns and store.physical.name in added:
            for row in store.every(cursor):
                store.update_sidecars(cursor, row, store.names)
