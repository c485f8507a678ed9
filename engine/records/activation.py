"""Putting a version in force: compile, plan, change the tables, swap, compute what formulas changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.expressions.functions import CALLS
from engine.expressions.tree import Call, Node, walk
from engine.problems import Refused
from engine.records import kernel
from engine.records.calendars import workdays
from engine.records.command import Cause, Command
from engine.records.derive.graph import Graph
from engine.records.derive.reevaluate import REEVALUATE
from engine.records.dialect import Dialect
from engine.records.migration import carry_out, stored_tables
from engine.records.parameters import load_parameters
from engine.records.planning import Plan, plan_schema
from engine.records.schema import Schema, check_schema, compile_schema
from engine.records.statement import Statement
from engine.records.version import Active, Version

if TYPE_CHECKING:
    from engine.records.runtime import Runtime
    from engine.records.unit_of_work import UnitOfWork

Renames = Mapping[str, Mapping[str, str]]


def plan_version(runtime: Runtime, schema: Schema, renames: Renames) -> Plan:
    """What activating a schema would change in the database; nothing is written."""
    old = runtime.read(lambda reader: stored_tables(reader.cursor, reader.dialect))
    return plan_schema(_of_app(old, schema.app), _own(schema), renames)


def activate(
    runtime: Runtime,
    version: Version,
    zone: str,
    defaults: Mapping[str, Any],
    renames: Renames,
    with_command: Callable[[UnitOfWork], None] | None,
) -> Active:
    problems = check_schema(version.catalog)
    if problems:
        raise Refused(problems)
    schema = compile_schema(version.app, version.catalog, runtime.dialect, zone)

    def run(uow: UnitOfWork) -> Active:
        uow.quiet = True
        old = _of_app(stored_tables(uow.cursor, uow.dialect), version.app)
        carry_out(uow, plan_schema(old, _own(schema), renames), schema)
        parameters = load_parameters(uow.cursor, uow.dialect, version.app, defaults)
        active = Active(version, schema, zone, parameters, defaults)
        uow.actives = {**uow.actives, version.app: active}
        _note_formulas(uow, version.app, schema.graph, new_tables=_own(schema).keys() - old.keys())
        if with_command is not None:
            with_command(uow)
        for follow in runtime.activations:
            follow(uow, version)
        uow.after_commit[lambda: _swap(runtime, version.app, active)] = None
        return active

    cause = Cause("schema", app=version.app, version=version.number)
    return runtime.run(Command("schema", run, cause=cause, app=version.app))


def _swap(runtime: Runtime, app: str, active: Active) -> None:
    runtime.actives = {**runtime.actives, app: active}


def _own(schema: Schema) -> dict[str, Any]:
    return {table.name: table for table in schema.physical.values() if table.app == schema.app}


def _of_app(tables: Mapping[str, Any], app: str) -> dict[str, Any]:
    return {name: table for name, table in tables.items() if table.app == app}


@cache
def _formulas(dialect: Dialect) -> tuple[Statement, Statement, Statement]:
    table = kernel.formula
    app = table.c.app == sa.bindparam("app", type_=sa.Text)
    select = sa.select(table.c.entity, table.c.attribute, table.c.digest).where(app)
    insert = Statement(table.insert().inline(), dialect, [column.name for column in table.c])
    return Statement(select, dialect), Statement(table.delete().where(app), dialect), insert


def _note_formulas(uow: UnitOfWork, app: str, graph: Graph, new_tables: set[str]) -> None:
    """Stores the formulas' digests; a job computes those that changed over tables that were there before."""
    select, delete, insert = _formulas(uow.dialect)
    select.run(uow.cursor, {"app": app})
    before = {(entity, name): digest for entity, name, digest in uow.cursor.fetchall()}
    catalog = uow.actives[app].schema.catalog
    after = {
        (node.entity, node.attribute): _digest(checked.tree, uow.actives[app])
        for node, checked in graph.formulas.items()
        if catalog[node.entity].app == app
    }
    changed = [
        [*key] for key, digest in after.items() if before.get(key) != digest and _table(uow, app, key) not in new_tables
    ]
    if before != after:
        delete.run(uow.cursor, {"app": app})
        rows = [
            {"app": app, "entity": entity, "attribute": name, "digest": digest}
            for (entity, name), digest in after.items()
        ]
        if rows:
            insert.run_many(uow.cursor, rows)
    if changed:
        uow.enqueue(REEVALUATE, {"app": app, "attributes": changed})


def _digest(tree: Node, active: Active) -> str:
    """Of a formula in its zone, and of the calendar if it counts working days."""
    counts = any(isinstance(node, Call) and CALLS[node.function].needs == "calendar" for node in walk(tree))
    text = f"{tree!r} {active.zone} {workdays(active) if counts else ''}"
    return sha256(text.encode()).hexdigest()


def _table(uow: UnitOfWork, app: str, key: tuple[str, str]) -> str:
    return uow.actives[app].schema.physical[key[0]].name
