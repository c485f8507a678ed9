"""Published definitions: a pack's files as canonical bytes with a digest, kept by number in the database.

A version is immutable; which one is active is one row, switched in the transaction that changes the tables.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class Cursor(Protocol):
    """What is used of a DBAPI cursor inside the caller's transaction."""

    @property
    def rowcount(self) -> int: ...

    def execute(self, text: Any, parameters: Any = (), /) -> Any: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Dialect(Protocol):
    """``mark`` is the database's sign for a parameter."""

    @property
    def mark(self) -> str: ...


UPDATE = "UPDATE dougong_active SET number = ?, epoch = epoch + 1"


@dataclass(frozen=True)
class Stored:
    """One published version; ``at`` in milliseconds since the epoch."""

    number: int
    digest: str
    at: int
    actor: str | None
    note: str | None
    active: bool


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as one canonical text: the same files give the same bytes."""
    content = {path: _written(files[path]) for path in sorted(files)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def unpack(content: bytes) -> dict[str, bytes]:
    """The files of a bundle by path. Raises ValueError if the bytes are no bundle."""
    files = json.loads(content)
    if not isinstance(files, dict):
        raise ValueError("not a bundle of definitions")
    return {str(path): _read(written) for path, written in files.items()}


def digest(content: bytes) -> str:
    """The SHA-256 of a bundle's bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _written(data: bytes) -> str | list[str]:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return [base64.b64encode(data).decode("ascii")]


def _read(written: object) -> bytes:
    match written:
        case str():
            return written.encode()
        case [str() as encoded]:
            return base64.b64decode(encoded, validate=True)
    raise ValueError("not a file of a bundle")


def last_number(cursor: Cursor, dialect: Dialect, app: str) -> int:
    """The number of the newest version of an app, 0 if there is none."""
    _run(cursor, dialect, "SELECT MAX(number) FROM dougong_bundle WHERE app = ?", app)
    return int(cursor.fetchone()[0] or 0)


def store(
    cursor: Cursor,
    dialect: Dialect,
    app: str,
    number: int,
    content: bytes,
    at: int,
    actor: str | None,
    note: str | None = None,
) -> None:
    """Keeps a new version and makes it the active one."""
    columns = "app, number, digest, content, at, actor, note"
    values = (app, number, digest(content), content, at, actor, note)
    _run(cursor, dialect, f"INSERT INTO dougong_bundle ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", *values)
    switch(cursor, dialect, app, number)


def switch(cursor: Cursor, dialect: Dialect, app: str, number: int) -> None:
    """Makes a stored version the active one, which voids the rights worked out before. Raises KeyError."""
    content(cursor, dialect, app, number)
    _run(cursor, dialect, f"{UPDATE} WHERE app = ?", number, app)
    if cursor.rowcount == 0:
        _run(cursor, dialect, "INSERT INTO dougong_active (app, number, epoch) VALUES (?, ?, 1)", app, number)


def content(cursor: Cursor, dialect: Dialect, app: str, number: int) -> bytes:
    """The bytes of one version. Raises KeyError if there is none."""
    _run(cursor, dialect, "SELECT content FROM dougong_bundle WHERE app = ? AND number = ?", app, number)
    row = cursor.fetchone()
    if row is None:
        raise KeyError(f"{app} {number}")
    return bytes(row[0])


def active(cursor: Cursor, dialect: Dialect) -> dict[str, tuple[int, bytes]]:
    """Number and bytes of the active version of each app. Raises ValueError if a bundle was tampered with."""
    columns = "bundle.app, bundle.number, bundle.content, bundle.digest"
    joined = "dougong_active JOIN dougong_bundle bundle ON bundle.app = dougong_active.app"
    _run(
        cursor,
        dialect,
        f"SELECT {columns} FROM {joined} AND bundle.number = dougong_active.number ORDER BY bundle.app",
    )
    found = {}
    for app, number, data, expected in cursor.fetchall():
        if digest(bytes(data)) != expected:
            raise ValueError(f"the bundle of {app} {number} does not match its digest")
        found[str(app)] = (int(number), bytes(data))
    return found


def versions(cursor: Cursor, dialect: Dialect, app: str) -> list[Stored]:
    """Every version of an app, the newest first."""
    columns = "bundle.number, bundle.digest, bundle.at, bundle.actor, bundle.note, dougong_active.number"
    joined = "dougong_bundle bundle LEFT JOIN dougong_active ON dougong_active.app = bundle.app"
    order = "WHERE bundle.app = ? ORDER BY bundle.number DESC"
    _run(cursor, dialect, f"SELECT {columns} FROM {joined} {order}", app)
    return [
        Stored(int(number), digest, int(at), actor, note, number == current)
        for number, digest, at, actor, note, current in cursor.fetchall()
    ]


def _run(cursor: Cursor, dialect: Dialect, text: str, *parameters: object) -> None:
    cursor.execute(text.replace("?", dialect.mark), parameters)
