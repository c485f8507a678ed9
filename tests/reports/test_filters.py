"""Filters: periods on each measure's own date, values of dimensions and fields, expressions."""

from __future__ import annotations

import pytest

from tests.reports.stand import START, Stand, stand

PERIODS = {
    "all": 8,
    "this month": 3,
    "last month": 2,
    "this year": 6,
    "last year": 1,
    "today": 1,
    "last 30 days": 5,
    "2026-02-01..2026-02-28": 2,
    "2026-03-01..2026-02-01": 0,
    "next 3 months": 3,
}


@pytest.mark.parametrize(("period", "count"), PERIODS.items())
def test_a_period_keeps_the_records_whose_date_lies_in_it(shop: Stand, period: str, count: int) -> None:
    assert shop.rows("orders", period=period)[0]["orders"] == count


def test_a_period_of_instants_begins_at_midnight_of_the_zone(shop: Stand) -> None:
    assert shop.rows("sent", period="2026-01-31..2026-01-31")[0]["sent"] == 1
    assert shop.rows("sent", period="2026-02-01..2026-02-01")[0]["sent"] == 1
    assert shop.rows("sent", period="2025-12-31..2025-12-31")[0]["sent"] == 0


def test_a_measure_without_a_date_is_not_touched_by_a_period(shop: Stand) -> None:
    assert shop.rows("pieces", period="last year")[0]["pieces"] == 10


def test_a_report_that_says_its_period_keeps_it(shop: Stand) -> None:
    assert shop.rows("this_year", period="last year")[0]["revenue"] == 975.0


def test_values_of_dimensions_and_fields(shop: Stand) -> None:
    assert shop.rows("orders", sector="steel")[0]["orders"] == 2
    assert shop.rows("orders", sector="steel,food")[0]["orders"] == 6
    assert shop.rows("orders", channel="shop", sector="food")[0]["orders"] == 2
    assert shop.rows("orders", order__client=f"{shop.ids['anna']},{shop.ids['dora']}")[0]["orders"] == 3
    assert shop.rows("orders", order__sent_at="this month")[0]["orders"] == 2
    assert shop.rows("clients", client__interests="price")[0]["clients"] == 2
    assert shop.rows("clients", client__tags="big")[0]["clients"] == 1
    assert shop.rows("clients", client__vip="true")[0]["clients"] == 1
    assert shop.rows("clients", client__rank="3")[0]["clients"] == 1


def test_a_filter_does_not_touch_records_that_do_not_know_it(shop: Stand) -> None:
    assert shop.rows("pieces", client__rank="3")[0]["pieces"] == 10
    assert shop.rows("orders", client__rank="3")[0]["orders"] == 2


def test_an_expression_of_the_reader(shop: Stand) -> None:
    assert shop.rows("orders", filter="amount >= 300 and status = paid")[0]["orders"] == 2
    assert shop.rows("orders", filter='client.name = "安娜"')[0]["orders"] == 2
    assert shop.named(shop.behind("orders", "all", filter="amount >= 300 and status = paid")) == {"o3", "o5"}


REFUSED = {
    "period": ("period", "sometime", "report.period"),
    "no period": ("order__sent_at", "steel", "report.period"),
    "option": ("sector", "wood", "value.option"),
    "number": ("client__rank", "x", "value.type"),
    "boolean": ("client__vip", "maybe", "value.type"),
    "control": ("person", "a\0b", "value.text"),
    "filter": ("weather", "fine", "report.filter"),
    "syntax": ("filter", "amount >", None),
}


@pytest.mark.parametrize(("name", "text", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_what_means_nothing_is_refused(shop: Stand, name: str, text: str, code: str | None) -> None:
    report = "clients" if name.startswith("client") else "orders"
    status, codes = shop.refused(report, **{name: text})
    assert status == 422 and (code is None or codes == [code])


def test_days_follow_the_clocks_of_a_zone_that_changes_them(database_url: str) -> None:
    """On 2026-03-08 clocks in New York move at two in the morning; a day begins at its own midnight."""
    hour, midnight = 3_600_000, 1_772_946_000_000  # 2026-03-08 00:00 in New York, UTC-5
    with stand(database_url, START) as found:
        found.world.publish({"app.yaml": ZONED})
        moments = (midnight - 1, midnight, midnight + 23 * hour - 1, midnight + 23 * hour)
        for place, moment in enumerate(moments):
            found.make(f"o{place}", "order", code=str(place), seller=found.world.people["bo"], sent_at=moment)
        assert found.numbers("daily", "sent") == {"2026-03-07": 1, "2026-03-08": 2, "2026-03-09": 1}
        marks = {row["date.day_title"]: found.named(found.behind("daily", row["_at"])) for row in found.rows("daily")}
        assert marks == {"2026-03-07": {"o0"}, "2026-03-08": {"o1", "o2"}, "2026-03-09": {"o3"}}
        assert found.rows("sent", period="2026-03-08..2026-03-08")[0]["sent"] == 2


ZONED = """title: 贸易
language: zh
timezone: America/New_York
roles:
  seller: {role: 销售}
  boss: {role: 老板}
  guest: {role: 访客}
"""
