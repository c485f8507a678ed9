"""Two people edited one record: what each of them wrote."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import orjson
import sqlalchemy as sa

from engine.problems import Problem, Refused
from engine.records import kernel
from engine.records.dialect import Dialect
from engine.records.statement import Statement
from engine.records.store import Row, Store

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


@cache
def _since(dialect: Dialect) -> Statement:
    table = kernel.change
    clause = (
        sa.select(table.c.diff, table.c.actor, table.c.at)
        .where(table.c.record == sa.bindparam("record", type_=sa.Text))
        .where(table.c.version > sa.bindparam("version", type_=sa.BigInteger))
        .order_by(table.c.seq)
    )
    return Statement(clause, dialect)


def refuse_conflict(uow: UnitOfWork, store: Store, row: Row, version: int, values: Mapping[str, Any]) -> NoReturn:
    """Raises Refused 409.

    The problem's ``fields`` maps each attribute that someone else changed since ``version`` and that is also
    written here to ``{"yours", "theirs", "by", "at"}`` in stored form.
    """
    _since(uow.dialect).run(uow.cursor, {"record": row["id"], "version": version})
    fields = {}
    for diff, actor, at in uow.cursor.fetchall():
        for name in orjson.loads(diff):
            if name in values and values[name] != row[name]:
                fields[name] = {"yours": values[name], "theirs": row[name], "by": actor, "at": at}
    parameters = {
        "title": store.title,
        "version": row["version"],
        "entity": store.entity.name,
        "id": row["id"],
        "fields": fields,
    }
    raise Refused((Problem("record.conflict", parameters),), 409)
