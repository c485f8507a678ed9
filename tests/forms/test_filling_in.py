"""While a form is filled in: what it shows, demands and computes; and what people are told of it at the start."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from time import monotonic, sleep

import httpx
import pytest

from engine.people.sessions import set_password
from tests.forms.office import Json, Office, good

LIVE: list[tuple[str, Json, Json, Json]] = [
    # the form, what was typed so far, states by field (v: visible, r: required, o: readonly), values
    ("client", {}, {"name": "vr", "licence": "v", "spent": "vo", "dealt": "vo", "notes": "v"},
     {"kind": "firm", "since": "2026-03-02", "rank": 1, "spent": 0, "dealt": 0}),
    ("client", {"kind": "person", "rank": 9}, {"licence": ""}, {"kind": "person"}),
    ("client", {"kind": "firm", "rank": 9}, {"licence": "vr"}, {"rank": 9}),
    ("client", {"phone": "138-0013-8009"}, {}, {"phone": "13800138009"}),
    ("order", {}, {"client": "vr", "paid_on": "", "number": "vo", "total": "vo"}, {"stage": "draft", "total": 0}),
    ("order", {"stage": "done"}, {"paid_on": "v"}, {}),
    ("order", {"items": [{"product": "a", "price": 2.5, "quantity": 3}, {"price": 1}]},
     {"items[0].product": "vr", "items[1].product": "vr"}, {"total": 8.5}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "typed", "states", "values"), LIVE, ids=[str(row[1])[:40] for row in LIVE])
def test_a_form_says_what_it_would_look_like_and_writes_nothing(
    trade: Office, form: str, typed: Json, states: Json, values: Json
) -> None:
    before = trade.world.rows(form)
    live = trade.li.live(form, **typed)
    letters = {"v": "visible", "r": "required", "o": "readonly"}
    for name, expected in states.items():
        found = "".join(letter for letter, state in letters.items() if live[state][name])
        assert found == expected, name
    assert {name: live["values"][name] for name in values} == values
    assert trade.world.rows(form) == before


def test_every_problem_and_every_advice_is_told_while_typing(trade: Office) -> None:
    live = trade.li.live("client", name="", rank=12, phone="1380013", since="2026-02-30")
    told = {problem["path"]: (problem["code"], problem["severity"]) for problem in live["problems"]}
    assert told["name"] == ("value.required", "error") and told["rank"] == ("value.too_great", "error")
    assert told["phone"] == ("value.phone_short", "error") and told["since"] == ("value.type", "error")
    advice = trade.li.live("client", name="没有电话")["problems"]
    assert [(one["code"], one["severity"], one["path"], one["message"]) for one in advice] == [
        ("check.warned", "warning", "phone", "最好留下电话")
    ]
    assert trade.li.make("client", name="没有电话")["phone"] is None  # advice refuses nothing


def test_a_hidden_field_keeps_its_value_and_is_not_demanded(trade: Office) -> None:
    made = trade.li.make("client", name="换类型", rank=9, licence="L-1")
    changed = trade.li.edit("client", made["id"], kind="person")
    assert changed["licence"] == "L-1" and not trade.li.live("client", made["id"])["visible"]["licence"]
    assert trade.li.edit("client", made["id"], licence=None)["licence"] is None
    back = trade.li.ask("PATCH", "client", f"/records/{made['id']}", {"kind": "firm"})
    assert back.status_code == 422 and back.json()["problems"][0]["path"] == "licence"


def test_an_edit_in_progress_shows_the_record_as_it_would_be(trade: Office) -> None:
    made = trade.li.make("client", name="编辑中", notes="旧", locked=True)
    live = trade.li.live("client", made["id"], rank=4)
    assert live["values"]["rank"] == 4 and live["values"]["notes"] == "旧"
    assert live["readonly"]["notes"] and not live["readonly"]["rank"]
    assert trade.li.get("client", made["id"])["rank"] == 1


def test_the_start_tells_each_person_their_own_forms(trade: Office) -> None:
    told = {
        login: good(trade.people[login].http.get("/api/apps/trade"))["forms"] for login in ("bo", "li", "gu", "fei")
    }
    assert set(told["bo"]) == {"client", "order", "contact", "visit"} and set(told["fei"]) == {"client"}
    assert "quota" in told["bo"]["client"]["fields"] and "quota" not in told["li"]["client"]["fields"]
    assert set(told["bo"]["client"]["views"]) == {"firms", "board", "inner"}
    assert set(told["gu"]["client"]["views"]) == {"firms", "board"}
    assert "spent" not in told["gu"]["client"]["views"]["firms"]["show"]
    assert told["gu"]["client"]["fields"]["phone"]["level"] == "mask"
    assert told["fei"]["client"]["fields"]["code"]["required"] is True
    assert told["li"]["client"]["can"] == {"create": True, "import": False, "export": False}
    assert set(told["li"]["client"]["buttons"]) == {"lock"}
    assert set(told["gu"]["client"]["related"]) == {"orders", "below"}
    template = told["li"]["client"]["templates"]["person"]
    assert template["values"] == {"kind": "person", "name": "某人", "since": "2026-03-02"}
    assert (template["title"], template["help"]) == ("个人客户", "没有执照的客户")
    assert told["gu"]["client"]["templates"]["person"]["values"] == {}  # may write nothing


@dataclass
class Listening:
    """Somebody signed in whose event stream is read on a thread of its own, until it ends."""

    office: Office
    login: str
    heard: list[str] = field(default_factory=list)

    def begin(self) -> None:
        self.office.world.run(lambda uow: set_password(uow, self.office.people[self.login].id, "correct horse"))
        self.http = httpx.Client(base_url=self.office.address, timeout=30)
        self.csrf = good(self.http.post("/api/session", json={"user": self.login, "password": "correct horse"}))["csrf"]
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()
        assert self.ready.wait(20)

    def _listen(self) -> None:
        with self.http.stream("GET", "/api/events") as stream:
            for line in stream.iter_lines():
                self.ready.set()
                if line.startswith("data:"):
                    self.heard.append(json.loads(line[5:])["topic"])

    def sign_out(self) -> None:
        with httpx.Client(base_url=self.office.address, cookies=self.http.cookies) as other:
            good(other.delete("/api/session", headers={"X-CSRF-Token": self.csrf}))


def test_hints_name_only_forms_of_which_one_may_see_records_and_end_with_the_session(trade: Office) -> None:
    guest, nobody = Listening(trade, "gu"), Listening(trade, "nobody")
    for each in (guest, nobody):
        each.begin()
    trade.bo.make("visit", subject="保密")
    trade.bo.make("client", name="动静")
    until = monotonic() + 20
    while "records/trade/client" not in guest.heard and monotonic() < until:
        sleep(0.05)
    assert "records/trade/client" in guest.heard and "records/trade/visit" not in guest.heard
    assert nobody.heard == []
    told = list(guest.heard)
    for each in (guest, nobody):
        each.sign_out()
    trade.bo.make("client", name="又有动静")
    for each in (guest, nobody):
        each.thread.join(20)
        assert not each.thread.is_alive()
        each.http.close()
    assert guest.heard == told
