"""What a sheet hides or holds besides plain cells is told."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import xlsxwriter

from forms.importing.reading import ReadOptions, read
from tests.forms.importing.reading.files import read_here, workbook


def test_hidden_rows_and_formula_errors_are_told_with_their_addresses(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("前")
        sheet = book.add_worksheet("数据 & 更多")
        for at, row in enumerate([("name", "amount"), ("x", 1), ("y", 2), ("z", 3)]):
            sheet.write_row(at, 0, row)
        sheet.write_formula("B4", "=1/0", None, "#DIV/0!")
        sheet.set_row(2, None, None, {"hidden": True})
        other = book.add_worksheet("后")
        other.write_row(0, 0, ("name", "amount"))
        other.write_row(1, 0, ("x", 1))
    places = {problem.code: problem.address for problem in read_here(path, tmp_path / "read").problems}
    assert places == {"import.other_sheets": "", "import.hidden_rows": "3", "import.error_cells": "B4"}
    after = read_here(path, tmp_path / "read", ReadOptions(sheet="后"))
    assert after.problems == ()


def test_many_hidden_rows_are_counted_over_the_whole_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("name", "amount"))
        for at in range(1, 20_001):
            sheet.write_row(at, 0, (f"name of {at}", at))
            if at % 4 == 0:
                sheet.set_row(at, None, None, {"hidden": True})
    (problem,) = read(path, "a.xlsx").problems
    assert (problem.code, problem.parameters["count"]) == ("import.hidden_rows", 5_000)


def test_hidden_sheets_are_listed_and_not_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        hidden = book.add_worksheet("old")
        shown = book.add_worksheet("new")
        shown.activate()
        hidden.hide()
        for sheet in (hidden, shown):
            sheet.write_row(0, 0, ("name", "amount"))
            sheet.write_row(1, 0, (sheet.name, 1))
    table = read_here(path, tmp_path / "read")
    assert [(sheet.name, sheet.hidden) for sheet in table.sheets] == [("old", True), ("new", False)]
    assert table.sheet == "new"
    assert table.problems == ()
    assert read_here(path, tmp_path / "read", ReadOptions(sheet="old")).sheet == "old"


def test_times_of_day_and_durations_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("name", "at", "took"))
        sheet.write(1, 0, "x")
        sheet.write_datetime(1, 1, time(13, 5), book.add_format({"num_format": "hh:mm"}))
        sheet.write_datetime(1, 2, timedelta(hours=36, minutes=1), book.add_format({"num_format": "[h]:mm"}))
    (row,) = read_here(path, tmp_path / "read").rows()
    assert [row.cell(at).text for at in range(3)] == ["x", "13:05:00", "36:01:00"]


def test_a_table_far_from_the_corner_keeps_its_addresses(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], [], ["", "", "name", "amount"], ["", "", "x", 1]]
    table = read_here(workbook(tmp_path / "a.xlsx", {"a": rows}), tmp_path / "read")
    (row,) = table.rows()
    assert [(column.name, row.address(column.index)) for column in table.columns] == [
        ("name", "C4"),
        ("amount", "D4"),
    ]


def test_blank_rows_are_left_out_and_do_not_shift_addresses(tmp_path: Path) -> None:
    rows: list[list[object]] = [["name", "amount"], ["x", 1], [], [" ", ""], ["y", 0.0], ["", False]]
    table = read_here(workbook(tmp_path / "a.xlsx", {"a": rows}), tmp_path / "read")
    assert [row.number for row in table.rows()] == [2, 5, 6]
