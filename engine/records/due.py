"""What falls due: rows with an instant, fired in the order of time, each as one command."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine.problems import Refused
from engine.records import kernel
from engine.records.command import Cause, Command
from engine.records.dialect import Dialect
from engine.records.statement import Cursor, Statement

if TYPE_CHECKING:
    from engine.records.runtime import Runtime
    from engine.records.unit_of_work import UnitOfWork

DueHandler = Callable[["UnitOfWork", str, int, Any], None]
BATCH = 32
RETRY = 60_000
PAUSE = 1.0
TIME = Cause("time")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DueRow:
    kind: str
    key: str
    at: int
    payload: Any


class _Statements:
    """The statements on the table of due rows."""

    def __init__(self, dialect: Dialect) -> None:
        table = kernel.due
        kind = table.c.kind == sa.bindparam("kind", type_=sa.Text)
        key = table.c.key == sa.bindparam("key", type_=sa.Text)
        at = table.c.at == sa.bindparam("at", type_=sa.BigInteger)
        names = ["kind", "key", "at", "payload"]
        self.set = Statement(_upsert(dialect, later=True), dialect, names)
        self.forward = Statement(_upsert(dialect, later=False), dialect, names)
        self.cancel = Statement(table.delete().where(kind, key), dialect)
        self.take = Statement(table.delete().where(kind, key, at), dialect)
        earliest = sa.select(sa.func.min(table.c.at)).scalar_subquery()
        first = sa.select(table).where(table.c.at == earliest).order_by(table.c.kind, table.c.key)
        self.first = Statement(first.limit(BATCH), dialect)
        moved = table.update().where(kind, key, at).values(at=sa.bindparam("later", type_=sa.BigInteger))
        self.move = Statement(moved, dialect)


def _upsert(dialect: Dialect, *, later: bool) -> Any:
    insert = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    clause = insert(kernel.due).inline()
    new = clause.excluded
    return clause.on_conflict_do_update(
        index_elements=["kind", "key"],
        set_={"at": new.at, "payload": new.payload},
        where=None if later else new.at < kernel.due.c.at,
    )


@cache
def _statements(dialect: Dialect) -> _Statements:
    return _Statements(dialect)


def set_due(uow: UnitOfWork, kind: str, key: str, at: int, payload: Any) -> None:
    row = {"kind": kind, "key": key, "at": at, "payload": orjson.dumps(payload).decode()}
    _statements(uow.dialect).set.run(uow.cursor, row)
    uow.after_commit[uow.runtime.due.wake] = None


def bring_forward(uow: UnitOfWork, kind: str, key: str, at: int) -> None:
    """Sets what falls due at ``at`` unless it falls due earlier already."""
    row = {"kind": kind, "key": key, "at": at, "payload": "null"}
    _statements(uow.dialect).forward.run(uow.cursor, row)
    if uow.cursor.rowcount:
        uow.after_commit[uow.runtime.due.wake] = None


def cancel_due(uow: UnitOfWork, kind: str, key: str) -> None:
    _statements(uow.dialect).cancel.run(uow.cursor, {"kind": kind, "key": key})


def first_due(cursor: Cursor, dialect: Dialect) -> list[DueRow]:
    """The rows with the earliest instant, at most BATCH of them."""
    _statements(dialect).first.run(cursor)
    return [DueRow(kind, key, at, orjson.loads(payload)) for kind, key, at, payload in cursor.fetchall()]


def fire(uow: UnitOfWork, row: DueRow) -> None:
    """Takes a due row and lets the handler of its kind deal with it, unless it was taken or moved before."""
    _statements(uow.dialect).take.run(uow.cursor, {"kind": row.kind, "key": row.key, "at": row.at})
    if uow.cursor.rowcount == 1:
        uow.runtime.due_handlers[row.kind](uow, row.key, row.at, row.payload)


class DueLoop:
    """Fires what is due. Rows of one instant go to the writer together; instants follow one another."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._turn = threading.Lock()
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._loop, name="due", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        self._stopping = True
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def fire_until(self, instant: int, before: Callable[[int], None] | None = None) -> int:
        """Fires everything due up to ``instant`` in order; gives how many rows fired.

        ``before`` is called with each instant first (a virtual clock is set to it).
        """
        fired = 0
        with self._turn:
            while not self._stopping:
                rows = self._runtime.read(lambda reader: first_due(reader.cursor, reader.dialect))
                if not rows or rows[0].at > instant:
                    break
                if before is not None:
                    before(rows[0].at)
                fired += self._fire(rows)
        return fired

    def _fire(self, rows: list[DueRow]) -> int:
        futures = [(row, self._runtime.submit(self._command(row))) for row in rows]
        for row, future in futures:
            error = future.exception()
            if isinstance(error, Refused) and error.passing:
                raise error
            if error is not None:
                self._postpone(row, error)
        return len(futures)

    def _command(self, row: DueRow) -> Command[None]:
        return Command("interactive", lambda uow: fire(uow, row), cause=TIME)

    def _postpone(self, row: DueRow, error: BaseException) -> None:
        """A row whose handler failed is tried again later, so that it cannot hold up the others."""
        level = logging.WARNING if isinstance(error, Refused) else logging.ERROR
        log.log(level, "due %s %s failed", row.kind, row.key, exc_info=error)
        later = max(self._runtime.clock.now(), row.at) + RETRY
        values = {"kind": row.kind, "key": row.key, "at": row.at, "later": later}
        self._runtime.run(Command("interactive", lambda uow: _statements(uow.dialect).move.run(uow.cursor, values)))

    def _loop(self) -> None:
        while not self._stopping:
            self._woken.clear()
            pause = PAUSE
            try:
                if self._runtime.clock.steady:
                    self.fire_until(self._runtime.clock.now())
                pause = self._pause()
            except Refused:
                log.warning("the due loop waits for the database", exc_info=True)
            except Exception:
                log.exception("what is due could not be fired")
            self._woken.wait(pause)

    def _pause(self) -> float:
        """Seconds to the next instant, at most one."""
        rows = self._runtime.read(lambda reader: first_due(reader.cursor, reader.dialect))
        if not rows:
            return PAUSE
        return min(PAUSE, max(0.001, (rows[0].at - self._runtime.clock.now()) / 1000))
