"""Which steps and interrupts of flows have been at work in an app."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.records.statement import Statement
from flows.tables import event, instance, token

if TYPE_CHECKING:
    from engine.records.dialect import Dialect
    from engine.records.readers import Reader

INTERRUPTED = "interrupted"


@cache
def _seen(dialect: Dialect) -> Statement:
    own = instance.c.app == sa.bindparam("app_name", type_=sa.Text)
    past = sa.select(instance.c.flow, event.c.step, event.c.kind).join(event, event.c.instance == instance.c.id)
    now = sa.select(instance.c.flow, token.c.step, sa.literal_column("'now'")).join(
        token, token.c.instance == instance.c.id
    )
    return Statement(sa.union(past.where(own), now.where(own)), dialect)


def traces_of(reader: Reader, app: str) -> Iterable[str]:
    """Addresses of steps that were reached and not skipped, and of interrupts that struck."""
    _seen(reader.dialect).run(reader.cursor, {"app_name": app})
    for flow, name, kind in reader.cursor.fetchall():
        if kind != "skipped":
            yield f"flows/{flow}/{'interrupts' if kind == INTERRUPTED else 'steps'}/{name}"
