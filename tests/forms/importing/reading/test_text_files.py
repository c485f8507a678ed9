"""Encoding and delimiter of a text file are found and shown; what is odd in it is told with its line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from forms.importing.reading import Cell, Kind, ReadOptions, Table, read
from tests.forms.importing.reading.files import delimited, read_here, text_file

CHINESE = [
    ["客户名称", "城市", "金额"],
    ["北京华信科技有限公司", "北京", "1234.50"],
    ["上海明德贸易，分公司", "上海", "20"],
    ["陈；李合伙", "广州", "3"],
]
TRADITIONAL = [
    ["客戶名稱", "城市", "金額"],
    ["臺北資訊股份有限公司", "臺北", "1"],
    ["高雄貿易行", "高雄", "2"],
]
WESTERN = [["Müller", "Düsseldorf", "12"], ["Société Générale", "Orléans", "7"], ["Peña", "Málaga", "8"]]


def cells(table: Table) -> list[list[str]]:
    names = [[column.title for column in table.columns]]
    return names + [[row.cell(column.index).text for column in table.columns] for row in table.rows()]


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 BOM"),
        ("gbk", "GBK"),
        ("gb18030", "GBK"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(codec: str, label: str, delimiter: str, tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", delimited(CHINESE, delimiter), codec)
    table = read_here(path, tmp_path / "read")
    assert (table.encoding, table.delimiter) == (label, delimiter)
    assert cells(table) == CHINESE
    assert table.problems == ()


def test_a_character_beyond_gbk_makes_it_gb18030(tmp_path: Path) -> None:
    rows = [*CHINESE, ["䶮创科技", "𠮷林", "4"]]
    table = read_here(text_file(tmp_path / "a.csv", delimited(rows), "gb18030"), tmp_path / "read")
    assert table.encoding == "GB18030"
    assert cells(table) == rows


def test_traditional_chinese_in_big5_is_not_taken_for_gbk(tmp_path: Path) -> None:
    table = read_here(text_file(tmp_path / "a.csv", delimited(TRADITIONAL), "big5"), tmp_path / "read")
    assert table.encoding == "Big5"
    assert cells(table) == TRADITIONAL


def test_accents_are_not_taken_for_chinese_and_the_guess_is_said(tmp_path: Path) -> None:
    rows = [["name", "city", "amount"], *WESTERN]
    table = read_here(text_file(tmp_path / "a.csv", delimited(rows), "cp1252"), tmp_path / "read")
    assert table.encoding == "Windows-1252"
    assert cells(table) == rows
    assert [problem.code for problem in table.problems] == ["import.encoding_guessed"]


def test_the_person_has_the_last_word_on_encoding_and_delimiter(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", delimited(WESTERN, ";"), "cp1252")
    table = read_here(path, tmp_path / "read", ReadOptions(encoding="windows-1252", delimiter=";", header_row=0))
    assert cells(table)[1:] == WESTERN
    wrong = read_here(path, tmp_path / "read", ReadOptions(encoding="UTF-8"))
    assert [(problem.code, problem.address) for problem in wrong.problems] == [("import.bad_bytes", "1:1")]
    unknown = read_here(path, tmp_path / "read", ReadOptions(encoding="rot13"))
    assert [problem.code for problem in unknown.problems] == ["import.encoding_unknown"]


def test_a_bad_byte_is_found_far_down_with_its_line(tmp_path: Path) -> None:
    lines = "姓名,金额\n" + "客户,1\n" * 300_000
    path = tmp_path / "a.csv"
    path.write_bytes(lines.encode() + b"\xff,2\n")
    (problem,) = read(path, "a.csv").problems
    assert (problem.code, problem.address) == ("import.bad_bytes", "300002:1")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_ends_a_line(ending: str, tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", ending.join(["name,amount", "x,1", "", "y,2"]))
    table = read_here(path, tmp_path / "read")
    assert [row.number for row in table.rows()] == [2, 4]
    assert cells(table) == [["name", "amount"], ["x", "1"], ["y", "2"]]


def test_a_cell_over_several_lines_moves_the_addresses_below_it(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", 'name,amount\n"x\nof\r\ny",1\nz,2\n')
    first, second = read_here(path, tmp_path / "read").rows()
    assert first.cell(0) == Cell("2:1", Kind.TEXT, "x\nof\r\ny")
    assert second.cell(1) == Cell("5:2", Kind.TEXT, "2")


def test_columns_apart_by_white_space_are_recognised(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.txt", " id  date     value\n 001 19970101  11.77\n 002 19970112 112.00\n")
    table = read_here(path, tmp_path / "read")
    assert table.delimiter == " "
    assert cells(table)[1:] == [["001", "19970101", "11.77"], ["002", "19970112", "112.00"]]


def test_names_of_two_words_are_one_column(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.txt", "full name\nAnna Snelling\nCecily Lampkin\nMei Johns\n")
    assert cells(read_here(path, tmp_path / "read")) == [
        ["full name"],
        ["Anna Snelling"],
        ["Cecily Lampkin"],
        ["Mei Johns"],
    ]


def test_a_delimiter_stated_in_the_first_line_is_believed(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", "sep=;\nname;a,b\nx,y;1,5\n")
    table = read_here(path, tmp_path / "read")
    assert (table.delimiter, table.header_row) == (";", 2)
    assert [row.cell(1) for row in table.rows()] == [Cell("3:2", Kind.TEXT, "1,5")]


def test_commas_inside_cells_do_not_hide_the_semicolons(tmp_path: Path) -> None:
    rows = [["name", "amount"], *([f"n{at}, with comma", f"{at},5"] for at in range(20))]
    text = "\n".join(";".join(row) for row in rows)
    assert cells(read_here(text_file(tmp_path / "a.csv", text), tmp_path / "read")) == rows


def test_a_quote_that_ends_inside_a_cell_is_read_as_it_stands_and_said(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", 'name,amount\n"x",1\n"Acme" Inc,2\ny,3\n')
    table = read_here(path, tmp_path / "read")
    assert cells(table) == [["name", "amount"], ["x", "1"], ["Acme Inc", "2"], ["y", "3"]]
    assert [(problem.code, problem.address) for problem in table.problems] == [("import.stray_quote", "3:1")]


def test_an_open_quote_is_named_by_the_line_it_opens_in(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.csv", 'name,amount\nx,1\n"y,2\nz,3\n')
    (problem,) = read_here(path, tmp_path / "read").problems
    assert (problem.code, problem.address) == ("import.open_quote", "3:1")


def test_a_row_with_more_cells_than_the_header_is_pointed_out(tmp_path: Path) -> None:
    rows = [["name", "amount"], *(["x", "1"] for _ in range(9)), ["y", "1", "234"]]
    table = read_here(text_file(tmp_path / "a.csv", delimited(rows)), tmp_path / "read")
    assert [(problem.code, problem.address) for problem in table.problems] == [("import.cells_beyond_header", "11:3")]
    assert table.columns[2].name == "c3"


def test_short_rows_end_in_empty_cells(tmp_path: Path) -> None:
    table = read_here(text_file(tmp_path / "a.csv", "a,b,c\n1,2,3\n4\n5,6\n7,8,9\n"), tmp_path / "read")
    assert [row.cell(2).text for row in table.rows()] == ["3", "", "", "9"]
    assert table.problems == ()


def test_old_excel_exports_that_are_text_are_read_as_text(tmp_path: Path) -> None:
    path = text_file(tmp_path / "a.xls", delimited(CHINESE, "\t"), "gbk")
    table = read_here(path, tmp_path / "read")
    assert cells(table) == CHINESE
    assert [problem.code for problem in table.problems] == ["import.other_content"]


def test_all_quoted_and_unquoted_files_give_the_same(tmp_path: Path) -> None:
    quoted = text_file(tmp_path / "a.csv", delimited(CHINESE, quoting=csv.QUOTE_ALL))
    assert cells(read_here(quoted, tmp_path / "read")) == CHINESE
