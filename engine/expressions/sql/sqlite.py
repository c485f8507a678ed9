"""The functions that SQLite borrows from Python, registered on each connection as ``dougong_<name>``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from engine.expressions.functions import CALLS
from engine.expressions.functions.function import Function
from engine.expressions.runtime import dates, numbers
from engine.time import workdays

zone = lru_cache(maxsize=64)(ZoneInfo)
READ: dict[str | None, Callable[[str], Any]] = {"zone": zone, "calendar": workdays.parse}


def register_sqlite_functions(connection: sqlite3.Connection) -> None:
    """Registers them; the same names with the same meaning may be registered again."""
    for name, function in FUNCTIONS.items():
        connection.create_function(f"dougong_{name}", -1, function, deterministic=True)


def _strict(function: Callable[..., Any], nullable: Container[int] = frozenset()) -> Callable[..., Any]:
    """Null with null, and null instead of an exception."""

    def call(*arguments: Any) -> Any:
        for index, argument in enumerate(arguments):
            if argument is None and index not in nullable:
                return None
        return function(*arguments)

    return call


def _given(function: Callable[..., Any], read: Callable[[str], Any]) -> Callable[..., Any]:
    """The function with its last argument read from a text."""
    return lambda *arguments: function(*arguments[:-1], read(arguments[-1]))


def _of(function: Function) -> Callable[..., Any]:
    assert function.python is not None
    read = READ.get(function.needs)
    return _strict(_given(function.python, read) if read else function.python, function.nullable)


def _divide(number: int, divisor: int, shift: int) -> int | float | None:
    return _fitting(numbers.divide(number, divisor, shift)) if divisor else None


def _fitting(number: int) -> int | float:
    """SQLite's own way with numbers beyond 64 bits."""
    return number if -(2**63) <= number < 2**63 else float(number)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{name: _of(function) for name, function in CALLS.items() if function.python is not None},
    "divide": _strict(_divide),
    "round_half": _strict(lambda number, drop: numbers.half_away(number, 10**drop)),
    "round_up": _strict(lambda number, drop: numbers.away(number, 10**drop)),
    "round_down": _strict(lambda number, drop: numbers.toward(number, 10**drop)),
    "shift_date": _strict(dates.shift_date),
    "shift_moment": _strict(_given(dates.shift_moment, zone)),
}
