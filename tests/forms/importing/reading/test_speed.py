"""A large workbook is read in a few seconds, and the server's own memory does not grow with it."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from forms.importing.reading import read

COLUMNS = 25
# Reading alone, without detecting, checking or handing over anything.
BARE = """
import sys
from python_calamine import CalamineWorkbook
sum(1 for row in CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).iter_rows())
"""


def large(path: Path, rows: int) -> Path:
    figures = random.Random(1)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [f"列{at}" for at in range(COLUMNS)])
        for row in range(1, rows + 1):
            for column in range(10):
                sheet.write_string(row, column, f"客户{figures.randrange(5_000)}-{column}")
            for column in range(10, 20):
                sheet.write_number(row, column, figures.randrange(10_000_000) / 100)
            for column in range(20, COLUMNS):
                sheet.write_number(row, column, figures.randrange(42_000, 46_000), day)
    return path


def children_seconds() -> float:
    times = os.times()
    return times.children_user + times.children_system


def test_a_large_workbook_costs_little_beyond_reading_and_no_memory_here(tmp_path: Path, full: bool) -> None:
    rows = 100_000 if full else 10_000
    path = large(tmp_path / "large.xlsx", rows)
    start = children_seconds()
    subprocess.run([sys.executable, "-c", BARE, str(path)], check=True)
    bare = children_seconds() - start
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table = read(path, "large.xlsx")
    ours = children_seconds() - start - bare
    assert table.row_count == rows
    assert sum(1 for _ in table.rows()) == rows
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KB
    assert ours < 3.5 * bare + 0.5, f"{ours:.2f} s against {bare:.2f} s"


@pytest.mark.full
def test_a_million_rows_of_text_are_within_the_limits(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write("name,amount,day,city,note\n")
        file.writelines(f"n{at},{at}.25,2024-03-05,北京,x\n" for at in range(1_000_000))
    table = read(path, "large.csv")
    assert (table.row_count, table.problems) == (1_000_000, ())
