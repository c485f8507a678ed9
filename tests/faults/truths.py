"""What must hold in the depot's database at every instant, asked of the tables in plain SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import sqlalchemy as sa

# The rows that each statement finds would be something half done.
HALF_DONE = {
    "an order without its create in the log": """
        SELECT id FROM depot_order o WHERE 1 <> (
            SELECT count(*) FROM dougong_change c WHERE c.record = o.id AND c.operation = 'create')""",
    "a change of nothing": """
        SELECT record FROM dougong_change c WHERE app = 'depot'
        AND record NOT IN (SELECT id FROM depot_order) AND record NOT IN (SELECT id FROM depot_client)
        AND record NOT IN (SELECT id FROM depot_order__lines) AND record NOT IN (SELECT id FROM depot_mark)
        AND record NOT IN (SELECT id FROM depot_order__state__history)""",
    "a line without its order": """
        SELECT id FROM depot_order__lines WHERE parent NOT IN (SELECT id FROM depot_order)""",
    "a line of a deleted order": """
        SELECT l.id FROM depot_order__lines l JOIN depot_order o ON o.id = l.parent
        WHERE l.deleted_at IS NULL AND o.deleted_at IS NOT NULL""",
    "a wrong total of an order": """
        SELECT id FROM depot_order o WHERE deleted_at IS NULL AND total <> (
            SELECT coalesce(sum(amount), 0) FROM depot_order__lines WHERE parent = o.id AND deleted_at IS NULL)""",
    "a wrong total of a client": """
        SELECT id FROM depot_client k WHERE total <> (
            SELECT coalesce(sum(total), 0) FROM depot_order WHERE client = k.id AND deleted_at IS NULL)""",
    "a wrong tag": "SELECT id FROM depot_client WHERE coalesce(tags_big, FALSE) <> (total > 10000)",
    "a tag without its interval": """
        SELECT id FROM depot_client k WHERE (CASE WHEN tags_big THEN 1 ELSE 0 END) <> (
            SELECT count(*) FROM dougong_interval WHERE record = k.id AND what = 'tags.big' AND until IS NULL)""",
    "a stage that is not the last of its history": """
        SELECT id FROM depot_order o WHERE deleted_at IS NULL AND 1 <> (
            SELECT count(*) FROM depot_order__state__history h WHERE h.parent = o.id AND h."left" IS NULL
            AND h.deleted_at IS NULL AND h.stage = o.state)""",
    "an order without its one flow": """
        SELECT id FROM depot_order o WHERE 1 <> (SELECT count(*) FROM dougong_flow WHERE record = o.id)""",
    "a flow without its one task": """
        SELECT id FROM dougong_flow f WHERE 1 <> (SELECT count(*) FROM dougong_task WHERE record = f.record)
        OR 1 <> (SELECT count(*) FROM dougong_flow_token WHERE instance = f.id)""",
    "a task for nobody": "SELECT id FROM dougong_task WHERE id NOT IN (SELECT task FROM dougong_task_person)",
    "an order marked twice": """SELECT "order" FROM depot_mark GROUP BY "order" HAVING count(*) > 1""",
    "neither marked nor about to be": """
        SELECT t.id FROM dougong_task t JOIN depot_order o ON o.id = t.record WHERE o.deleted_at IS NULL AND 1 <> (
            (SELECT count(*) FROM depot_mark WHERE "order" = o.id)
            + (SELECT count(*) FROM dougong_due d WHERE d.kind = 'task.overdue' AND d.key = t.id || ':0'))""",
    "a serial number given in vain": """
        SELECT value FROM dougong_serial WHERE value <> (SELECT count(*) FROM depot_order)""",
}
TABLES = {
    "client": "depot_client",
    "order": "depot_order",
    "order.lines": "depot_order__lines",
    "order.state.history": "depot_order__state__history",
    "mark": "depot_mark",
}
Rows = list[tuple[Any, ...]]


class Tables:
    """One state of the database, seen past the server."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def rows(self, text: str) -> Rows:
        self._cursor.execute(text)
        found: Rows = self._cursor.fetchall()
        return found

    def named(self, table: str) -> dict[str, dict[str, Any]]:
        """The rows of a form's table by id."""
        rows = self.rows(f"SELECT * FROM {table}")
        names = [column[0] for column in self._cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in rows]
        return {row["id"]: row for row in found}


@contextmanager
def looking(url: str) -> Iterator[Tables]:
    """One consistent state of the database."""
    address = sa.make_url(url)
    if address.drivername == "sqlite":
        with closing(sqlite3.connect(str(address.database), isolation_level=None, timeout=30)) as raw:
            raw.execute("BEGIN")
            yield Tables(raw.cursor())
        return
    libpq = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(libpq, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        yield Tables(cursor)


def half_done(tables: Tables) -> dict[str, Rows]:
    """What is half done, by its name; empty where all is well."""
    found = {name: tables.rows(text)[:5] for name, text in HALF_DONE.items()}
    return {name: rows for name, rows in found.items() if rows} | contradictions(tables)


def contradictions(tables: Tables) -> dict[str, Rows]:
    """Where the change log, told from its beginning, does not lead to the rows as they are."""
    told: dict[tuple[str, str], dict[str, Any]] = {}
    found: dict[str, Rows] = {}
    for entity, record, text in tables.rows(
        "SELECT entity, record, diff FROM dougong_change WHERE app = 'depot' ORDER BY seq"
    ):
        known = told.setdefault((entity, record), {})
        for name, (old, new) in json.loads(text).items():
            if known.get(name) != old:
                found.setdefault("a change of what was not there", []).append((entity, record, name, old, known))
            known[name] = new
    for entity, table in TABLES.items():
        for id_, row in tables.named(table).items():
            for name, value in told.get((entity, id_), {}).items():
                if row[name.replace(".", "_")] != value:
                    found.setdefault("a row that is not as logged", []).append((entity, id_, name, value, row))
    return found
