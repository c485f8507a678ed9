"""The first start of a real server: it opens the CRM with its demo data and says how to sign in."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
import psycopg
import pytest
import sqlalchemy as sa
import yaml

ROOT = Path(__file__).parents[3]
SOON = 60


@dataclass
class Served:
    """A server process; what it printed when it began to listen."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.lines[0].partition("http")[1] + self.lines[0].partition("http")[2]

    def password(self, login: str) -> str | None:
        found = re.search(rf"\b{login} / (\S+)", "\n".join(self.lines))
        return found[1].rstrip("（") if found else None


@pytest.fixture
def served(database_url: str, tmp_path: Path) -> Iterator[Starter]:
    starter = Starter(database_url, tmp_path)
    yield starter
    starter.kill()


class Starter:
    """Starts servers of one database, one after the other."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.running: subprocess.Popen[str] | None = None

    def begin(self, *options: str, language: str = "en_US.UTF-8") -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "engine.command", "serve", "apps/crm", "--port", "0"]
        where = ["--data", str(self.folder), "--database", self.url]
        environment = {**os.environ, "LANG": language, "PYTHONUTF8": "1"}
        self.running = subprocess.Popen(
            [*command, *where, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        return self.running

    def start(self, *options: str, language: str = "en_US.UTF-8") -> Served:
        """A server that listens, with the lines that it prints before anything happens."""
        served = Served(self.begin(*options, language=language))
        assert served.process.stdout is not None
        for line in served.process.stdout:
            served.lines.append(line.rstrip())
            if re.search(r"admin( /|（| \()", line):
                break
        assert served.lines, f"the server ended with {served.process.wait(SOON)}"
        return served

    def kill(self) -> None:
        """Ends the server without warning."""
        if self.running is not None:
            self.running.send_signal(signal.SIGKILL)
            self.running.communicate(timeout=SOON)
            self.running = None

    def select(self, statement: str) -> list[tuple[object, ...]]:
        """Rows of a statement on a connection of its own."""
        engine = sa.create_engine(self.url)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(sa.text(statement))]
        finally:
            engine.dispose()

    def counts(self) -> dict[str, object]:
        tables = ("crm_customer", "crm_lead", "crm_opportunity", "crm_order", "crm_follow_up", "system_user")
        return {table: self.select(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables}


@contextmanager
def signed_in(served: Served, login: str, language: str = "en") -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.address, headers={"Accept-Language": language}) as client:
        answer = client.post("/api/session", json={"user": login, "password": served.password(login)})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        yield client


def records(client: httpx.Client, form: str) -> int:
    answer = client.get(f"/api/apps/crm/forms/{form}/records?limit=100")
    assert answer.status_code == 200, answer.text
    return len(answer.json()["records"])


def test_a_newcomer_signs_in_with_what_was_printed_and_a_restart_says_it_again(served: Starter) -> None:
    first = served.start()
    assert [login for login in ("lin", "fang", "admin") if first.password(login)] == ["lin", "fang", "admin"]
    with signed_in(first, "fang") as director, signed_in(first, "lin") as salesperson:
        assert director.get("/api/session").json()["apps"][1]["title"] == "CRM"
        assert 0 < records(salesperson, "customer") < records(director, "customer")
        late = [task["overdue"] for task in salesperson.get("/api/apps/crm/tasks").json()["records"]]
        assert len(late) >= 5 and 0 < sum(late) < len(late), "something waits for the salesperson, some of it is late"
        customers = f"/api/apps/crm/forms/customer/records?filter={quote('tags has high_value')}"
        valued = salesperson.get(customers).json()["records"][0]["id"]
        story = salesperson.get(f"/api/apps/crm/forms/customer/records/{valued}/timeline").json()["items"]
        assert {item["kind"] for item in story} >= {"record", "tag"}, "the company has a past"
        assert "+ High value" in {item["text"] for item in story if item["kind"] == "tag"}
    with signed_in(first, "admin") as administrator:
        assert records(administrator, "customer") >= 60
    before = served.counts()
    served.kill()
    second = served.start(language="zh_CN.UTF-8")
    assert first.lines[1].startswith("  Sales 林晓雯: lin / ") and second.lines[1].startswith("  销售 林晓雯：lin / ")
    assert second.password("lin") == first.password("lin") and second.password("admin") is None
    assert served.counts() == before, "nothing is doubled"


def test_demo_data_may_be_left_out(sqlite_database: str, tmp_path: Path) -> None:
    served = Starter(sqlite_database, tmp_path)
    first = served.start("--no-demo")
    assert first.password("lin") is None and first.password("admin")
    assert set(served.counts().values()) == {0, 1}
    served.kill()
    assert served.start().password("lin") is None, "nor does it come later"
    served.kill()


def test_a_server_killed_while_it_loads_is_complete_after_the_next_start(served: Starter) -> None:
    served.begin()
    until = time.monotonic() + SOON
    while not published(served):
        assert time.monotonic() < until
        time.sleep(0.02)
    time.sleep(0.4)
    served.kill()
    assert served.select("SELECT loaded_at FROM dougong_demo") == [(None,)], "it was killed in the middle"
    assert served.select("SELECT count(*) FROM crm_customer") == [(0,)]
    again = served.start()
    assert again.password("lin")
    people = yaml.safe_load((ROOT / "apps/crm/data/demo.yaml").read_text(encoding="utf-8"))["users"]
    assert served.counts()["system_user"] == len(people) + 1, "the people of the data and the administrator"
    assert served.select("SELECT count(*) FROM dougong_demo WHERE loaded_at IS NOT NULL") == [(1,)]
    with signed_in(again, "fang") as director:
        assert records(director, "customer") >= 60


def published(served: Starter) -> bool:
    """Whether the CRM is in force, which is right before its data is told."""
    try:
        return bool(served.select("SELECT app FROM dougong_active WHERE app = 'crm'"))
    except (sa.exc.DatabaseError, psycopg.Error):
        return False
