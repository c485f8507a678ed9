"""Whatever the bytes are, the reader answers with rows or with a problem that it knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.importing.reading import Table, read
from tests.forms.importing.reading.files import read_here, workbook

PIECES = (
    *("a", "客", "1", "-", "0", ".", ",", ";", "\t", " ", '"', '""', "\n", "\r\n", "\r", "|", "2024", "/", "年", "%"),
    *("\ufeff", "1.5e3", "12/11/10", "sep=;", "(", "E+10", "是", "\x85", "\u2028", "\x1c", "１", "𠮷", "'"),
)
ENCODINGS = ("utf-8", "utf-16", "gb18030", "utf-16-be")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
OWN_ERRORS = ("Error:", "Exception:", "Exit:", "Interrupt:")


Reader = Callable[[Path, Path], Table]


def answered(content: bytes, name: str, reader: Reader = read_here) -> None:
    """Reads the bytes and sees that rows and columns of the answer fit together."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        table = reader(path, Path(folder) / "read")
        details = [str(problem.parameters.get("detail", "")) for problem in table.problems]
        assert not [detail for detail in details if any(error in detail for error in OWN_ERRORS)]
        rows = list(table.rows())
        assert len(rows) == table.row_count
        assert len({column.name for column in table.columns}) == len(table.columns)
        assert all(row.cell(column.index).address for row in rows for column in table.columns)


@given(TEXTS, st.sampled_from(ENCODINGS), st.sampled_from(["a.csv", "a.txt", "a.xls"]))
def test_any_text_is_answered(text: str, encoding: str, name: str) -> None:
    answered(text.encode(encoding), name)


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.xls"]))
def test_any_bytes_are_answered(content: bytes, name: str) -> None:
    answered(content, name)


@cache
def healthy() -> bytes:
    """A workbook, made once."""
    with TemporaryDirectory() as folder:
        rows: list[list[object]] = [["name", "day"], ["x", 1], ["y", True]]
        return workbook(Path(folder) / "a.xlsx", {"表": rows}).read_bytes()


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_workbook_is_answered(damage: list[tuple[int, int]]) -> None:
    content = bytearray(healthy())
    for at, byte in damage:
        content[at % len(content)] = byte
    # In a process of its own: the reader of workbooks can end the process that it runs in.
    answered(bytes(content), "a.xlsx", lambda path, folder: read(path, path.name, folder=folder))
