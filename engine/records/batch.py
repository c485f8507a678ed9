"""Rows that wait to be inserted together: many new records cost one statement for each of their tables.

While a batch is open its cursor stands in the place of the unit of work's. What is asked of a table with rows
waiting is asked after they have been inserted, so that nobody can tell a batch from single inserts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from engine.records.database import IntegrityErrors
from engine.records.statement import Cursor
from engine.records.store import Row, Store
from engine.records.uniqueness import refuse_duplicate

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

BEFORE = ("SAVEPOINT", "RELEASE")  # statements that mark a place among the writes


class Batch:
    """``waiting`` rows by store; a cursor to everybody else."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        self.waiting: dict[Store, list[Row]] = {}

    def insert(self, store: Store, row: Row) -> None:
        """Inserts a row, at the latest when somebody asks for it."""
        self.waiting.setdefault(store, []).append(row)

    def flush(self) -> None:
        """Inserts what waits. Refused for the first row whose values must be unique and are not."""
        waiting, self.waiting = self.waiting, {}
        for store, rows in waiting.items():
            insert_rows(self._cursor, store, rows)

    def execute(self, text: Any, parameters: Any = (), /) -> Any:
        self._make_way(text)
        return self._cursor.execute(text, parameters)

    def executemany(self, text: Any, rows: Any, /) -> Any:
        self._make_way(text)
        return self._cursor.executemany(text, rows)

    def _make_way(self, text: Any) -> None:
        """A statement that names none of the tables cannot see their rows."""
        if not self.waiting:
            return
        if text.startswith("ROLLBACK"):
            self.waiting = {}  # a savepoint is set after what waited before it
        elif text.startswith(BEFORE) or any(store.physical.name in text for store in self.waiting):
            self.flush()

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    def fetchone(self) -> Any:
        return self._cursor.fetchone()

    def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    def close(self) -> None:
        self._cursor.close()


@contextmanager
def batched(uow: UnitOfWork) -> Iterator[None]:
    """New records of the unit of work are inserted together; at the end all of them are there."""
    if uow.batch is not None:
        yield
        return
    cursor = uow.cursor
    uow.batch = uow.cursor = Batch(cursor)
    try:
        yield
        uow.batch.flush()
    finally:
        uow.batch, uow.cursor = None, cursor


def insert_rows(cursor: Cursor, store: Store, rows: list[Row]) -> None:
    """Inserts rows at once; if one is refused, again one by one to tell which."""
    if len(rows) > 1:
        cursor.execute("SAVEPOINT batch")
        try:
            store.insert.run_many(cursor, store.completed(rows))
        except IntegrityErrors:
            cursor.execute("ROLLBACK TO SAVEPOINT batch")
        else:
            rows = []
        cursor.execute("RELEASE SAVEPOINT batch")
    for row, complete in zip(rows, store.completed(rows), strict=True):
        try:
            store.insert.run(cursor, complete)
        except IntegrityErrors as error:
            refuse_duplicate(store, row, error)
