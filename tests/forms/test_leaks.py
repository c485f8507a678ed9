"""What a person may not see cannot be told from anything that the server answers.

Two laws. Hidden is like missing: a hidden row or field is refused with the bytes of one that does not exist.
Nothing depends on it: whatever the hidden values are, every answer of every route stays the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms.office import PACKS, Office, Person, good, office

NO_ONE = "0198c6a0-0000-7000-8000-000000000009"
CANARY = "canary"
SECRET_NUMBER = 987654.32


@dataclass
class Secrets:
    """A firm that the guest sees with hidden fields, a person whom they do not see, and what hangs on both.

    ``file`` is held by a hidden field; ``order`` is seen by the guest, ``hidden_order`` is not.
    """

    office: Office
    firm: str = ""
    person: str = ""
    order: str = ""
    hidden_order: str = ""
    contact: str = ""
    file: str = ""

    @property
    def guest(self) -> Person:
        return self.office.people["gu"]

    @property
    def boss(self) -> Person:
        return self.office.people["bo"]


@pytest.fixture(scope="module")
def secrets(module_database: str) -> Iterator[Secrets]:
    with office(module_database, PACKS / "trade") as found:
        found.hire("bo", "boss", name=f"{CANARY}-free boss")
        found.hire("gu", "guest")
        found.hire("li", "clerk")
        known = Secrets(found)
        boss = known.boss
        known.person = boss.make("client", name=f"{CANARY} person", kind="person", notes=f"{CANARY} notes")["id"]
        known.file = good(boss.send(f"{CANARY}.txt", f"{CANARY} bytes".encode(), "text/plain"), 201)["id"]
        known.firm = boss.make(
            "client", name="公开公司", secret=f"{CANARY} secret", phone="13812345678", quota=SECRET_NUMBER,
            above=known.person, papers=[{"id": known.file}],
        )["id"]  # fmt: skip
        done = {"stage": "done", "paid_on": "2026-03-01"}
        row = {"product": "甲", "price": 88123.45, "cost": 4242.42}
        known.order = boss.make("order", client=known.firm, items=[row], **done)["id"]
        known.hidden_order = boss.make("order", client=known.person, items=[{"product": CANARY}])["id"]
        known.contact = boss.make("contact", name=f"{CANARY} contact", client=known.firm)["id"]
        boss.make("visit", subject=f"{CANARY} visit", client=known.firm)
        boss.edit("client", known.firm, secret=f"{CANARY} secret two", rank=2)
        yield known


# Everything that a reader can ask, {firm}, {order} … being ids; a body makes it a POST.
FORM = "/api/apps/trade/forms"
REPORTS = "/api/apps/trade/reports"
RECORDS = f"{FORM}/client/records"
ASKED: list[tuple[str, dict[str, str]]] = [
    ("/api/apps/trade", {}),
    ("/api/openapi.json", {}),
    ("/api/session", {}),
    ("/api/apps/trade/tasks", {}),
    ("/api/apps/trade/notices", {}),
    ("/api/apps/trade/parameters", {}),
    ("/api/apps/trade/files/{file}", {}),
    (RECORDS, {}),
    (RECORDS, {"view": "firms", "totals": "rank"}),
    (RECORDS, {"view": "board"}),
    (RECORDS, {"view": "inner"}),
    (RECORDS, {"sort": "phone"}),
    (RECORDS, {"sort": "above"}),
    (RECORDS, {"filter": "above is set"}),
    (RECORDS, {"filter": 'above.name = "canary person"'}),
    (RECORDS, {"filter": "any(orders where total > 100)"}),
    (RECORDS, {"filter": "count(orders) > 0 and dealt > 0"}),
    (RECORDS, {"filter": "sum(orders.total) > 88000"}),
    (RECORDS, {"filter": "count(below) = 0", "show": "name,above.name,above.owner,above"}),
    (RECORDS, {"q": "canary"}),
    (RECORDS, {"q": "12345678"}),
    (RECORDS, {"q": "13812345678"}),
    (RECORDS, {"q": "公开"}),
    (RECORDS, {"after": "{cursor}"}),
    (f"{RECORDS}/{{firm}}", {}),
    (f"{RECORDS}/{{firm}}/timeline", {}),
    (f"{RECORDS}/{{firm}}/access", {}),
    (f"{RECORDS}/{{firm}}/related/orders", {"totals": "total"}),
    (f"{RECORDS}/{{firm}}/related/below", {}),
    (f"{RECORDS}/{{firm}}/related/visits", {}),
    (f"{RECORDS}/{{firm}}/related/contacts", {}),
    (f"{RECORDS}/{{firm}}/why/tags/none", {}),
    (f"{RECORDS}/{{firm}}/why/tags/rich", {}),
    (f"{RECORDS}/{{firm}}/why/tags/dealing", {}),
    (RECORDS, {"filter": "tags has dealing"}),
    (RECORDS, {"filter": "tags has rich"}),
    (f"{REPORTS}/by_kind", {}),
    (f"{REPORTS}/by_kind/records", {"at": "client.kind:firm"}),
    (f"{REPORTS}/by_secret", {}),
    (f"{REPORTS}/quota", {}),
    (f"{REPORTS}/orders", {}),
    (f"{REPORTS}/orders/records", {}),
    (f"{REPORTS}/quotas", {}),
    (f"{FORM}/client/fields/above/choices", {}),
    (f"{FORM}/client/fields/above/choices", {"q": "canary"}),
    (f"{FORM}/client/fields/owner/choices", {}),
    (f"{FORM}/order/fields/contact/choices", {"values": '{"client": "{firm}"}'}),
    (f"{FORM}/order/records", {}),
    (f"{FORM}/order/records", {"filter": 'client.name = "canary person"'}),
    (f"{FORM}/order/records/{{order}}", {}),
    (f"{FORM}/order/records/{{order}}/timeline", {}),
    (f"{FORM}/visit/records", {}),
]
HIDDEN_FIELDS = ["secret", "spent", "quota", "spare", "phone", "papers"]
HIDDEN_QUERIES = [
    {"filter": "{} is set"},
    {"filter": "above.{} is set"},
    {"filter": "any(below where {} is set)"},
    {"filter": "count(below.{}) > 0"},
    {"sort": "{}"},
    {"sort": "name, {} desc"},
    {"totals": "{}"},
    {"show": "name,above.{}"},
]


def fill(text: str, secrets: Secrets) -> str:
    import base64

    cursor = base64.urlsafe_b64encode(secrets.person.encode()).decode().rstrip("=")
    known = {**vars(secrets), "cursor": cursor}
    return re.sub(r"{(\w+)}", lambda found: str(known[found[1]]), text)


def answers(secrets: Secrets, person: Person) -> dict[str, str]:
    """Every answer, without the marks of when and how often a record was edited."""
    found = {}
    for path, query in ASKED:
        asked = {name: fill(value, secrets) for name, value in query.items()}
        answer = person.http.get(fill(path, secrets), params=asked)
        assert answer.status_code < 500
        text = re.sub(r'"(version|updated_at)" ?: ?("[^"]*"|\d+)', "", answer.text)
        found[f"{path} {query}"] = f"{answer.status_code} {dict(answer.headers).get('content-disposition')} {text}"
    return found


def test_no_answer_holds_anything_hidden(secrets: Secrets) -> None:
    for asked, told in answers(secrets, secrets.guest).items():
        if "why" not in asked and "filter" not in asked and "'q'" not in asked:
            assert CANARY not in told.replace(f"{CANARY}-free", "").lower(), asked
        for value in ("987654", "12345678", "4242", '88123.45,"due', "canary bytes", "canary notes"):
            assert value not in told, asked
        for name in ("quota", "spare", '"secret"', "papers"):
            assert name not in told, asked


def test_the_boss_is_told_all_of_it(secrets: Secrets) -> None:
    told = "".join(answers(secrets, secrets.boss).values())
    for value in ("canary secret", "canary person", "987654", "12345678", "4242.42", "canary bytes", "canary visit"):
        assert value in told


def shape(answer: Any, *names: str) -> tuple[int, str]:
    """Status and body, with the name or id that was asked for taken out, and the guess at another name."""
    text = re.sub(r'"hint":"[^"]*"', "", answer.text)
    for name in names:
        text = text.replace(name, "?")
    return answer.status_code, text


@pytest.mark.parametrize("query", HIDDEN_QUERIES, ids=str)
def test_a_hidden_field_in_a_question_is_an_unknown_one(secrets: Secrets, query: dict[str, str]) -> None:
    """A masked field is shown, but no question may be asked about it."""

    def ask(name: str) -> tuple[int, str]:
        asked = {key: text.format(name) for key, text in query.items()}
        return shape(secrets.guest.ask("GET", "client", "/records", **asked), name)

    for name in HIDDEN_FIELDS:
        hidden = ask(name)
        assert hidden == ask("x" * len(name)), name
        assert hidden[0] == 400


ROUTES = [
    ("GET", "client", "/records/{}"),
    ("PATCH", "client", "/records/{}"),
    ("DELETE", "client", "/records/{}"),
    ("POST", "client", "/records/{}/restore"),
    ("POST", "client", "/records/{}/buttons/lock"),
    ("GET", "client", "/records/{}/timeline"),
    ("GET", "client", "/records/{}/access"),
    ("GET", "client", "/records/{}/related/orders"),
    ("GET", "client", "/records/{}/why/tags/none"),
    ("GET", "client", "/records/{}/why/tags/rich"),
    ("POST", "client", "/records:batch"),
    ("POST", "client", "/evaluate"),
]


@pytest.mark.parametrize(("method", "form", "path"), ROUTES, ids=[f"{row[0]} {row[2]}" for row in ROUTES])
def test_a_hidden_row_answers_as_a_missing_one(secrets: Secrets, method: str, form: str, path: str) -> None:
    for person in (secrets.guest, secrets.office.people["li"]):
        for body in ({}, {"version": 1, "rank": 2}, {"surprise": 1}):
            if "evaluate" in path:
                asked = [{"id": id, "values": body} for id in (secrets.person, NO_ONE)]
            elif "batch" in path:
                asked = [{"records": [{**body, "id": id}]} for id in (secrets.person, NO_ONE)]
            else:
                asked = [body, body]
            if method == "GET":
                asked = [None, None]  # type: ignore[list-item]
            hidden = person.ask(method, form, path.format(secrets.person), asked[0])
            missing = person.ask(method, form, path.format(NO_ONE), asked[1])
            assert hidden.status_code in (400, 404, 422)
            assert shape(hidden, secrets.person) == shape(missing, NO_ONE)
            assert hidden.headers.keys() == missing.headers.keys()


def test_files_of_hidden_fields_and_of_others_are_missing(secrets: Secrets) -> None:
    path = "/api/apps/trade/files/{}"
    for person in (secrets.guest, secrets.office.people["li"]):
        hidden, missing = (person.http.get(path.format(id)) for id in (secrets.file, NO_ONE))
        assert shape(hidden, secrets.file) == shape(missing, NO_ONE) and hidden.status_code == 404
        body = {"name": "抢", "papers": [{"id": secrets.file, "name": "n"}]}
        other = {"name": "抢", "papers": [{"id": NO_ONE, "name": "n"}]}
        taken, unknown = (person.ask("POST", "client", "/records", each) for each in (body, other))
        assert shape(taken) == shape(unknown) and taken.status_code in (403, 422)


def test_a_reference_to_a_hidden_row_is_one_to_a_missing_row(secrets: Secrets) -> None:
    """Not even through what the chosen record would fill in, or through a condition on it."""
    li = secrets.office.people["li"]
    own = li.make("client", name="我的")["id"]
    for form, body in (("client", {"name": "甲", "above": "{}"}), ("order", {"client": "{}"})):
        for rest, wrap in (("/records", False), ("/evaluate", True)):
            told = []
            for id in (secrets.person, NO_ONE):
                values = {name: value.format(id) for name, value in body.items()}
                answer = li.ask("POST", form, rest, {"values": values} if wrap else values)
                told.append(shape(answer, id))
            assert told[0] == told[1] and CANARY not in told[0][1]
    for id in (secrets.person, NO_ONE):
        assert li.ask("PATCH", "client", f"/records/{own}", {"above": id}).status_code == 422
        values = json.dumps({"client": id})
        assert good(li.ask("GET", "order", "/fields/contact/choices", values=values)) == {"records": []}


@pytest.mark.parametrize("others", [0, 1], ids=["alone", "beside another"])
def test_a_reference_to_a_deleted_row_is_one_to_a_missing_row(secrets: Secrets, others: int) -> None:
    boss = secrets.boss
    gone = boss.make("client", name=f"走了{others}")["id"]
    good(boss.ask("DELETE", "client", f"/records/{gone}"))
    told = []
    for id in (gone, NO_ONE):
        bodies = [
            {"name": f"丁{number}", "above": above} for number, above in enumerate([id, secrets.firm][: others + 1])
        ]
        answer = boss.ask("POST", "client", "/records:batch", {"records": bodies})
        told.append(shape(answer, id))
    assert told[0] == told[1] and '"value.reference_missing"' in told[0][1]


def test_hidden_fields_cannot_be_written_nor_guessed_by_writing(secrets: Secrets) -> None:
    li = secrets.office.people["li"]
    for name in ("quota", "spare", "xxxxx"):
        answer = li.ask("POST", "client", "/records", {"name": "甲", name: 1})
        assert shape(answer, name) == (422, shape(answer, name)[1]) and '"value.unknown"' in answer.text
    own = li.make("client", name="我的二")["id"]
    hidden, missing = (li.ask("PATCH", "client", f"/records/{own}", {name: 1}) for name in ("quota", "quoxa"))
    assert shape(hidden, "quota") == shape(missing, "quoxa")


def test_a_taken_value_does_not_name_whom_the_person_may_not_see(secrets: Secrets) -> None:
    li = secrets.office.people["li"]
    for body in ({"name": "乙", "secret": "canary secret two"}, {"name": "乙", "phone": "13812345678"}):
        refusal = li.ask("POST", "client", "/records", body)
        assert refusal.status_code == 422
        live = li.ask("POST", "client", "/evaluate", {"values": body})
        for answer in (refusal, live):
            assert "公开公司" not in answer.text and secrets.firm not in answer.text
    warned = li.live("client", name="公开公司")["duplicates"]
    assert warned == []  # across: visible


@settings(max_examples=4)
@given(text=st.text("abc甲乙", min_size=1, max_size=6), number=st.integers(1, 10**8), digits=st.integers(0, 9999))
def test_no_answer_depends_on_a_hidden_value(secrets: Secrets, text: str, number: int, digits: int) -> None:
    before = answers(secrets, secrets.guest)
    boss = secrets.boss
    boss.edit("client", secrets.firm, secret=text, quota=number / 100, phone=f"138{digits:04}5678")
    boss.edit("client", secrets.person, name=f"{CANARY} {text}", rank=number % 10, secret=text + "2", licence="L")
    row = boss.get("order", secrets.hidden_order)["items"][0]
    boss.edit("order", secrets.hidden_order, items=[{"id": row["id"], "product": text, "price": number / 100}])
    items = boss.get("order", secrets.order)["items"]
    boss.edit("order", secrets.order, items=[{"id": items[0]["id"], "cost": number % 1000}])
    boss.edit("contact", secrets.contact, name=text)
    after = answers(secrets, secrets.guest)
    assert {asked: told for asked, told in after.items() if before[asked] != told} == {}


def test_a_person_without_a_role_learns_nothing(secrets: Secrets) -> None:
    nobody = secrets.office.hire("nobody")
    told = good(nobody.http.get("/api/apps/trade"))
    assert told["forms"] == {} and "client" not in str(told)
    shapes = {shape(nobody.ask("GET", form, "/records"), form) for form in ("client", "order", "nothing")}
    assert len(shapes) == 1 and shapes.pop()[0] == 404
    assert "client" not in nobody.http.get("/api/openapi.json").text
