"""Lists of 50 records with the rights of who asks: the newest, and with two filters and an order; at page 1 and 1,000.

The limit is the same question in SQL by hand, on the same table, behind the same ASGI stack, session check included.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.measure import Row, measure
from engine.app import opened
from engine.people.accounts import joined
from engine.people.lookup import by_token
from engine.people.sessions import new_token
from engine.platform import Platform
from engine.publishing import publish
from engine.records.clock import VirtualClock
from engine.records.command import Command
from engine.records.ids import new_id
from engine.records.paging import write_token
from engine.web.host import application

SIZES = (100_000, 1_000_000)
PAGE = 50
FORM = """
title: 客户
fields:
  name: {text: 名称, search: true}
  phone: {phone: 电话}
  email: {email: 邮箱}
  city: {text: 城市}
  level: {choice: 级别, options: {a: 甲, b: 乙, c: 丙}}
  paid: {money: 成交}
  orders: {number: 单数}
  since: {date: 建档}
  called: {datetime: 联系}
  active: {boolean: 有效}
  owner: {user: 负责人}
  notes: {text: 备注}
access:
  sales: {see: owner = me or active, fields: {notes: read}}
"""
FILES = {"app.yaml": b"title: Bench\nroles: {sales: {role: Sales}}\n", "forms/customer.yaml": FORM.encode()}
PATH = "/api/apps/bench/forms/customer/records"
SEEN = "deleted_at IS NULL AND (owner = :me OR active)"
WIRE = """json_object('id', id, 'version', version, 'name', name, 'phone', phone, 'email', email, 'city', city,
    'level', level, 'paid', paid / 100.0, 'orders', orders, 'since', date(since * 86400, 'unixepoch'),
    'called', strftime('%Y-%m-%dT%H:%M:%fZ', called / 1000.0, 'unixepoch'),
    'active', json(iif(active, 'true', 'false')),
    'owner', json_object('id', owner, 'label', (SELECT name FROM system_user u WHERE u.id = owner)), 'notes', notes,
    'created_at', created_at, 'updated_at', updated_at)"""


@dataclass(frozen=True)
class Question:
    """What is asked of ours, and the same in SQL: its condition, its order, and what comes after a record."""

    title: str
    query: Mapping[str, str]
    condition: str
    order: str
    after: str

    @property
    def seen(self) -> str:
        return f"FROM bench_customer WHERE {SEEN} {self.condition}"

    @property
    def listed(self) -> str:
        """The page; ``{after}`` is where it begins."""
        inner = f"SELECT {WIRE} AS record, id {self.seen} {{after}} ORDER BY {self.order} LIMIT {PAGE}"
        return f"SELECT json_group_array(json(record)), max(id) FROM ({inner})"

    @property
    def counted(self) -> str:
        return f"SELECT count(*) FROM (SELECT 1 {self.seen} LIMIT 10001)"


QUESTIONS = (
    Question("newest", {"limit": str(PAGE)}, "", "id DESC", "AND id < :id"),
    Question(
        "2 filters, sorted",
        {"filter": "level in (a, b) and paid > 100", "sort": "called desc", "limit": str(PAGE)},
        "AND level IN ('a', 'b') AND paid > 10000",
        "called DESC, id DESC",
        "AND called <= :called AND (called < :called OR id < :id)",
    ),
)


@contextmanager
def customers(count: int) -> Iterator[tuple[Platform, str, str]]:
    """A platform with so many customers; a person's token and id."""
    with tempfile.TemporaryDirectory() as folder, opened(f"sqlite:///{folder}/list.db", VirtualClock()) as platform:
        publish(platform, FILES, "bench")
        person = {"login": "li", "name": "Li", "active": True, "roles": joined(["bench/sales"])}
        make: Command[str] = Command("bulk", lambda uow: str(uow.create("system/user", person)["id"]), app="bench")
        me = platform.run(make)
        for start in range(0, count, 20_000):
            platform.run(Command("bulk", partial(fill, me=me, start=start), app="bench"))
        platform.run(Command("bulk", lambda uow: bool(uow.cursor.execute("ANALYZE")), app="bench"))
        token = platform.run(Command("bulk", lambda uow: str(new_token(uow, me, "bench")), app="bench"))
        yield platform, token, me


def fill(uow: Any, me: str, start: int) -> None:
    store = uow.store("bench/customer")
    rows = []
    for number in range(start, start + 20_000):
        row = {**store.blank, "id": new_id(uow.now), "version": 1, "created_at": uow.now, "updated_at": uow.now}
        row |= {"name": f"客户{number}", "phone": f"138{number:08}", "email": f"a{number}@b.cn"}
        row |= {"city": f"城市{number % 300}", "level": "abc"[number % 3], "paid": number % 900_000}
        row |= {"orders": number % 17, "since": 20_000 + number % 700, "active": number % 10 > 0, "owner": me}
        row["called"] = 1_770_000_000_000 + number * 7_919 % 10_000_019 * 1000
        rows.append({**row, "notes": "随便写点什么", **store.sidecars(row)})
    store.insert.run_many(uow.cursor, rows)


def by_hand(platform: Platform, question: Question) -> Starlette:
    """The limit: who asks is looked up, then two statements on a read thread."""

    async def serve(http: Request) -> Response:
        secret, query = http.headers["authorization"][7:], dict(http.query_params)

        def read(reader: Any) -> bytes:
            person = by_token(reader.cursor, reader.dialect, secret, reader.now)
            assert person is not None
            binds: dict[str, Any] = {"me": person.id}
            after = ""
            if "after" in query:
                reader.cursor.execute("SELECT called, id FROM bench_customer WHERE id = :id", {"id": query["after"]})
                binds["called"], binds["id"] = reader.cursor.fetchone()
                after = question.after
            reader.cursor.execute(question.listed.format(after=after), binds)
            records, last = reader.cursor.fetchone()
            reader.cursor.execute(question.counted, {"me": person.id})
            (count,) = reader.cursor.fetchone()
            return f'{{"records":{records},"next":"{last}","count":{count}}}'.encode()

        found = await asyncio.wrap_future(platform.readers.submit(read))
        return Response(found, media_type="application/json")

    return Starlette(routes=[Route(PATH, serve)])


def asking(runner: asyncio.Runner, app: Any, token: str, query: Mapping[str, str]) -> Any:
    """A call that sends one request through the ASGI application and gives its body."""
    headers = [(b"authorization", f"Bearer {token}".encode()), (b"host", b"bench")]
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": PATH,
        "raw_path": PATH.encode(),
        "headers": headers,
    }
    scope |= {"query_string": urlencode(query).encode(), "http_version": "1.1", "scheme": "http"}
    scope |= {"asgi": {"version": "3.0"}, "server": ("bench", 80), "client": ("bench", 1), "root_path": ""}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def once() -> bytes:
        parts: list[bytes] = []

        async def send(message: Any) -> None:
            assert message.get("status", 200) == 200, message
            parts.append(message.get("body", b""))

        await app(dict(scope), receive, send)
        return b"".join(parts)

    return lambda: runner.run(once())


def cases() -> Iterable[Row]:
    """Each question in each size at the first page and a thousand pages deep, in microseconds of CPU."""
    for size in SIZES if "--full" in sys.argv else SIZES[:1]:
        with customers(size) as (platform, token, me), asyncio.Runner() as runner:
            for question in QUESTIONS:
                for depth in (1, 1_000):
                    calls = calls_at(runner, platform, token, question, page_before(platform, me, question, depth))
                    same(calls["ours"](), calls["limit"]())
                    found = measure(calls, rounds=5)
                    case = f"{question.title}: {PAGE} of {size:,}, page {depth:,}"
                    yield Row.compare("list", case, "µs CPU", found["ours"], found["limit"])


def calls_at(
    runner: asyncio.Runner, platform: Platform, token: str, question: Question, begin: str | None
) -> dict[str, Any]:
    """The same page asked of ours and of the limit."""
    ours = dict(question.query) if begin is None else {**question.query, "after": write_token(begin)}
    limit = {} if begin is None else {"after": begin}
    return {
        "ours": asking(runner, application(platform), token, ours),
        "limit": asking(runner, by_hand(platform, question), token, limit),
    }


def page_before(platform: Platform, me: str, question: Question, depth: int) -> str | None:
    """The record after which a page begins."""
    if depth == 1:
        return None

    def read(reader: Any) -> str:
        text = f"SELECT id {question.seen} ORDER BY {question.order} LIMIT 1 OFFSET :skipped"
        reader.cursor.execute(text, {"me": me, "skipped": PAGE * (depth - 1) - 1})
        (found,) = reader.cursor.fetchone()
        return str(found)

    return platform.read(read)


def same(ours: bytes, limit: bytes) -> None:
    """Both found the same records, or the comparison means nothing."""
    ids = [[record["id"] for record in json.loads(answer)["records"]] for answer in (ours, limit)]
    assert ids[0] == ids[1] and len(ids[0]) == PAGE, (ids[0][:3], ids[1][:3])
