"""What a browser is told to compute of a form by itself, and what it is not told."""

from __future__ import annotations

from tests.forms.office import Json, Office, good


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
