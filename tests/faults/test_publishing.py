"""Publishing that goes wrong half-way, that is killed, and that happens while people work."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from engine.app import opened
from engine.problems import Refused
from engine.publishing import publish
from engine.records.command import Command
from tests.faults.depot import Depot, prepare
from tests.faults.serving import PACKS, ROOT
from tests.faults.truths import looking
from tests.running import files_of

# Another form, another field, another type, another scale, a unique code, a field that goes.
NEXT = {
    "forms/order.yaml": """
title: 出库单
label: code
fields:
  code: {text: 单号, required: true, unique: true}
  number: {serial: 流水号, prefix: N, digits: 6}
  client: {reference: 客户, form: client, back: orders}
  ready_at: {datetime: 备妥时间}
  state: {stage: 状态, options: {fresh: 新, packed: 已备妥, sent: 已发出}}
  weight: {number: 重量, decimals: 2, default: 1}
  lines: {table: 明细, fields: {item: {text: 货品}, amount: {money: 金额, decimals: 4}}}
  total: {money: 合计, formula: sum(lines.amount) * 2}
access: {clerk: {see: true, edit: true, create: true, delete: true}}
""",
    "forms/crate.yaml": "title: 箱\nlabel: name\nfields: {name: {text: 名称}}\naccess: {clerk: {see: true}}\n",
}


def next_files() -> dict[str, bytes]:
    return files_of(PACKS / "depot") | {path: text.encode() for path, text in NEXT.items()}


def fill(url: str, depot: Depot, count: int = 20) -> None:
    """Orders with lines, as their clerk would write them."""

    def run(uow: Any) -> None:
        for number in range(count):
            lines = [{"item": f"item {line}", "amount": 100 * line} for line in range(number % 4)]
            row = {"code": f"A{number}", "client": depot.clients[number % 3], "state": "fresh", "lines": lines}
            uow.create("order", {**row, "ready_at": 4_070_908_800_000})

    with opened(url) as platform:
        platform.run(Command("interactive", run, app="depot"))


def state(url: str) -> dict[str, Any]:
    """Everything in the database: columns, indexes and rows of every table."""
    engine = sa.create_engine(url)
    try:
        inspector = sa.inspect(engine)
        shape: dict[str, Any] = {
            table: (
                [(column["name"], str(column["type"])) for column in inspector.get_columns(table)],
                sorted(str(index["name"]) for index in inspector.get_indexes(table)),
            )
            for table in sorted(inspector.get_table_names())
            if "__search" not in table
        }
    finally:
        engine.dispose()
    with looking(url) as tables:
        return {
            table: (*about, sorted(tables.rows(f'SELECT * FROM "{table}"'), key=repr)) for table, about in shape.items()
        }


class Faulty:
    """A cursor that fails once, at the statement with a number; 0 never."""

    def __init__(self, cursor: Any, fails_at: int, error: Callable[[], Exception]) -> None:
        self._cursor = cursor
        self._fails_at = fails_at
        self._error = error
        self._count = 0
        self.failed = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    def execute(self, *given: Any) -> Any:
        self._counted(given[0])
        return self._cursor.execute(*given)

    def executemany(self, *given: Any) -> Any:
        self._counted(given[0])
        return self._cursor.executemany(*given)

    def _counted(self, statement: str) -> None:
        self._count += 1
        if self._count == self._fails_at:
            self.failed = statement
            raise self._error()


def test_a_publish_that_fails_at_any_statement_changes_nothing(database_url: str, full: bool) -> None:
    depot = prepare(database_url)
    fill(database_url, depot)
    with opened(database_url) as platform:
        before = state(database_url)
        connection = platform.writer._connection
        cursor, number, failed = connection.cursor, 1, 0
        failure = sqlite3.OperationalError if platform.dialect.name == "sqlite" else psycopg.OperationalError
        while True:
            number += 1 if full else 4
            connection.cursor = faulty = Faulty(cursor, number, failure)
            try:
                publish(platform, next_files(), "depot")
            except Refused as refused:
                assert refused.passing
                failed += 1
                assert platform.actives["depot"].version.number == 1
                assert state(database_url) == before
            else:
                break
            finally:
                connection.cursor = cursor
        assert failed > 8 and faulty.failed in ("", "COMMIT")  # a COMMIT that fails is tried once more
        assert platform.actives["depot"].version.number == 2
        totals = "SELECT sum(total) FROM depot_order"
        platform.jobs.run_ready()
        with looking(database_url) as tables:
            doubled = 2 * sum(row[-1] for row in before["depot_order__lines"][2])
            assert tables.rows(totals) == [(doubled,)]


def test_a_publish_that_the_records_stand_against_changes_nothing(database_url: str) -> None:
    depot = prepare(database_url)
    fill(database_url, depot)
    with opened(database_url) as platform:
        platform.run(Command("interactive", lambda uow: uow.create("order", {"code": "A1"}) and None, app="depot"))
        before = state(database_url)
        with pytest.raises(Refused):
            publish(platform, next_files(), "depot")
        assert state(database_url) == before
        platform.run(Command("interactive", lambda uow: uow.create("order", {"code": "A99"}) and None, app="depot"))


def test_a_publish_that_is_killed_leaves_one_whole_version(database_url: str, tmp_path: Path, full: bool) -> None:
    pack = copytree(PACKS / "depot", tmp_path / "depot")
    for path, text in NEXT.items():
        (pack / path).write_text(text, encoding="utf-8")
    fill(database_url, prepare(database_url))
    before = state(database_url)
    chance, program = random.Random(5), [sys.executable, "-m", "engine.command", "publish", str(pack)]
    for _ in range(20 if full else 2):
        command = [*program, "--database", database_url]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()  # the plan is told just before it is carried out
            time.sleep(chance.uniform(0, 0.15))
            process.kill()
        with looking(database_url) as tables:
            ((number,),) = tables.rows("SELECT number FROM dougong_active WHERE app = 'depot'")
            ((stored,),) = tables.rows("SELECT max(number) FROM dougong_bundle WHERE app = 'depot'")
        columns = {name for name, _ in state(database_url)["depot_order"][0]}
        assert (number, number, number == 2) == (stored, number, "weight" in columns)
        if number == 2:
            return
        assert state(database_url) == before


def test_people_work_on_while_versions_come_into_force(database_url: str, full: bool) -> None:
    from tests.engine.served import served

    depot = prepare(database_url)
    fill(database_url, depot)
    ended, wrong = threading.Event(), []

    def work(number: int, address: str) -> None:
        with depot.http(address) as http:
            while not ended.is_set():
                body = {"code": f"w{number}-{time.monotonic_ns()}", "lines": [{"item": "x", "amount": 1.5}]}
                wrote = http.post("/records", json=body)
                listed = http.get("/records", params={"sort": "created_at desc", "show": "code,total,number"})
                told = wrote.json().get("total")
                if (wrote.status_code, listed.status_code) != (201, 200) or told not in (1.5, 3):
                    wrong.append((wrote.status_code, wrote.text[:300], listed.status_code, listed.text[:300]))

    with opened(database_url) as platform, served(platform) as address:
        platform.start()
        threads = [threading.Thread(target=work, args=(number, address)) for number in range(3)]
        for thread in threads:
            thread.start()
        for number in range(12 if full else 4):
            time.sleep(0.3)
            publish(platform, files_of(PACKS / "depot") if number % 2 else next_files(), "depot")
        ended.set()
        for thread in threads:
            thread.join()
    assert wrong == []
