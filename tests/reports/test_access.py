"""Rights in every place: rows by `see`, hidden fields as if they did not exist, nothing told of what is hidden."""

from __future__ import annotations

import pytest

from engine.problems import Refused
from reports.compiled import ReportSet
from tests.reports.stand import Stand, stand, stock


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


def test_nothing_that_is_told_depends_on_what_is_hidden(database_url: str) -> None:
    """Hidden fields and records of others change in every way; each report, mark and filter stays as it was."""
    with stand(database_url) as found:
        stock(found)
        wu = found.world.people["wu"]
        found.make("theirs", "deal", name="theirs", owner=wu, amount=5)
        found.make("own", "deal", name="own", owner=found.world.people["li"], amount=7, client="dora")
        before = everything(found)
        for name in ("o1", "o2", "o3", "o4", "o7"):
            found.world.update("order", found.ids[name], cost=999, note="换了")
        for name in ("o5", "o6", "o8"):
            values = {
                "amount": 123456,
                "status": "paid",
                "paid_on": 20_500,
                "channel": "shop",
                "client": found.ids["dora"],
            }
            found.world.update("order", found.ids[name], **values)
        for name in ("anna", "bert"):
            found.world.update("client", found.ids[name], secret="bad")
        for name in ("cara", "dora"):
            found.world.update("client", found.ids[name], name="换了", sector="toys", source="web", vip=True, rank=9)
        found.world.passes("5h")
        found.world.update("deal", found.ids["theirs"], stage="won", amount=99)
        found.world.delete("client", found.ids["cara"])
        assert everything(found) == before


def everything(found: Stand) -> dict[str, object]:
    """All that one seller can learn of reports, and the records behind every mark."""
    compiled = found.version.part("reports", ReportSet)
    told: dict[str, object] = {}
    for name in (*compiled.reports, *compiled.measures):
        for filters in ({}, {"filter": "created_at is set"}, {"person": "team"}):
            try:
                answer = found.told(name, "li", **filters)
            except Refused as error:
                told[f"{name} {filters}"] = (error.status, [problem.code for problem in error.problems])
                continue
            marks = {row["_at"]: sorted(found.behind(name, row["_at"], "li", **filters)) for row in answer["rows"]}
            told[f"{name} {filters}"] = (answer, marks)
    return told
