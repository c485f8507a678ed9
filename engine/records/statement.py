"""A statement compiled once: its text and a getter of positional parameters, run on the DBAPI cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Protocol

from sqlalchemy.sql.compiler import SQLCompiler

from engine.records.dialect import Dialect


class Cursor(Protocol):
    """The part of a DBAPI cursor that the kernel uses."""

    @property
    def rowcount(self) -> int: ...

    def execute(self, text: Any, parameters: Any = (), /) -> Any: ...

    def executemany(self, text: Any, rows: Any, /) -> Any: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def close(self) -> None: ...


class Statement:
    """``names`` maps a bind's name to the key under which callers hold its value (the same by default)."""

    __slots__ = ("constants", "keys", "row", "text")

    def __init__(
        self,
        clause: Any,
        dialect: Dialect,
        columns: Sequence[str] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        compiled: SQLCompiler = clause.compile(
            dialect=dialect.compiler,
            column_keys=list(columns) if columns is not None else None,
            compile_kwargs={"render_postcompile": True},
        )
        self.text = compiled.string
        binds = compiled.binds
        positions = list(compiled.positiontup or ())
        self.constants = {
            name: value for name, value in compiled.params.items() if name not in binds or not binds[name].required
        }
        renamed = names or {}
        self.keys = tuple(renamed.get(name, name) for name in positions)
        self.row = _getter(self.keys)

    def run(self, cursor: Cursor, values: Mapping[str, Any] = {}) -> None:
        if self.constants:
            values = {**self.constants, **values}
        cursor.execute(self.text, self.row(values))

    def run_many(self, cursor: Cursor, rows: Sequence[Mapping[str, Any]]) -> None:
        if len(rows) == 1:
            self.run(cursor, rows[0])
            return
        if self.constants:
            rows = [{**self.constants, **row} for row in rows]
        cursor.executemany(self.text, [self.row(row) for row in rows])


def _getter(keys: tuple[str, ...]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    if not keys:
        return lambda values: ()
    if len(keys) == 1:
        key = keys[0]
        return lambda values: (values[key],)
    return itemgetter(*keys)
