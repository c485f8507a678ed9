"""What each kind of report answers."""

from __future__ import annotations

from decimal import Decimal

from reports.answering import number
from tests.reports.stand import Stand


def test_a_card_tells_its_number_and_that_of_the_period_before(shop: Stand) -> None:
    told = shop.told("this_year")
    assert told["rows"] == [{"revenue": 975.0, "orders": 6, "previous": 999.99, "_at": "all"}]
    assert [(column["name"], column["type"], column["title"]) for column in told["columns"]] == [
        ("revenue", "money", "成交额"),
        ("orders", "number", "订单数"),
        ("previous", "money", "上期"),
    ]
    assert told["columns"][0]["better"] == "high" and told["columns"][1]["unit"] == "单"
    assert told["total"] is None and told["lag_ms"] == 0


def test_a_measure_alone_is_a_card(shop: Stand) -> None:
    assert shop.rows("revenue") == [{"revenue": 1974.99, "_at": "all"}]
    assert shop.rows("last_paid")[0]["last_paid"] == "2026-03-02"


def test_numbers_are_exact(shop: Stand) -> None:
    found = shop.world.platform.read(lambda reader: number(reader, shop.version, name="revenue"))
    assert found == Decimal("1974.99")
    rate = shop.world.platform.read(lambda reader: number(reader, shop.version, name="paid_rate"))
    assert rate is not None and round(rate, 4) == Decimal("0.7500")


def test_a_line_runs_through_the_months_without_a_gap(shop: Stand) -> None:
    assert shop.numbers("monthly", "revenue", "paid_rate") == {
        "2025-12": (999.99, 1.0),
        "2026-01": (100.0, 1.0),
        "2026-02": (850.0, 1.0),
        "2026-03": (25.0, 0.666667),
    }


def test_a_line_begins_and_ends_with_the_period_but_not_after_today(shop: Stand) -> None:
    found = shop.numbers("monthly", "revenue", "paid_rate", period="last 6 months")
    assert list(found) == ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]
    assert found["2025-10"] == (0.0, None)
    assert list(shop.numbers("monthly", "revenue", period="this year")) == ["2026-01", "2026-02", "2026-03"]


def test_on_a_line_what_has_no_date_has_no_place_but_in_other_kinds_it_has_a_row(shop: Stand) -> None:
    assert sum(shop.numbers("daily", "sent").values()) == 6
    assert shop.numbers("weekly", "sent")["未填写"] == 2


def test_days_are_those_of_the_time_zone_of_the_app(shop: Stand) -> None:
    found = {name: value for name, value in shop.numbers("daily", "sent").items() if value}
    assert found == dict.fromkeys(
        ["2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01", "2026-03-02"], 1
    )
    assert shop.numbers("sent_days", "orders") == {"2026-01": 2, "2026-02": 2, "2026-03": 2, "未填写": 2}


def test_weeks_begin_on_monday_and_quarters_and_years_are_those_of_the_calendar(shop: Stand) -> None:
    weekly = {name: value for name, value in shop.numbers("weekly", "sent").items() if value}
    assert weekly == {"2026-W01": 1, "2026-W05": 2, "2026-W09": 2, "2026-W10": 1, "未填写": 2}
    assert shop.numbers("yearly", "orders") == {"2025": 1, "2026": 6, "未填写": 1}
    assert shop.numbers("quarterly", "orders", "clients") == {
        "2025-Q4": (1, 0),
        "2026-Q1": (6, 4),
        "未填写": (1, 0),
    }


def test_each_measure_counts_by_its_own_date_and_the_total_is_everything(shop: Stand) -> None:
    assert shop.told("quarterly")["total"] == {"orders": 8, "clients": 4}


def test_options_come_in_their_order_with_titles_and_colours_and_the_empty_ones_last(shop: Stand) -> None:
    rows = shop.rows("by_sector")
    assert [(row["sector"], row["sector_title"], row["revenue"], row["orders"]) for row in rows] == [
        ("steel", "钢铁", 150.0, 2),
        ("food", "食品", 1799.99, 4),
        (None, "未填写", 25.0, 2),
    ]
    assert rows[0]["sector_color"] == "blue" and "sector_color" not in rows[1]


def test_records_come_by_what_they_count_at_most_so_many(shop: Stand) -> None:
    rows = shop.rows("by_client")
    assert [(row["order.client"], row["revenue"]) for row in rows] == [
        ({"id": shop.ids["cara"], "label": "卡拉"}, 999.99),
        ({"id": shop.ids["bert"], "label": "伯特"}, 800.0),
        ({"id": shop.ids["anna"], "label": "安娜"}, 150.0),
    ]


def test_a_record_counts_in_each_of_its_options(shop: Stand) -> None:
    assert shop.numbers("by_interest", "clients") == {"价格": 2, "口味": 1, "未填写": 2}


def test_tags_of_rules_and_of_people_stand_side_by_side(shop: Stand) -> None:
    assert list(shop.numbers("by_tag", "clients").items()) == [("大客户", 1), ("友好", 1), ("新", 1), ("未填写", 3)]


def test_booleans_and_numbers_are_axes_too(shop: Stand) -> None:
    assert shop.numbers("by_vip", "clients") == {"否": 1, "是": 1, "未填写": 2}
    assert list(shop.numbers("by_rank", "clients").items()) == [("3", 1), ("1", 1), ("未填写", 2)]
    assert [column["role"] for column in shop.told("by_rank")["columns"]] == ["dimension", "measure"]


def test_what_a_pie_cuts_off_stands_together(shop: Stand) -> None:
    rows = shop.rows("share")
    assert [(row["order.client_title"], row["revenue"]) for row in rows] == [
        ("卡拉", 999.99),
        ("伯特", 800.0),
        ("其他", 175.0),
    ]
    assert shop.named(shop.behind("share", rows[2]["_at"])) == {"o1", "o2", "o8"}


def test_a_ranking_begins_with_the_best_and_equal_numbers_share_a_rank(shop: Stand) -> None:
    best = shop.rows("best")
    assert [(row["person_title"], row["revenue"], row["_rank"]) for row in best] == [
        ("Wu", 1024.99, 1),
        ("Zhou", 800.0, 2),
        ("Li", 150.0, 3),
    ]
    cheapest = shop.rows("cheapest")
    assert [(row["order.client.sector_title"], row["smallest"]) for row in cheapest] == [
        ("食品", 0.01),
        ("未填写", 25.0),
        ("钢铁", 50.0),
    ]


def test_measures_of_several_forms_meet_on_a_dimension_and_the_total_is_computed_over_everything(shop: Stand) -> None:
    told = shop.told("people")
    rows = {row["person_title"]: row for row in told["rows"]}
    assert [rows[name]["clients"] for name in ("Li", "Zhou", "Wu")] == [1, 1, 2]
    assert [rows[name]["orders"] for name in ("Li", "Zhou", "Wu")] == [3, 2, 3]
    assert [rows[name]["paid_rate"] for name in ("Li", "Zhou", "Wu")] == [1.0, 0.5, 0.666667]
    assert [rows[name]["typical"] for name in ("Li", "Zhou", "Wu")] == [75.0, 550.0, 25.0]
    assert [rows[name]["mean"] for name in ("Li", "Zhou", "Wu")] == [75.0, 550.0, 341.666667]
    assert told["total"] == {
        "clients": 4,
        "orders": 8,
        "revenue": 1974.99,
        "paid_rate": 0.75,
        "per_buyer": 493.7475,
        "typical": 100.0,
        "mean": 325.0,
        "margin": 2184.84,
    }


def test_two_forms_keep_all_values_of_a_dimension(shop: Stand) -> None:
    told = shop.told("both")
    assert [(row["channel_title"], row["clients"], row["orders"]) for row in told["rows"]] == [
        ("展会", 1, 4),
        ("网站", 1, 0),
        ("门店", 0, 3),
        ("未填写", 2, 1),
    ]


def test_series_of_a_split_run_over_the_same_months(shop: Stand) -> None:
    rows = shop.rows("split", period="this year")
    found = {(row["date.month_title"], row["channel_title"]): row["orders"] for row in rows}
    assert found == {
        ("2026-01", "展会"): 1,
        ("2026-02", "展会"): 0,
        ("2026-03", "展会"): 2,
        ("2026-01", "门店"): 0,
        ("2026-02", "门店"): 2,
        ("2026-03", "门店"): 1,
    }


def test_with_series_rows_are_sorted_by_their_whole(shop: Stand) -> None:
    people = list(dict.fromkeys(row["person_title"] for row in shop.rows("sorted")))
    assert people[2] == "Zhou" and set(people) == {"Li", "Wu", "Zhou"}


def test_a_report_counts_what_its_condition_says(shop: Stand) -> None:
    assert shop.numbers("open_only", "orders") == {"展会": 1, "门店": 1}


def test_rows_of_a_table_are_counted_and_lead_to_their_records(shop: Stand) -> None:
    assert shop.numbers("products", "pieces") == {"锅": 4, "杯": 6}
    assert shop.named(shop.behind("products", "order.items.product:cup")) == {"o1", "o3"}


def test_a_sentence_says_how_the_number_is_made(shop: Stand) -> None:
    assert shop.told("this_year")["how"] == (
        "成交额 = sum(order.amount where status = paid) (paid_on)；订单数 = count(order) (paid_on)，"
        "2026-01-01 至 2026-12-31，只含您能看到的记录。"
    )
    assert shop.told("open_only", language="en")["how"].endswith(
        ", only where status = open, of the records that you may see."
    )
