"""Carries a plan out, in one transaction: both databases undo schema changes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

from engine.problems import Problem, Refused
from engine.records import kernel
from engine.records.decoded_view import create_view, drop_view
from engine.records.dialect import Dialect
from engine.records.filling import convert_columns, fill_sidecars
from engine.records.physical import Index, PhysicalTable
from engine.records.planning import Plan, PlanStep
from engine.records.schema import Schema
from engine.records.search_index import create_search_index
from engine.records.statement import Cursor, Statement
from engine.records.tables import make_column, make_tables

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

REPORTED = 20


@cache
def _remember(dialect: Dialect) -> Statement:
    insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    clause = insert(kernel.physical).inline()
    new = clause.excluded
    merged = clause.on_conflict_do_update(index_elements=["name"], set_={"definition": new.definition})
    return Statement(merged, dialect, ["name", "app", "definition"])


@cache
def _stored(dialect: Dialect) -> Statement:
    return Statement(sa.select(kernel.physical.c.definition).order_by(kernel.physical.c.name), dialect)


def stored_tables(cursor: Cursor, dialect: Dialect) -> dict[str, PhysicalTable]:
    """The physical tables as the last plan left them, of all apps."""
    _stored(dialect).run(cursor)
    found = [PhysicalTable.from_json(orjson.loads(text)) for (text,) in cursor.fetchall()]
    return {table.name: table for table in found}


def carry_out(uow: UnitOfWork, plan: Plan, schema: Schema) -> None:
    """Runs the steps of a plan that leads to ``schema``; Refused with all that the records at hand stand against.

    First old indexes go, then columns change and are filled, then new indexes and views are made.
    """
    if plan.problems:
        raise Refused(plan.problems)
    if uow.dialect.name == "postgresql":
        uow.cursor.execute("SET LOCAL lock_timeout = '5s'")
    own = [table for table in schema.physical.values() if table.app == schema.app]
    tables = make_tables(plan.tables.values(), uow.dialect)
    touched = {step.table for step in plan.steps} & {table.name for table in own}
    for name in sorted(touched):
        drop_view(uow.cursor, name)
    _run(uow, [step for step in plan.steps if step.kind == "drop_index"], tables)
    _run(uow, [step for step in plan.steps if step.index is None], tables)
    rejected = convert_columns(uow.cursor, plan, schema)
    fill_sidecars(uow.cursor, plan, schema)
    if problems := [*rejected, *find_duplicates(uow.cursor, uow.dialect, plan)]:
        raise Refused(problems)
    _run(uow, [step for step in plan.steps if step.kind == "add_index"], tables)
    _finish(uow, plan, own, touched)


def _finish(uow: UnitOfWork, plan: Plan, own: Iterable[PhysicalTable], touched: Set[str]) -> None:
    for table in own:
        if table.search:
            create_search_index(uow.cursor, uow.dialect, table.name)
        if table.name in touched:
            create_view(uow.cursor, uow.dialect, table)
    for name, physical in plan.tables.items():
        definition = orjson.dumps(physical.to_json()).decode()
        _remember(uow.dialect).run(uow.cursor, {"name": name, "app": physical.app, "definition": definition})


def _run(uow: UnitOfWork, steps: Iterable[PlanStep], tables: Mapping[str, sa.Table]) -> None:
    for step in steps:
        for clause in _clauses(step, tables[step.table], uow.dialect):
            uow.cursor.execute(_text(clause, uow.dialect))


def find_duplicates(cursor: Cursor, dialect: Dialect, plan: Plan) -> Iterator[Problem]:
    """One problem for each new unique index that the records at hand would break, with the first groups."""
    tables = make_tables(plan.tables.values(), dialect)
    new_tables = {step.table for step in plan.steps if step.kind == "add_table"}
    for step in plan.steps:
        index = step.index
        if step.kind != "add_index" or index is None or not index.unique or step.table in new_tables:
            continue
        if groups := _groups(cursor, dialect, tables[step.table], index):
            yield _duplicates(step.table, index, groups)


def _groups(cursor: Cursor, dialect: Dialect, table: sa.Table, index: Index) -> list[list[Any]]:
    columns = [table.c[name] for name in index.columns]
    clause = (
        sa.select(*columns, sa.func.count())
        .where(table.c.deleted_at.is_(None), *(column.is_not(None) for column in columns))
        .group_by(*columns)
        .having(sa.func.count() > 1)
        .limit(REPORTED)
    )
    Statement(clause, dialect).run(cursor)
    return [list(group) for group in cursor.fetchall()]


def _duplicates(table: str, index: Index, groups: list[list[Any]]) -> Problem:
    parameters = {"table": table, "columns": list(index.columns), "count": len(groups), "groups": groups}
    return Problem("schema.duplicates", parameters)


def _clauses(step: PlanStep, table: sa.Table, dialect: Dialect) -> Iterator[Any]:
    if step.kind == "add_table":
        yield CreateTable(table)
        yield from (CreateIndex(index) for index in sorted(table.indexes, key=lambda index: str(index.name)))
    elif step.kind == "add_column" and step.column is not None:
        made = make_column(step.column)
        yield f"ALTER TABLE {_quote(table.name)} ADD COLUMN {_text(CreateColumn(made), dialect)}"
    elif step.kind == "rename_column" and step.column is not None:
        yield f"ALTER TABLE {_quote(table.name)} RENAME COLUMN {_quote(step.old)} TO {_quote(step.column.name)}"
    elif step.kind == "replace_column" and step.column is not None:
        name = _quote(step.column.name)
        yield f"ALTER TABLE {_quote(table.name)} RENAME COLUMN {name} TO {_quote(step.old)}"
        yield f"ALTER TABLE {_quote(table.name)} ADD COLUMN {_text(CreateColumn(make_column(step.column)), dialect)}"
    elif step.kind == "convert_column" and step.column is not None and step.multiply != 1:
        name = _quote(step.column.name)
        yield f"UPDATE {_quote(table.name)} SET {name} = {name} * {step.multiply}"
    elif step.index is not None:
        yield from _index_clauses(step, step.index, table)


def _index_clauses(step: PlanStep, index: Index, table: sa.Table) -> Iterator[Any]:
    if step.kind == "drop_index":
        yield f"DROP INDEX {_quote(index.name)}"
    else:
        yield CreateIndex(next(found for found in table.indexes if found.name == index.name))


def _quote(name: str) -> str:
    return f'"{name}"'


def _text(clause: Any, dialect: Dialect) -> str:
    return clause if isinstance(clause, str) else str(clause.compile(dialect=dialect.compiler))
