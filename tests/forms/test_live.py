"""What a browser is told to compute of a form by itself, and what it is not told."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from tests.engine.expressions.browser import NODE, RUN
from tests.forms.office import Json, Office, good

OWN = ("_live", "version", "id")
TYPED: list[tuple[str, Json]] = [
    (
        "order",
        {"stage": "done", "items": [{"product": "a", "price": 2.5, "quantity": 3}, {"product": "b", "price": 1}]},
    ),
    ("order", {"paid_on": "2026-01-01", "due": "2026-02-01", "items": [{"product": "x", "price": 1, "cost": 3}]}),
    ("client", {"kind": "firm", "rank": 9, "locked": True}),
    ("client", {"kind": "person"}),
    ("client", {"phone": "1"}),
]


def told(office: Office, login: str, form: str) -> Json:
    return good(office.people[login].ask("GET", form, "/live"))


def test_a_form_tells_its_defaults_formulas_and_states(trade: Office) -> None:
    found = told(trade, "li", "order")
    assert found["asked"] == []
    rules = {(rule["kind"], rule["table"], rule["field"]) for rule in found["rules"]}
    assert {("default", "items", "quantity"), ("visible", "", "paid_on"), ("check", "items", "price")} <= rules
    formulas = [(rule["table"], rule["field"]) for rule in found["rules"] if rule["kind"] == "formula"]
    assert formulas == [("items", "amount"), ("", "total")]
    assert found["sheets"][""]["fills"] == {"client": ["ship_to"]}


def test_other_records_are_asked_for_at_the_server(trade: Office) -> None:
    reasons = {(each["kind"], each["field"]): each["reason"] for each in told(trade, "li", "client")["asked"]}
    assert reasons == {("formula", "spent"): "other_records", ("formula", "dealt"): "other_records"}


def test_what_a_person_may_not_read_is_in_no_tree(trade: Office) -> None:
    found = told(trade, "gu", "order")
    assert {"kind": "check", "table": "items", "field": "price", "reason": "not_told"} in found["asked"]
    assert all("cost" not in str(rule["tree"]) for rule in found["rules"])
    assert "cost" not in found["sheets"]["items"]["fields"]


@pytest.mark.parametrize(("form", "typed"), TYPED, ids=str)
def test_the_browser_computes_what_the_server_would_save(trade: Office, form: str, typed: Json) -> None:
    fields = good(trade.li.http.get("/api/apps/trade"))["forms"][form]["fields"]
    given = json.dumps({"told": told(trade, "li", form), "fields": fields, "values": typed})
    command = [NODE, "--no-warnings", RUN.with_name("form.ts")]
    run = subprocess.run(command, input=given, capture_output=True, text=True, check=True, encoding="utf-8")
    browser, server = json.loads(run.stdout), trade.li.live(form, **typed)
    for state in ("visible", "required", "readonly"):
        assert browser[state].items() <= server[state].items()
    assert {name: plain(value) for name, value in browser["values"].items()} == {
        name: plain(server["values"][name]) for name in browser["values"]
    }
    checks = [one for one in server["problems"] if one["code"].startswith("check.")]
    assert sorted(map(place, browser["problems"])) == sorted(map(place, checks))


def place(problem: Json) -> tuple[str, str, str]:
    return problem["code"], problem["path"], problem["message"]


def plain(value: Any) -> Any:
    """Rows without what is not typed or computed in them."""
    if not isinstance(value, list):
        return value
    return [{key: cell for key, cell in row.items() if cell is not None and key not in OWN} for row in value]
