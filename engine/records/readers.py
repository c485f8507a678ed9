"""Read threads with their own query-only connections."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from engine.expressions.environment import Environment
from engine.records.database import Connection, Database, DatabaseErrors, refusal
from engine.records.dialect import Dialect
from engine.records.evaluate import environment
from engine.records.statement import Cursor
from engine.records.switch import Switch
from engine.records.version import Active, Version

Result = TypeVar("Result")
THREADS = 2


class Reader:
    """What a reading function gets: a cursor on one consistent state, and the versions in force."""

    def __init__(self, connection: Connection, actives: Mapping[str, Active], now: int) -> None:
        self.cursor: Cursor = connection.cursor
        self.dialect: Dialect = connection.dialect
        self.actives = actives
        self.now = now

    def today(self, app: str) -> int:
        return self.actives[app].today(self.now)

    def environment(self, app: str, **more: Any) -> Environment:
        """What expressions of an app are evaluated with now; ``more`` as in ``engine.records.evaluate``."""
        return environment(self, app, **more)

    def version(self, app: str) -> Version:
        return self.actives[app].version


class Readers:
    """``facts`` gives the versions in force and the present instant."""

    def __init__(
        self,
        database: Database,
        facts: Callable[[], tuple[Mapping[str, Active], int]],
        switch: Switch | None = None,
        threads: int = THREADS,
    ) -> None:
        self._database = database
        self._facts = facts
        self._switch = switch or Switch()
        self._own = threading.local()
        self._connections: list[Connection] = []
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="read")

    def submit(self, read: Callable[[Reader], Result]) -> Future[Result]:
        return self._pool.submit(self._read, read)

    def run(self, read: Callable[[Reader], Result]) -> Result:
        """Reads on a read thread, or at once if the caller is on one."""
        if self._reading:
            return read(Reader(self._own.connection, *self._facts()))
        return self.submit(read).result()

    def apart(self, read: Callable[[Reader], Result]) -> Result:
        """Reads in the caller's thread on a connection of its own: what takes long holds up no other reader."""
        return self._settled(lambda: self._read_apart(read))

    def _read_apart(self, read: Callable[[Reader], Result]) -> Result:
        connection = self._database.connect(query_only=True)
        try:
            connection.cursor.execute(connection.dialect.begin_reading)
            return read(Reader(connection, *self._facts()))
        finally:
            connection.close()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        for connection in self._connections:
            connection.close()

    @property
    def _reading(self) -> bool:
        return bool(getattr(self._own, "reading", False))

    def _read(self, read: Callable[[Reader], Result]) -> Result:
        return self._settled(lambda: self._read_surely(read))

    def _settled(self, read: Callable[[], Result]) -> Result:
        """Reads again what was read, or failed, while another version came into force."""
        while True:
            turn = self._switch.turn()
            try:
                result = read()
            except Exception:
                if not self._switch.moved(turn):
                    raise
            else:
                if not self._switch.moved(turn):
                    return result

    def _read_surely(self, read: Callable[[Reader], Result]) -> Result:
        """Reads once more where the connection was lost."""
        try:
            try:
                return self._read_once(read)
            except DatabaseErrors as error:
                if refusal(error) is None:
                    raise
                return self._read_once(read)
        except DatabaseErrors as error:
            raise refusal(error) or error from error

    def _read_once(self, read: Callable[[Reader], Result]) -> Result:
        connection = self._connection()
        self._own.reading = True
        try:
            connection.cursor.execute(connection.dialect.begin_reading)
            return read(Reader(connection, *self._facts()))
        except DatabaseErrors:
            self._drop(connection)
            raise
        finally:
            self._own.reading = False
            if self._own.connection is connection:
                connection.rollback()

    def _connection(self) -> Connection:
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = self._database.connect(query_only=True)
            self._connections.append(connection)
        return connection

    def _drop(self, connection: Connection) -> None:
        """After a database error the connection is not trusted any more."""
        self._own.connection = None
        self._connections.remove(connection)
        connection.close()
