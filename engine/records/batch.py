"""Rows that wait to be inserted together: many new records cost one statement for each of their tables.

While a batch is open its cursor stands in the place of the unit of work's. What is asked of a table with rows
waiting is asked after they have been inserted, so that nobody can tell a batch from single inserts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from engine.problems import Problem, Refused
from engine.records.database import IntegrityErrors
from engine.records.statement import Cursor
from engine.records.store import Row, Store
from engine.records.uniqueness import duplicate, refuse_duplicate

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
        """Inserts what waits."""
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


def insert_rows(cursor: Cursor, store: Store, rows: Sequence[Row]) -> None:
    """Inserts rows, many at once. Refused with a problem for each row whose values must be unique and are not."""
    complete = store.completed(rows)
    if len(rows) == 1:
        try:
            store.insert.run(cursor, complete[0])
        except IntegrityErrors as error:
            refuse_duplicate(store, rows[0], error)
    elif _failure(cursor, partial(store.insert.run_many, cursor, complete)) is not None:
        raise Refused(list(_duplicates(cursor, store, rows, complete)))


def _duplicates(cursor: Cursor, store: Store, rows: Sequence[Row], complete: Sequence[Row]) -> Iterator[Problem]:
    """Inserts rows one by one, to tell which of them are to blame."""
    for row, values in zip(rows, complete, strict=True):
        if (error := _failure(cursor, partial(store.insert.run, cursor, values))) is not None:
            yield duplicate(store, row, error)


def _failure(cursor: Cursor, insert: Callable[[], None]) -> Exception | None:
    """What came of an insertion in a savepoint, which it leaves undone if it failed."""
    cursor.execute("SAVEPOINT batch")
    failure: Exception | None = None
    try:
        insert()
    except IntegrityErrors as error:
        failure = error
        cursor.execute("ROLLBACK TO SAVEPOINT batch")
    cursor.execute("RELEASE SAVEPOINT batch")
    return failure
