"""SQL functions that SQLite lacks, registered on every connection."""

from __future__ import annotations

import sqlite3

from engine.records.text import fold


def register(connection: sqlite3.Connection) -> None:
    connection.create_function("dougong_fold", 1, _fold, deterministic=True)


def _fold(text: str | None) -> str | None:
    return None if text is None else fold(text) or None
