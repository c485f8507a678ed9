"""The header is found where it is, its names are made unique, and what is odd about it is told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml

from forms.importing.reading import ReadOptions
from tests.forms.importing.reading.files import delimited, read_here, text_file

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("headers.yaml").read_text(encoding="utf-8"))


def make(path: Path, rows: list[list[object]], merges: list[str]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for area in merges:
            sheet.merge_range(area, "")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str) and value.startswith("2024-"):
                    sheet.write_datetime(at, column, datetime.fromisoformat(value))
                elif value != "":
                    sheet.write(at, column, value)
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_the_header_of_a_sheet_is_found(case: dict[str, Any], tmp_path: Path) -> None:
    table = read_here(make(tmp_path / "a.xlsx", case["rows"], case.get("merges", [])), tmp_path / "read")
    assert table.header_row == case["header"]
    assert [column.name for column in table.columns] == case["names"]
    assert sorted({problem.code for problem in table.problems}) == case.get("problems", [])
    assert table.readable


@pytest.mark.parametrize("case", [case for case in CASES if "merges" not in case], ids=lambda case: case["about"])
def test_the_header_of_the_same_table_as_text_is_found(case: dict[str, Any], tmp_path: Path) -> None:
    rows = [[str(value) for value in row] for row in case["rows"]]
    path = text_file(tmp_path / "a.csv", delimited(rows, "|"))
    table = read_here(path, tmp_path / "read", ReadOptions(delimiter="|"))
    assert [column.name for column in table.columns] == case["names"]


def test_the_person_has_the_last_word_on_the_header(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "note\n2019,2020\n1,2\n3,4\n")
    chosen = read_here(path, tmp_path / "read", ReadOptions(header_row=2))
    assert [column.name for column in chosen.columns] == ["2019", "2020"]
    assert [row.number for row in chosen.rows()] == [3, 4]
    none = read_here(path, tmp_path / "read", ReadOptions(header_row=0))
    assert [row.number for row in none.rows()] == [1, 2, 3, 4]
    far = read_here(path, tmp_path / "read", ReadOptions(header_row=9))
    assert [problem.code for problem in far.problems] == ["import.header_row_blank"]


def test_merged_cells_give_their_value_to_each_row_when_asked(tmp_path: Path) -> None:
    rows: list[list[object]] = [["地区", "金额", "人"], ["华东", 1, "甲"], ["", 2, "乙"], ["华北", 3, ""]]
    path = make(tmp_path / "a.xlsx", rows, ["A2:A3", "B4:C4"])
    table = read_here(path, tmp_path / "read", ReadOptions(fill_merged=True))
    assert [[row.cell(at).text for at in range(3)] for row in table.rows()] == [
        ["华东", "1", "甲"],
        ["华东", "2", "乙"],
        ["华北", "3", "3"],
    ]
    assert table.problems == ()
