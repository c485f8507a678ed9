"""Files from real life are read completely, with what is odd about them told."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from forms.importing.reading import Kind, ReadOptions, Table, open_table, parser, read


def column(table: Table, name: str, kind: Kind | None = None) -> list[Any]:
    """The values of a column, read as the table itself suggests."""
    found = next(column for column in table.columns if column.name == name)
    parse = parser(kind or found.kind, found.date_format, found.decimal_mark)
    return [parse(row.raw(found.index)) for row in table.rows()]


def codes(table: Table) -> set[str]:
    return {problem.code for problem in table.problems}


def test_the_pipeline_of_sales_with_american_dates(data: Path) -> None:
    path = data / "maven_crm_sales" / "sales_pipeline.csv"
    table = read(path, path.name, ReadOptions(locale="zh"))
    assert (table.encoding, table.delimiter, table.header_row, table.row_count) == ("UTF-8", ",", 1, 8_800)
    assert Counter(column(table, "deal_stage")) == {
        "Won": 4_238,
        "Lost": 2_473,
        "Engaging": 1_589,
        "Prospecting": 500,
    }
    assert [found.date_format for found in table.columns if found.kind is Kind.DATE] == ["M/D/Y", "M/D/Y"]
    won = zip(column(table, "deal_stage"), column(table, "close_value"), strict=True)
    assert sum(value for stage, value in won if stage == "Won") == 10_005_534
    assert column(table, "account").count(None) == 1_425
    assert column(table, "engage_date")[0] == date(2016, 10, 20)
    assert table.problems == ()


@pytest.mark.parametrize(("name", "rows"), [("accounts", 85), ("products", 7), ("sales_teams", 35)])
def test_the_other_tables_of_sales(data: Path, name: str, rows: int) -> None:
    table = read(data / "maven_crm_sales" / f"{name}.csv", f"{name}.csv")
    assert (table.row_count, table.problems) == (rows, ())


def test_purchases_apart_by_white_space(data: Path) -> None:
    table = read(data / "cdnow" / "CDNOW_master.txt", "CDNOW_master.txt")
    assert (table.delimiter, table.header_row, table.row_count) == (" ", 1, 69_659)
    customers = column(table, "customer_id")
    assert (customers[0], len(set(customers))) == ("00001", 23_570)
    days = column(table, "date")
    assert (min(days), max(days)) == (date(1997, 1, 1), date(1998, 6, 30))
    assert sum(column(table, "dollar_value")) == Decimal("2500315.63")


def test_purchases_without_a_header(data: Path) -> None:
    table = read(data / "cdnow" / "CDNOW_sample.txt", "CDNOW_sample.txt")
    assert codes(table) == {"import.header_missing"}
    assert [found.name for found in table.columns] == ["c1", "c2", "c3", "c4", "c5"]
    assert [found.kind for found in table.columns] == [
        Kind.TEXT,
        Kind.TEXT,
        Kind.DATE,
        Kind.NUMBER,
        Kind.NUMBER,
    ]


def test_leads_with_european_dates_and_times(data: Path) -> None:
    deals = read(data / "olist" / "olist_closed_deals_dataset.csv", "deals.csv")
    assert deals.row_count == 842
    assert column(deals, "won_date")[0] == datetime(2018, 2, 26, 19, 58)
    assert None not in column(deals, "won_date")
    leads = read(data / "olist" / "olist_marketing_qualified_leads_dataset.csv", "leads.csv")
    assert (leads.row_count, column(leads, "first_contact_date")[0]) == (8_000, date(2018, 2, 1))


def test_the_chinese_superstore(data: Path) -> None:
    path = data / "superstore_zh" / "示例-超市.xls"
    table = read(path, path.name)
    assert (table.sheet, [sheet.name for sheet in table.sheets]) == ("订单", ["订单", "退货", "销售人员"])
    assert table.row_count == 10_000
    assert len(set(column(table, "客户 ID"))) == 790
    assert round(sum(column(table, "销售额")), 2) == Decimal("16117548.24")
    assert column(table, "订单日期")[0] == date(2017, 4, 27)
    returns = read(path, path.name, ReadOptions(sheet="退货"))
    assert (returns.row_count, [found.name for found in returns.columns]) == (296, ["订单 ID", "退回"])
    missing = read(path, path.name, ReadOptions(sheet="没有"))
    assert codes(missing) == {"import.sheet_missing"}


def test_a_strict_workbook_is_not_taken_for_an_empty_one(data: Path) -> None:
    path = data / "superstore_zh" / "easy_local_bi_order.xlsx"
    table = read(path, path.name)
    assert table.row_count == 27
    assert column(table, "利润")[0] == Decimal("-60.704")


def test_a_workbook_with_notes_above_and_below(data: Path) -> None:
    table = read(data / "messy_excel" / "deaths.xlsx", "deaths.xlsx")
    assert table.header_row == 5
    assert [found.name for found in table.columns][:3] == ["Name", "Profession", "Age"]
    assert {"import.notes_above", "import.notes_below", "import.other_sheets"} <= codes(table)
    places = {problem.code: problem.address for problem in table.problems}
    assert places["import.notes_below"] == "16"
    assert column(table, "Date of birth")[0] == date(1947, 1, 8)


MESSY = {
    "big-texty-numbers-xlsx.xlsx": ({"import.misfits", "import.notes_under_header"}, 6),
    "blanks.xlsx": ({"import.other_sheets"}, 2),
    "clippy.xlsx": ({"import.other_sheets"}, 4),
    "currency-formats-xlsx.xlsx": (set[str](), 2),
    "datasets.xlsx": ({"import.other_sheets"}, 32),
    "dates-1904.xls": ({"import.header_missing"}, 1),
    "empty-sheets.xlsx": ({"import.other_sheets", "import.no_rows"}, 0),
    "missing-first-column.xlsx": ({"import.other_sheets", "import.header_missing"}, 3),
    "names-need-repair-xlsx.xlsx": ({"import.title_blank", "import.title_repeated"}, 2),
    "texty-dates-xlsx.xlsx": (set[str](), 2),
}


@pytest.mark.parametrize("name", MESSY)
def test_messy_workbooks(data: Path, name: str) -> None:
    table = read(data / "messy_excel" / name, name)
    assert (codes(table), table.row_count) == MESSY[name]


def test_days_counted_from_1904_are_the_same_days(data: Path) -> None:
    table = read(data / "messy_excel" / "dates-1904.xls", "dates-1904.xls")
    assert column(table, "c1") == [date(2000, 1, 1)]


def test_a_missing_first_column_keeps_the_letters_of_the_sheet(data: Path) -> None:
    table = read(data / "messy_excel" / "missing-first-column.xlsx", "missing-first-column.xlsx")
    assert [row.cell(found.index).address for row in table.rows() for found in table.columns] == [
        "B1",
        "B2",
        "B3",
    ]


def test_a_kept_reading_is_opened_again_as_it_was(data: Path, tmp_path: Path) -> None:
    path = data / "olist" / "olist_closed_deals_dataset.csv"
    table = read(path, path.name, folder=tmp_path / "kept")
    again = open_table(tmp_path / "kept")
    assert again == table
    assert list(again.rows()) == list(table.rows())
