"""What a column holds is found over all of its cells, and what stays open is said and not guessed."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from forms.importing.reading import Kind, ReadOptions, Table, parser
from tests.forms.importing.reading.files import delimited, read_here, text_file, workbook

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("columns.yaml").read_text(encoding="utf-8"))


def read_text(tmp_path: Path, rows: list[list[str]], delimiter: str = "|", locale: str = "zh") -> Table:
    path = text_file(tmp_path / "a.csv", delimited(rows, delimiter))
    return read_here(path, tmp_path / "read", ReadOptions(delimiter=delimiter, header_row=1, locale=locale))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['title']} {' '.join(case['values'])}")
def test_a_column_is_recognised(case: dict[str, Any], tmp_path: Path) -> None:
    rows = [[case["title"], "other"], *([value, "x"] for value in case["values"])]
    table = read_text(tmp_path, rows, locale=case.get("locale", "zh"))
    column = table.columns[0]
    assert column.kind == case["kind"]
    assert column.ambiguous == case.get("ambiguous", False)
    assert column.date_format == case.get("date_format")
    if "date_formats" in case:
        assert list(column.date_formats) == case["date_formats"]
    assert column.decimal_mark == case.get("decimal_mark", ".")
    assert column.misfits == case.get("misfits", 0)
    assert sorted({problem.code for problem in table.problems}) == case.get("problems", [])


def test_a_column_that_is_open_takes_the_order_that_another_one_proves_as_its_first_offer(
    tmp_path: Path,
) -> None:
    rows = [["open", "proof"], ["3/4/2024", "20/3/2024"], ["5/6/2024", "21/3/2024"]]
    column = read_text(tmp_path, rows, locale="en-US").columns[0]
    assert column.ambiguous and column.date_formats == ("D/M/Y", "M/D/Y")


def test_an_open_date_format_names_the_cell_and_the_offers_in_both_languages(tmp_path: Path) -> None:
    table = read_text(tmp_path, [["day", "x"], ["20/5/2024", "a"], ["3/4/2024", "b"], ["5/13/2024", "c"]])
    (problem,) = table.problems
    assert problem.address == "3:1"
    assert "3/4/2024" in problem.text("zh") and "月/日/年" in problem.hint("zh")
    assert "month/day/year" in problem.hint("en")


def test_the_one_odd_value_at_the_end_of_a_long_column_counts(tmp_path: Path) -> None:
    rows = [["day", "x"], *(["3/4/2024", "x"] for _ in range(20_000)), ["3/13/2024", "x"]]
    assert read_text(tmp_path, rows).columns[0].date_format == "M/D/Y"


def test_a_misfit_far_down_is_found_with_its_address(tmp_path: Path) -> None:
    rows = [["amount", "x"], *([str(at), "x"] for at in range(12_000)), ["none", "x"]]
    table = read_text(tmp_path, rows)
    assert [(problem.code, problem.address) for problem in table.problems] == [("import.misfits", "12002:1")]


def test_the_decimal_mark_stays_open_in_a_file_with_semicolons(tmp_path: Path) -> None:
    column = read_text(tmp_path, [["amount", "x"], ["1,234", "a"], ["2,500", "b"]], ";").columns[0]
    assert column.ambiguous and column.kind is Kind.NUMBER


def test_typed_cells_of_a_sheet_keep_their_kind_whatever_their_neighbours_are(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["mixed", "when", "day"],
        ["text", datetime(2024, 3, 5, 13, 5), "2024年3月5日"],
        [12.5, datetime(2024, 3, 6), datetime(2024, 3, 7)],
        [True, "", "3/20/2024"],
    ]
    table = read_here(workbook(tmp_path / "a.xlsx", {"a": rows}), tmp_path / "read")
    cells = [[row.cell(column) for column in range(3)] for row in table.rows()]
    assert [cell[0].kind for cell in cells] == [Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN]
    assert [cell[1].text for cell in cells] == ["2024-03-05T13:05:00", "2024-03-06", ""]
    assert [cell[2].address for cell in cells] == ["C2", "C3", "C4"]
    days = parser(Kind.DATE, table.columns[2].date_format)
    assert [days(row.raw(2)) for row in table.rows()] == [
        date(2024, 3, 5),
        date(2024, 3, 7),
        date(2024, 3, 20),
    ]
    assert [column.kind for column in table.columns] == [Kind.TEXT, Kind.DATETIME, Kind.DATE]


def test_numbers_that_a_spreadsheet_has_rounded_are_pointed_out(tmp_path: Path) -> None:
    rows: list[list[object]] = [["card", "x"], [6222021234567890123.0, "a"], [12.0, "b"]]
    table = read_here(workbook(tmp_path / "a.xlsx", {"a": rows}), tmp_path / "read")
    assert [(problem.code, problem.address) for problem in table.problems] == [("import.rounded", "A2")]


def test_eight_digit_days_typed_as_numbers_are_days(tmp_path: Path) -> None:
    rows: list[list[object]] = [["日期", "x"], *([20240301 + at, "a"] for at in range(9))]
    column = read_here(workbook(tmp_path / "a.xlsx", {"a": rows}), tmp_path / "read").columns[0]
    assert (column.kind, column.date_format) == (Kind.DATE, "YYYYMMDD")


def test_samples_are_the_first_different_values(tmp_path: Path) -> None:
    values = ["b", "a", "b", "", "c", "d", "e", "f"]
    table = read_text(tmp_path, [["name", "x"], *([value, "x"] for value in values)])
    assert table.columns[0].samples == ("b", "a", "c", "d", "e")
    assert table.columns[0].filled == 7
