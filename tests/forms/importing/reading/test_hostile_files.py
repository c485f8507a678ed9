"""Files that mean harm or are broken: each becomes a problem in both languages, and soon."""

from __future__ import annotations

import os
import random
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import xlwt

from forms.importing.reading import DEFAULT, Limits, ReadOptions, Table, read
from tests.forms.importing.reading.files import (
    SHEET_END,
    SHEET_START,
    delimited,
    raw_workbook,
    sheet,
    text_file,
    workbook,
)

PATIENCE = 10.0  # seconds


def bomb(path: Path) -> None:
    spaces = (b" " * (1 << 20) for _ in range(290))
    raw_workbook(path, {"a": (SHEET_START.encode(), *spaces, SHEET_END.encode())})


def lying_bomb(path: Path) -> None:
    """The same, but the archive says that the sheet is small."""
    bomb(path)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    path.write_bytes(content.replace(size, (4_000).to_bytes(4, "little")))


def laughs(path: Path) -> None:
    entities = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    document = f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]>{sheet("A1=&l9;", "A2=x")}'
    raw_workbook(path, {"a": document})


def outside(path: Path) -> None:
    secret = path.with_name("secret.txt")
    secret.write_text("secret-canary")
    document = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>{sheet("A1=name", "A2=&e;")}'
    raw_workbook(path, {"a": document})


def phantom(path: Path) -> None:
    raw_workbook(path, {"a": sheet("A1=name", "A2=x", "XFD1048576=far")})


def tall_phantom(path: Path) -> None:
    raw_workbook(path, {"a": sheet("A1=name", "A2=x", "ZZ1048576=far")})


def many_sheets(path: Path) -> None:
    raw_workbook(path, {f"s{at}": sheet("A1=x") for at in range(10_000)})


def no_sheets(path: Path) -> None:
    raw_workbook(path, {})


def only_empty_sheets(path: Path) -> None:
    workbook(path, {"a": [], "b": []})


def header_only(path: Path) -> None:
    workbook(path, {"a": [["name", "amount"]]})


def cut_off(path: Path) -> None:
    workbook(path, {"a": [["name", "amount"], ["x", 1]] * 50})
    path.write_bytes(path.read_bytes()[:3_000])


def wide_sheet(path: Path) -> None:
    raw_workbook(path, {"a": sheet("A1=name", "XFD1=far", "A2=x")})


def flipped(path: Path) -> None:
    """A damaged sheet in a healthy archive."""
    workbook(path, {"a": [["name", "amount"], *([f"n{at}", at] for at in range(500))]})
    content = bytearray(path.read_bytes())
    for at in range(1_000, 2_500, 7):
        content[at] ^= 0xFF
    path.write_bytes(bytes(content))


def protected(path: Path) -> None:
    start = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
    path.write_bytes(start + "EncryptedPackage".encode("utf-16-le").ljust(1_024, b"\0"))


def broken_compound(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + random.Random(1).randbytes(20_000))


def noise(path: Path) -> None:
    path.write_bytes(random.Random(2).randbytes(50_000))


def zeros(path: Path) -> None:
    path.write_bytes(bytes(100_000))


def long_line(path: Path) -> None:
    path.write_text("name,amount\n" + "x" * 50_000_000)


def long_line_of_cells(path: Path) -> None:
    path.write_text("name,amount\n" + "x," * 3_900_000)


def many_columns(path: Path) -> None:
    path.write_text(",".join(f"c{at}" for at in range(100_000)) + "\n" + "1," * 99_999 + "1\n")


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], object]:
    return lambda path: text_file(path, content, encoding)


def binary(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


CASES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "zip bomb": ("b.xlsx", bomb, "import.inflates"),
    "zip bomb that lies": ("b.xlsx", lying_bomb, "import.inflates"),
    "entity bomb": ("b.xlsx", laughs, "import.damaged"),
    "entity of a file": ("b.xlsx", outside, "import.damaged"),
    "cell at the far corner": ("b.xlsx", phantom, "import.too_much_memory"),
    "cell far below": ("b.xlsx", tall_phantom, "import.too_much_memory"),
    "10,000 sheets": ("b.xlsx", many_sheets, "import.too_many_sheets"),
    "no sheets": ("b.xlsx", no_sheets, "import.no_sheets"),
    "only empty sheets": ("b.xlsx", only_empty_sheets, "import.no_cells"),
    "only a header": ("b.xlsx", header_only, "import.no_rows"),
    "16,384 columns": ("b.xlsx", wide_sheet, "import.too_many_columns"),
    "cut off": ("b.xlsx", cut_off, "import.damaged"),
    "flipped bits": ("b.xlsx", flipped, "import.damaged"),
    "password": ("b.xlsx", protected, "import.encrypted"),
    "broken xls": ("b.xls", broken_compound, "import.damaged"),
    "text called xlsx": ("b.xlsx", text("hello world"), "import.not_a_workbook"),
    "zip of nothing": ("b.xlsx", binary(b"PK\x03\x04junk"), "import.damaged"),
    "picture": (
        "b.csv",
        binary(b"\x89PNG\r\n\x1a\n" + bytes(99)),
        "import.not_a_table",
    ),
    "web page called xls": (
        "b.xls",
        text("<html><table><tr><td>1</td></tr></table></html>"),
        "import.web_page",
    ),
    "xml called xls": ("b.xls", text('<?xml version="1.0"?><Workbook></Workbook>'), "import.xml_table"),
    "empty": ("b.csv", text(""), "import.empty_file"),
    "blank": ("b.csv", text(" \n\n\r\n"), "import.empty_file"),
    "empty xlsx": ("b.xlsx", text(""), "import.empty_file"),
    "noise": ("b.csv", noise, "import.bad_bytes"),
    "zeros": ("b.csv", zeros, "import.nul"),
    "NUL in a cell": ("b.csv", text("name,amount\nx,1\ny\0,2\n"), "import.nul"),
    "NUL in UTF-16": ("b.csv", text("\ufeffname,amount\nx,1\ny\0,2\n", "utf-16-le"), "import.nul"),
    "open quote": ("b.csv", text('name,amount\n"x,1\ny,2\n'), "import.open_quote"),
    "open quote in a long file": (
        "b.csv",
        text('name,amount\n"x,1\n' + "y,2\n" * 90_000),
        "import.open_quote",
    ),
    "cell too long": ("b.csv", text("name,amount\n" + "x" * 200_000 + ",1\n"), "import.cell_too_long"),
    "line of 50 MB": ("b.csv", long_line, "import.line_too_long"),
    "line of 4 million cells": ("b.csv", long_line_of_cells, "import.too_many_columns"),
    "100,000 columns": ("b.csv", many_columns, "import.too_many_columns"),
    "only a header line": ("b.csv", text("name,amount\n"), "import.no_rows"),
    "half a character": (
        "b.csv",
        binary("姓名,金额\n客户甲,1\n".encode()[:-4]),
        "import.bad_bytes",
    ),
}


def only_problem(table: Table) -> str:
    errors = [problem for problem in table.problems if problem.severity == "error"]
    assert len(errors) == 1, errors
    assert all(errors[0].text(language) and "{" not in errors[0].text(language) for language in ("zh", "en"))
    return errors[0].code


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_file_becomes_a_problem_within_seconds(case: str, tmp_path: Path) -> None:
    name, make, code = CASES[case]
    path = tmp_path / name
    make(path)
    start = time.monotonic()
    table = read(path, name)
    assert time.monotonic() - start < PATIENCE
    assert only_problem(table) == code
    assert not table.readable


def test_nothing_of_another_file_gets_into_the_table(tmp_path: Path) -> None:
    outside(tmp_path / "b.xlsx")
    folder = tmp_path / "read"
    read(tmp_path / "b.xlsx", "b.xlsx", folder=folder)
    assert all(b"secret-canary" not in path.read_bytes() for path in folder.iterdir())


def test_an_old_workbook_under_a_new_name_is_read_and_said_so(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("订单")
    for at, row in enumerate([("客户", "金额"), ("甲", 12.5)]):
        for column, value in enumerate(row):
            page.write(at, column, value)
    book.save(str(tmp_path / "b.xls"))
    table = read(tmp_path / "b.xls", "客户.xlsx")
    assert [problem.code for problem in table.problems] == ["import.other_content"]
    assert [cell.text for cell in map(next(table.rows()).cell, range(2))] == ["甲", "12.5"]


def test_the_end_of_an_entry_name_goes_nowhere(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "b.xlsx", {"a": sheet("A1=name", "A2=x")}, {"../../escaped.xml": "x"})
    assert read(path, "b.xlsx").readable
    assert not list(tmp_path.parent.parent.glob("escaped*"))


LIMITS: dict[str, tuple[Limits, str]] = {
    "file size": (replace(DEFAULT, file_size=1_000), "import.too_large"),
    "rows": (replace(DEFAULT, rows=1_000), "import.too_many_rows"),
    "processor time": (replace(DEFAULT, processor_seconds=1), "import.too_slow"),
    "wall time": (replace(DEFAULT, wall_seconds=0.3), "import.too_slow"),
    "output": (replace(DEFAULT, output_size=100_000), "import.too_much_output"),
}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100,000 rows, with times that are all different and must all be looked at."""
    moments = [f"2024-03-{at // 3600 % 28 + 1:02} {at // 60 % 24:02}:{at % 60:02}" for at in range(100_000)]
    rows = [["name", *(f"c{at}" for at in range(7))]]
    for at, moment in enumerate(moments):
        rows.append([f"客户{at}", *(f"{at}.{column}5" for column in range(4)), *[f"{moment}:01.{at}"] * 3])
    return text_file(tmp_path_factory.mktemp("large") / "large.csv", delimited(rows))


@pytest.mark.parametrize("case", LIMITS)
def test_each_limit_ends_the_reading_with_its_problem(case: str, large: Path) -> None:
    limits, code = LIMITS[case]
    assert only_problem(read(large, "large.csv", limits=limits)) == code


def test_a_long_text_file_needs_little_memory(tmp_path: Path) -> None:
    rows = [["name", "amount"], *([f"客户{at}", f"{at}.5"] for at in range(200_000))]
    path = text_file(tmp_path / "long.csv", delimited(rows))
    table = read(path, "long.csv", limits=replace(DEFAULT, address_space=96 << 20))
    assert (table.row_count, table.problems) == (200_000, ())


def children() -> list[bytes]:
    """The command lines of the processes that this one started and that still run."""
    mine = f"\nPPid:\t{os.getpid()}\n".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mine in (process / "status").read_bytes():
                found.append((process / "cmdline").read_bytes())
    return found


def test_the_reading_process_leaves_no_process_and_no_folder_behind(large: Path, tmp_path: Path) -> None:
    table = read(large, "large.csv", limits=LIMITS["wall time"][0], folder=tmp_path / "kept")
    table.discard()
    assert not (tmp_path / "kept").exists()
    assert not [command for command in children() if b"forms.importing.reading" in command]


def test_the_folder_of_a_table_goes_with_the_table(tmp_path: Path) -> None:
    table = read(text_file(tmp_path / "a.csv", "name,amount\nx,1\n"), "a.csv")
    folder = table.folder
    assert folder.exists()
    del table
    assert not folder.exists()


def test_a_file_that_is_not_there_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "none.csv", "none.csv", ReadOptions())
