"""Rights in every place: rows by `see`, hidden fields as if they did not exist, nothing told of what is hidden."""

from __future__ import annotations

import pytest

from engine.problems import Refused
from tests.reports.stand import Stand


def test_each_sees_the_numbers_of_the_records_that_they_see(shop: Stand) -> None:
    found = {who: shop.rows("orders", who)[0]["orders"] for who in ("bo", "li", "zhou", "wu", "gu")}
    assert found == {"bo": 8, "li": 5, "zhou": 2, "wu": 3, "gu": 6}


def test_a_mark_leads_to_the_records_that_one_sees(shop: Stand) -> None:
    steel = "sector:steel"
    assert shop.named(shop.behind("by_sector", steel, "li")) == {"o1", "o2"}
    assert shop.behind("by_sector", steel, "wu") == []


def test_a_record_that_one_does_not_see_gives_no_value_on_the_way(shop: Stand) -> None:
    """A seller of an order whose client belongs to somebody else knows neither its sector nor its name."""
    assert shop.numbers("by_sector", "orders", who="li") == {"钢铁": 2, "食品": 2, "未填写": 1}
    clients = {row["order.client_title"] for row in shop.rows("by_client", "li")}
    assert clients == {"安娜", "伯特", "（无权查看）"}


def test_a_field_that_is_hidden_or_masked_does_not_exist_for_a_report(shop: Stand) -> None:
    for name in ("by_secret", "margin", "of_good", "by_note"):
        assert shop.refused(name, "li") == (404, ["request.not_found"]), name
    assert shop.refused("kept", "li") == (404, ["request.not_found"])
    assert shop.numbers("by_secret", "clients") == {"好": 1, "坏": 1, "未填写": 2}


def test_a_column_that_is_hidden_is_left_out(shop: Stand) -> None:
    assert "margin" in [column["name"] for column in shop.told("people")["columns"]]
    told = shop.told("people", "li")
    assert "margin" not in [column["name"] for column in told["columns"]]
    assert "margin" not in told["total"] and all("margin" not in row for row in told["rows"])
    assert "margin" not in told["how"] and "毛利" not in told["how"]


def test_a_hidden_field_in_a_filter_is_an_unknown_one(shop: Stand) -> None:
    assert shop.refused("clients", "li", client__secret="good") == (422, ["report.filter"])
    assert shop.refused("clients", "li", client__nothing="good") == (422, ["report.filter"])
    hidden, unknown = (shop.refused("orders", "li", filter=f"{name} > 5") for name in ("cost", "costs"))
    assert hidden == unknown and hidden[0] == 422
    assert shop.rows("clients", client__secret="good")[0]["clients"] == 1


def test_a_form_that_one_may_not_see_at_all_has_no_measures(shop: Stand) -> None:
    assert shop.refused("clients", "gu") == (404, ["request.not_found"])
    assert shop.refused("pipeline", "gu") == (404, ["request.not_found"])
    assert [column["name"] for column in shop.told("both", "gu")["columns"]] == ["channel", "orders"]


def test_a_report_for_some_roles_is_missing_for_others(shop: Stand) -> None:
    assert shop.rows("inner")[0]["revenue"] == 1974.99
    assert shop.refused("inner", "li") == shop.refused("no_such_report", "li") == (404, ["request.not_found"])


def test_filters_of_people_mean_the_reader(shop: Stand) -> None:
    assert shop.rows("orders", "li", person="me")[0]["orders"] == 3
    assert shop.rows("orders", "li", person="team")[0]["orders"] == 5
    assert shop.rows("orders", "bo", person="team")[0]["orders"] == 0


def test_a_measure_or_mark_that_does_not_exist_is_refused(shop: Stand) -> None:
    for at, measure in (("all", "margin"), ("sector:wood", ""), ("person:x", ""), ("sector:steel,sector:food", "")):
        with pytest.raises(Refused) as found:
            shop.behind("by_sector", at, "li", measure)
        assert found.value.status == 422
