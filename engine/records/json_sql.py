"""JSON built by the database: the wire form of a value by its type, and objects and lists of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from engine.expressions.types import Boolean, Choices, Date, DateTime, File, Number, Type
from engine.records.dialect import Dialect

Column = sa.ColumnElement[Any]
PAIRS = 50  # SQLite takes at most 127 arguments, PostgreSQL 100


def json_value(type_: Type, column: Column, dialect: Dialect) -> Column:
    """The wire form of a stored value as an argument of a JSON function."""
    sqlite = dialect.name == "sqlite"
    match type_:
        case Number(scale=scale) if scale > 0:
            return _decimal(column, scale, sqlite)
        case Boolean() if sqlite:
            return sa.case(
                (column.is_(None), sa.null()),
                (column.is_(sa.true()), sa.func.json("true")),
                else_=sa.func.json("false"),
            )
        case Date():
            return _date(column, sqlite)
        case DateTime():
            return _instant(column, sqlite)
        case Choices():
            return _json_text(_list_text(column), sqlite)
        case File():
            return _json_text(column, sqlite)
        case _:
            return column


def _decimal(column: Column, scale: int, sqlite: bool) -> Column:
    if sqlite:
        return column / sa.literal_column(f"1e{scale}", sa.Float)
    return sa.func.round(column / sa.literal_column(f"1e{scale}::numeric", sa.Numeric), scale)


def _date(column: Column, sqlite: bool) -> Column:
    if sqlite:
        return sa.func.date(column * 86400, "unixepoch")
    return sa.func.to_char(sa.literal_column("date '1970-01-01'", sa.Date) + sa.cast(column, sa.Integer), "YYYY-MM-DD")


def _instant(column: Column, sqlite: bool) -> Column:
    """To the millisecond, in whole numbers; the fraction counts forward before 1970 too."""
    if sqlite:
        fraction = (column % 1000 + 1000) % 1000
        seconds = sa.func.strftime(
            "%Y-%m-%dT%H:%M:%S",
            (column - fraction) // sa.literal_column("1000", sa.BigInteger),
            "unixepoch",
            type_=sa.Text,
        )
        return seconds + sa.func.printf(".%03dZ", fraction, type_=sa.Text)
    whole = sa.func.to_timestamp(column / sa.literal_column("1000.0", sa.Numeric))
    return sa.func.to_char(sa.func.timezone("UTC", whole), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')


def _list_text(column: Column) -> Column:
    """``|a|b|`` as the text ``["a","b"]``."""
    escaped = sa.func.replace(sa.func.replace(column, "\\", "\\\\"), '"', '\\"')
    inner = sa.func.replace(sa.func.trim(escaped, "|"), "|", '","', type_=sa.Text)
    return sa.literal('["') + inner + sa.literal('"]')


def _json_text(text: Column, sqlite: bool) -> Column:
    return sa.func.json(text) if sqlite else sa.cast(text, sa.JSON)


def json_object(pairs: Mapping[str, Column], dialect: Dialect) -> Column:
    """An object of ready values in the order of its names, however many."""
    sqlite = dialect.name == "sqlite"
    function = sa.func.json_object if sqlite else sa.func.json_build_object
    items = list(pairs.items())
    parts = [_call(function, items[at : at + PAIRS]) for at in range(0, len(items) or 1, PAIRS)]
    if len(parts) == 1:
        return parts[0]
    texts = parts if sqlite else [sa.cast(part, sa.Text) for part in parts]
    opened = [sa.func.substr(text, 2, sa.func.length(text) - 2, type_=sa.Text) for text in texts]
    joined: Column = sa.literal("{")
    for number, text in enumerate(opened):
        joined = joined + sa.literal(",") + text if number else joined + text
    return _json_text(joined + sa.literal("}"), sqlite)


def _call(function: Any, items: list[tuple[str, Column]]) -> Column:
    made: Column = function(*(part for name, value in items for part in (sa.literal(name), value)))
    return made


def json_list(column: Column, dialect: Dialect, keep: sa.ColumnElement[bool] | None = None) -> Column:
    """All rows' objects as the text of one list, ``[]`` for none."""
    sqlite = dialect.name == "sqlite"
    collected: Any = sa.func.json_group_array(sa.func.json(column)) if sqlite else sa.func.json_agg(column)
    if keep is not None:
        collected = collected.filter(keep)
    if sqlite:
        return collected  # type: ignore[no-any-return]
    return sa.func.coalesce(sa.cast(collected, sa.Text), "[]")
