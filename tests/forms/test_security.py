"""What the outside may try with sessions, headers, bodies, files and methods: nothing breaks, nothing is half done."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from engine.people.sessions import set_password
from tests.forms.office import PACKS, Office, good, office

PASSWORD = "correct horse"
RECORDS = "/api/apps/trade/forms/client/records"


@pytest.fixture(scope="module")
def house(module_database: str) -> Iterator[Office]:
    with office(module_database, PACKS / "trade") as found:
        for login, role in (("li", "clerk"), ("zhou", "clerk"), ("bo", "boss")):
            found.hire(login, role)
            found.world.run(lambda uow, login=login: set_password(uow, found.people[login].id, PASSWORD))
        yield found


@pytest.fixture
def browser(house: Office) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=house.address) as found:
        yield found


def sign_in(browser: httpx.Client, login: str = "li", password: str = PASSWORD) -> httpx.Response:
    return browser.post("/api/session", json={"user": login, "password": password})


def csrf(answer: httpx.Response) -> dict[str, str]:
    return {"X-CSRF-Token": good(answer)["csrf"]}


def test_every_answer_carries_the_headers_that_keep_a_browser_safe(house: Office, browser: httpx.Client) -> None:
    sign_in(browser)
    for path in (RECORDS, "/api/none", "/api/session", "/api/openapi.json", "/", "/assets/none.js"):
        headers = browser.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers and "server" not in headers
        if path.startswith("/api"):
            assert headers["cache-control"] == "no-store"


def test_a_session_lives_in_a_cookie_that_scripts_cannot_read_and_is_new_each_time(browser: httpx.Client) -> None:
    first = sign_in(browser)
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    planted = "x" * 43
    browser.cookies.set("dougong_session", planted)
    again = sign_in(browser)
    fresh = again.headers["set-cookie"].split(";")[0]
    assert planted not in fresh and fresh != cookie.split(";")[0]
    assert first.json()["csrf"] != again.json()["csrf"]


def test_a_write_with_a_cookie_needs_the_proof_of_our_own_page(browser: httpx.Client) -> None:
    token = csrf(sign_in(browser))
    for headers in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "wrong"}):
        assert browser.post(RECORDS, json={"name": "甲"}, headers=headers).status_code == 403
        assert browser.delete("/api/session", headers=headers).status_code == 403
    assert browser.post(RECORDS, json={"name": "甲"}, headers=token).status_code == 201
    form = browser.post(RECORDS, data={"name": "甲"}, headers={"Origin": "https://evil.example"})
    assert form.status_code in (400, 403)


def test_signing_out_and_locking_out_count_from_the_next_request(house: Office, browser: httpx.Client) -> None:
    token = csrf(sign_in(browser, "zhou"))
    stolen = dict(browser.cookies)
    assert browser.get(RECORDS).status_code == 200
    good(browser.delete("/api/session", headers=token))
    browser.cookies.update(stolen)
    assert browser.get(RECORDS).status_code == 401
    sign_in(browser, "zhou")
    zhou = house.people["zhou"]
    house.world.run(lambda uow: uow.update("system/user", zhou.id, {"active": False}) and None)
    assert browser.get(RECORDS).status_code == 401 and sign_in(browser, "zhou").status_code == 401
    assert zhou.ask("GET", "client", "/records").status_code == 401  # with a token too
    house.world.run(lambda uow: uow.update("system/user", zhou.id, {"active": True}) and None)


def test_a_right_taken_away_is_gone_with_the_next_request(house: Office) -> None:
    person = house.hire("mei", "boss")
    assert person.ask("GET", "client", "/records").status_code == 200
    house.world.run(lambda uow: uow.update("system/user", person.id, {"roles": None}) and None)
    assert person.ask("GET", "client", "/records").status_code == 404


def test_guessing_names_and_passwords_is_answered_alike_and_slowed_down(house: Office, browser: httpx.Client) -> None:
    wrong, unknown = sign_in(browser, "bo", "wrong-password"), sign_in(browser, "nobody-there", "wrong-password")
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json()) == (401, wrong.json())
    answers = [sign_in(browser, "guessed", "wrong-password").status_code for _ in range(30)]
    assert answers[0] == 401 and answers[-1] == 429
    late = sign_in(browser, "guessed", PASSWORD)
    assert late.status_code == 429 and int(late.headers["retry-after"]) > 0
    assert sign_in(browser, "li").status_code == 200  # others are not kept out


HOSTILE_NAMES = ["../../etc/passwd", "/etc/passwd",
                 "..\\..\\a.txt", "CON.txt", "a" * 300 + ".txt", "a\r\nX-Evil: 1.txt",
                 "<img src=x onerror=alert(1)>.txt", "名\u202e称.txt", "a\x00b.txt",
                 ".", "..", "%2e%2e%2fa.txt"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: repr(name)[:24])
def test_a_file_is_kept_by_its_bytes_and_given_as_an_attachment(house: Office, name: str) -> None:
    sent = house.bo.send(name, b"<script>alert(1)</script>", "text/html")
    assert sent.status_code in (201, 400), sent.text
    if sent.status_code == 201:
        told = sent.json()
        assert "/" not in told["name"] and "\\" not in told["name"] and len(told["name"]) <= 200
        fetched = house.bo.http.get(f"/api/apps/trade/files/{told['id']}")
        assert fetched.content == b"<script>alert(1)</script>"
        assert fetched.headers["content-disposition"].startswith("attachment;")
        assert fetched.headers["content-type"] == "application/octet-stream"
        assert fetched.headers["x-content-type-options"] == "nosniff" and "x-evil" not in fetched.headers
        assert house.zhou.http.get(f"/api/apps/trade/files/{told['id']}").status_code == 404


def test_bytes_of_files_lie_in_the_folder_of_the_data(house: Office, tmp_path: Path) -> None:
    database = house.world.platform.database
    before, database.folder = database.folder, tmp_path
    try:
        id = good(house.bo.send("a.txt", b"here"), 201)["id"]
        (kept,) = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
        assert kept.read_bytes() == b"here" == house.bo.http.get(f"/api/apps/trade/files/{id}").content
    finally:
        database.folder = before


PATHS = ["/api/apps/trade/files/../../../../etc/passwd", "/api/apps/trade/files/..%2f..%2fdougong.db",
         "/..%2fpyproject.toml",
         "/assets/..%2f..%2f..%2fpyproject.toml", "/%2e%2e/%2e%2e/etc/passwd",
         "/api/apps/trade/forms/client/records/%00",
         "/api/apps/%00", "/api/apps/trade/forms/..%2forder/records", "/api/apps/TRADE", "/api//apps/trade",
         "/api/apps/trade/", "/api/apps/trade/forms/client/records/x?x=/api/session",
         "/api/apps/trade/forms/__class__/records",
         "/api/apps/trade/forms/client.items/records", "/api/apps/trade/forms/order.items/records",
         "/api/apps/trade/tasks/%00", "/api/apps/trade/jobs/%00", "/api/apps/trade/files/%00",
         "/api/apps/trade/forms/client/records/%F0%9F/timeline"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_crooked_address_leads_nowhere(house: Office, path: str) -> None:
    answer = house.bo.http.get(path, follow_redirects=False)
    assert answer.status_code in (200, 307, 400, 404), answer.text
    assert "root:" not in answer.text and "[project]" not in answer.text
    if answer.status_code == 200:
        assert answer.headers["content-type"].startswith("text/html")  # the page of the UI


BODIES: list[tuple[bytes, str]] = [
    (b"", "application/json"),
    (b"{", "application/json"),
    (b"[]", "application/json"),
    (b"null", "application/json"),
    (b"3", "application/json"),
    (b'{"name": NaN}', "application/json"),
    (b'{"name": "\xff"}', "application/json"),
    (b'{"name": "\\ud800"}', "application/json"),
    (b'{"name": "a\\u0000b"}', "application/json"),
    (b'{"name": 1e999}', "application/json"),
    (b'{"rank": ' + b"9" * 5000 + b"}", "application/json"),
    (b'{"tags": ' + b"[" * 1000 + b"]" * 1000 + b"}", "application/json"),
    (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "application/json"),
    (b"[" * 1_000_000, "application/json"),
    (json.dumps({str(number): 1 for number in range(600)}).encode(), "application/json"),
    (b'{"name": "' + b"a" * 5_000_000 + b'"}', "application/json"),
    (b"name=a", "application/x-www-form-urlencoded"),
    (b"<xml/>", "application/xml"),
    (b"\x00\x01\x02", "application/octet-stream"),
    (b'{"__proto__": {"a": 1}, "constructor": 1}', "application/json"),
]


@pytest.mark.parametrize(("body", "media_type"), BODIES, ids=[str(body[:20]) for body, _ in BODIES])
def test_a_broken_body_is_refused_and_writes_nothing(house: Office, body: bytes, media_type: str) -> None:
    before = len(house.world.rows("client"))
    for method, path in (
        ("POST", RECORDS),
        ("POST", f"{RECORDS}:batch"),
        ("POST", RECORDS.replace("records", "evaluate")),
    ):
        answer = house.bo.http.request(method, path, content=body, headers={"Content-Type": media_type})
        assert answer.status_code in (200, 400, 413, 422), (path, answer.text[:300])
        assert answer.elapsed.total_seconds() < 5
    assert len(house.world.rows("client")) == before


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"abc", "multipart/form-data"),
        (b"{}", "application/json"),
        (b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--x--\r\n',
         "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\ntext\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    ],
)  # fmt: skip
def test_a_broken_upload_is_refused(house: Office, content: bytes, media_type: str) -> None:
    answer = house.bo.http.post("/api/apps/trade/files", content=content, headers={"Content-Type": media_type})
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_upload_beyond_the_limit_is_refused(house: Office) -> None:
    large = io.BytesIO(b"\0" * (50 * 2**20 + 1))
    answer = house.bo.http.post("/api/apps/trade/files", files={"file": ("a.bin", large)}, timeout=60)
    assert answer.status_code == 413


METHODS = [("HEAD", RECORDS, {200, 405}), ("OPTIONS", RECORDS, {405}), ("PUT", RECORDS, {405}),
           ("TRACE", RECORDS, {405}),
           ("GET", "/api/session/password", {404}), ("DELETE", RECORDS, {405}), ("FOO", RECORDS, {405}),
           ("POST", "/api/openapi.json", {405}), ("POST", "/", {405})]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "allowed"), METHODS)
def test_other_methods_do_nothing(house: Office, method: str, path: str, allowed: set[int]) -> None:
    answer = house.bo.http.request(method, path, headers={"X-HTTP-Method-Override": "DELETE"})
    assert answer.status_code in allowed, answer.text
    assert method != "HEAD" or answer.content == b""


HEADERS: list[dict[str, Any]] = [
    {"Authorization": "Bearer dg_none"}, {"Authorization": "Bearer"}, {"Authorization": "Basic YTpi"},
    {"Authorization": "Bearer " + "x" * 5000}, {"Cookie": "dougong_session=" + "x" * 3000},
    {"Cookie": "dougong_session=\x01"}, {"Authorization": "Bearer dg_\xff".encode("latin-1")},
]  # fmt: skip


@pytest.mark.parametrize("headers", HEADERS, ids=str)
def test_a_false_key_opens_nothing(house: Office, browser: httpx.Client, headers: dict[str, Any]) -> None:
    for method, path in (("GET", RECORDS), ("POST", RECORDS), ("GET", "/api/events"), ("GET", "/api/openapi.json")):
        answer = browser.request(method, path, headers=headers)
        assert answer.status_code in (400, 401), answer.text


def test_a_language_or_a_key_from_a_header_is_only_text(house: Office) -> None:
    for language in ("zh;q=0", "*", "x" * 5000, "en-GB,zh", "'; DROP TABLE"):
        assert house.bo.http.get(RECORDS, headers={"Accept-Language": language}).status_code == 200
    for key in ("x" * 5000, "' OR 1=1", "键".encode()):
        answer = house.bo.http.post(RECORDS, json={"name": "键"}, headers={"Idempotency-Key": key})
        assert answer.status_code in (201, 409), answer.text


def test_what_people_type_is_data_everywhere(house: Office) -> None:
    for text in (
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "${7*7}",
        "'; DROP TABLE client; --",
        "%s %(a)s",
        "\\",
        "a|b",
    ):
        made = house.bo.make("client", name=text, tags=[] if "|" in text else [text])
        assert made["name"] == made["_label"] == text
        assert house.bo.list("client", q=text[:20])["count"]["value"] >= 1
        story = good(house.bo.ask("GET", "client", f"/records/{made['id']}/timeline"))
        assert all("49" not in str(item["text"]) for item in story["items"])
