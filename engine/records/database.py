"""The record database: a SQLite file or PostgreSQL, opened from a URL, with connections of two kinds."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from engine.expressions.sql import register_sqlite_functions
from engine.problems import Problem, Refused
from engine.records import kernel
from engine.records.dialect import Dialect, dialect_of
from engine.records.lock import FileLock
from engine.records.statement import Cursor

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=30000",
    "foreign_keys=OFF",
    "cache_size=-32000",
    "wal_autocheckpoint=8000",
    "temp_store=MEMORY",
)
LOCK = 0x646F75676F6E67  # the key of the advisory lock: "dougong"
LOCK_SECONDS = 5
IntegrityErrors = (sqlite3.IntegrityError, psycopg.IntegrityError)


class TransactionLost(Exception):
    """The transaction that is to be committed has ended or failed: PostgreSQL would only warn."""


DatabaseErrors = (sqlite3.Error, psycopg.Error, TransactionLost)


def refusal(error: BaseException) -> Refused | None:
    """What people are told of a database that cannot do its work now; None for any other error."""
    if isinstance(error, psycopg.errors.DiskFull) or (isinstance(error, sqlite3.Error) and "full" in str(error)):
        return Refused((Problem("database.full", {}),), 507)
    if isinstance(error, sqlite3.OperationalError | psycopg.OperationalError) and not _of_statement(error):
        return Refused((Problem("database.unavailable", {}),), 503)
    return None


def _of_statement(error: Exception) -> bool:
    """Whether the statement is at fault: SQLite tells syntax errors by the same exception."""
    code = getattr(error, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_ERROR


class Connection:
    """A DBAPI connection in explicit transactions, with one cursor, for one thread at a time."""

    def __init__(self, raw: Any, dialect: Dialect) -> None:
        self.raw = raw
        self.dialect = dialect
        self.cursor: Cursor = raw.cursor()
        self.committing: str | None = None

    def begin(self) -> None:
        self.cursor.execute(self.dialect.begin)

    def commit(self) -> None:
        if not self.committable:
            raise TransactionLost
        self.committing = self._transaction_id()
        self.cursor.execute("COMMIT")
        self.committing = None

    def _transaction_id(self) -> str | None:
        """PostgreSQL's number of the transaction, with which its end can be asked for later."""
        if self.dialect.name == "sqlite":
            return None
        self.cursor.execute("SELECT pg_current_xact_id_if_assigned()::text")
        found: str | None = self.cursor.fetchone()[0]
        return found

    def committed(self, transaction: str) -> bool:
        """Whether a transaction of an earlier connection was committed before that was lost."""
        self.cursor.execute("SELECT pg_xact_status(%s::xid8)", (transaction,))
        return bool(self.cursor.fetchone()[0] == "committed")

    def rollback(self) -> None:
        if self.in_transaction:
            self.cursor.execute("ROLLBACK")

    @property
    def in_transaction(self) -> bool:
        if self.dialect.name == "sqlite":
            return bool(self.raw.in_transaction)
        return bool(self.raw.info.transaction_status != psycopg.pq.TransactionStatus.IDLE)

    @property
    def committable(self) -> bool:
        if self.dialect.name == "sqlite":
            return bool(self.raw.in_transaction)
        return bool(self.raw.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS)

    def close(self) -> None:
        self.raw.close()


class Database:
    """``url`` is ``sqlite:///file.db`` or ``postgresql+psycopg://…``; one process at a time works on it.

    A SQLite file is held from the beginning, a PostgreSQL database by the connection that writes: what a killed
    process left under way has ended before another one begins. ``folder`` is where what belongs to the database
    but is not in it lies (the bytes of files): beside a SQLite file, ``data`` in the working folder otherwise,
    unless somebody says where.
    """

    def __init__(self, url: str) -> None:
        self.url = sa.make_url(url)
        self.dialect = dialect_of(url)
        self.folder = self.file.resolve().parent if self.dialect.name == "sqlite" else Path("data").resolve()
        self._lock = self._take_lock()

    @property
    def file(self) -> Path:
        """The SQLite file; meaningless on PostgreSQL."""
        return Path(self.url.database or "dougong.db")

    def connect(self, *, query_only: bool = False) -> Connection:
        """A connection that only reads, or the one that writes. Refused 503 while another process has that."""
        if self.dialect.name == "sqlite":
            return self._connect_sqlite(query_only)
        return self._connect_postgresql(query_only)

    def create_kernel(self) -> None:
        """Creates the kernel's own tables where they are missing."""
        engine = sa.create_engine(self.url)
        try:
            kernel.metadata.create_all(engine)
        finally:
            engine.dispose()

    def close(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _take_lock(self) -> FileLock | None:
        if self.dialect.name != "sqlite":
            return None
        self.file.parent.mkdir(parents=True, exist_ok=True)
        try:
            return FileLock(self.file.with_name(self.file.name + ".lock"))
        except BlockingIOError as error:
            raise self._in_use(str(self.file)) from error

    def _in_use(self, name: str) -> Refused:
        return Refused((Problem("database.in_use", {"name": name}),), 503)

    def _connect_sqlite(self, query_only: bool) -> Connection:
        raw = sqlite3.connect(self.file, isolation_level=None, check_same_thread=False, cached_statements=512)
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
        register_sqlite_functions(raw)
        if query_only:
            raw.execute("PRAGMA query_only=ON")
        return Connection(raw, self.dialect)

    def _connect_postgresql(self, query_only: bool) -> Connection:
        address = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        raw = psycopg.connect(address, autocommit=True)
        raw.execute("SET TIME ZONE 'UTC'")
        if query_only:
            raw.execute("SET default_transaction_read_only = on")
        else:
            self._hold(raw)
        return Connection(raw, self.dialect)

    def _hold(self, raw: psycopg.Connection[Any]) -> None:
        """Takes the lock that lives as long as the connection."""
        raw.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        try:
            raw.execute(f"SELECT pg_advisory_lock({LOCK})")
        except psycopg.errors.LockNotAvailable as error:
            raw.close()
            raise self._in_use(str(self.url.database)) from error
        raw.execute("RESET lock_timeout")
