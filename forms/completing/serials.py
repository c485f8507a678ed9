"""Serial numbers: a counter row in the same transaction, so a refused record leaves no gap."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.records.clock import EPOCH
from engine.records.dialect import Dialect
from engine.records.kernel import metadata
from engine.records.statement import Statement
from engine.records.store import Store
from forms.fields import SerialField

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

serial = sa.Table(
    "dougong_serial",
    metadata,
    sa.Column("app", sa.Text, primary_key=True),
    sa.Column("entity", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
FORMATS = {"day": "%Y%m%d", "month": "%Y%m", "year": "%Y"}
LONGEST = 15
KEY = ("app", "entity", "field", "period")


def next_serial(uow: UnitOfWork, store: Store, field: SerialField) -> str:
    """The next number of the present day, month or year in the app's zone."""
    period = period_of(uow, store, field)
    _next(uow.dialect).run(uow.cursor, _binds(store, field, period, 1))
    (number,) = uow.cursor.fetchone()
    return beginning(field, period) + str(number).rjust(field.digits, "0")


def note_serial(uow: UnitOfWork, store: Store, field: SerialField, text: str) -> None:
    """After a number that was given (by an import): the next one follows the greatest."""
    period = period_of(uow, store, field)
    digits = text.removeprefix(beginning(field, period))
    counted = digits != text or not beginning(field, period)
    if counted and digits.isdecimal() and digits.isascii() and len(digits) <= 15:
        _note(uow.dialect).run(uow.cursor, _binds(store, field, period, int(digits)))


def period_of(uow: UnitOfWork, store: Store, field: SerialField) -> str:
    """``202603`` for a field that counts per month; empty for one that never starts again."""
    if field.per is None:
        return ""
    day = EPOCH + timedelta(days=uow.today(store.entity.app))
    return day.strftime(FORMATS[field.per])


def beginning(field: SerialField, period: str) -> str:
    """What stands in front of the number: ``SO-202603-``."""
    return f"{field.prefix}{period}-" if period else str(field.prefix)


def _binds(store: Store, field: SerialField, period: str, value: int) -> dict[str, object]:
    app, entity = store.key
    return {"app": app, "entity": entity, "field": field.name, "period": period, "value": value}


@cache
def _next(dialect: Dialect) -> Statement:
    return _counted(dialect, serial.c.value + 1)


@cache
def _note(dialect: Dialect) -> Statement:
    given = sa.bindparam("value", type_=sa.BigInteger)
    return _counted(dialect, sa.case((serial.c.value < given, given), else_=serial.c.value))


def _counted(dialect: Dialect, value: sa.ColumnElement[int]) -> Statement:
    insert = (sqlite if dialect.name == "sqlite" else postgresql).insert(serial)
    binds = {column.name: sa.bindparam(column.name, type_=column.type) for column in serial.c}
    counted = insert.values(binds).on_conflict_do_update(index_elements=list(KEY), set_={"value": value})
    return Statement(counted.returning(serial.c.value), dialect)
