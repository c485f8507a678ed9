"""The customer's values of an app's parameters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.records import kernel
from engine.records.derive.reevaluate import REEVALUATE
from engine.records.dialect import Dialect
from engine.records.statement import Cursor, Statement
from engine.time.duration import Duration, parse

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


@cache
def _select(dialect: Dialect) -> Statement:
    table = kernel.parameter
    app = table.c.app == sa.bindparam("app", type_=sa.Text)
    return Statement(sa.select(table.c.name, table.c.value).where(app), dialect)


@cache
def _upsert(dialect: Dialect) -> Statement:
    insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    clause = insert(kernel.parameter).inline()
    merged = clause.on_conflict_do_update(index_elements=["app", "name"], set_={"value": clause.excluded.value})
    return Statement(merged, dialect, ["app", "name", "value"])


def load_parameters(cursor: Cursor, dialect: Dialect, app: str, defaults: Mapping[str, Any]) -> dict[str, Any]:
    """The values in force: what the customer has set over the defaults; a duration is read from its text."""
    _select(dialect).run(cursor, {"app": app})
    values = dict(defaults)
    for name, text in cursor.fetchall():
        value = orjson.loads(text)
        values[name] = parse(value) if isinstance(defaults.get(name), Duration) else value
    return values


def set_parameter(uow: UnitOfWork, name: str, value: Any) -> None:
    """Sets a parameter of the command's app; what is derived from it is computed again by a job."""
    set_inputs(uow, uow.app, {name: value}, f"app/parameters/{name}")


def set_inputs(uow: UnitOfWork, app: str, values: Mapping[str, Any], element: str) -> None:
    """Sets inputs that formulas of an app read as parameters; what is derived from them is computed again
    by one job. ``element`` is the address of what changed; empty where that is no news to automations."""
    for name, value in values.items():
        written = str(value) if isinstance(value, Duration) else value  # orjson would write a duration part by part
        row = {"app": app, "name": name, "value": orjson.dumps(written).decode()}
        _upsert(uow.dialect).run(uow.cursor, row)
        uow.after_commit[partial(uow.runtime.change_parameter, app, name, value)] = None
    steps = uow.actives[app].schema.derivation.steps
    names = [
        [step.store.entity.name, attribute]
        for step in steps
        if not step.parameters.isdisjoint(values)
        for attribute in step.computed
    ]
    if names:
        uow.enqueue(REEVALUATE, {"app": app, "attributes": names, "element": element})
