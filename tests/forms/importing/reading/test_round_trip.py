"""A table that is written in any usual way is read with the same cells."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.importing.reading import ReadOptions, read
from tests.forms.importing.reading.files import delimited, read_here, text_file, workbook

ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be")
DELIMITERS = (",", ";", "\t", "|")
QUOTING = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
ANY = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
IN_GBK = st.sampled_from(COMMON + "abcXYZ 0123456789,;|\t\"'\n-./￥。，“”")


def tables(letters: st.SearchStrategy[str], narrowest: int = 1) -> st.SearchStrategy[list[list[str]]]:
    """Rows as wide as the first, none of them blank."""
    cell = st.text(letters, max_size=12)
    filled = cell.filter(lambda text: bool(text.strip()))

    def of_width(width: int) -> st.SearchStrategy[list[list[str]]]:
        row = st.tuples(filled, *[cell] * (width - 1)).map(list)
        return st.lists(row, min_size=1, max_size=8)

    return st.integers(narrowest, 5).flatmap(of_width)


def cells(path: Path, options: ReadOptions) -> list[list[str]]:
    with TemporaryDirectory() as folder:
        table = read_here(path, Path(folder), options)
        width = len(next(table.rows()).values)
        return [[row.cell(at).text for at in range(width)] for row in table.rows()]


@given(
    tables(ANY),
    st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be")),
    st.sampled_from(DELIMITERS),
    st.sampled_from(QUOTING),
)
def test_any_table_survives_when_encoding_and_delimiter_are_given(
    rows: list[list[str]], encoding: str, delimiter: str, quoting: int
) -> None:
    with TemporaryDirectory() as folder:
        path = text_file(Path(folder) / "a.csv", delimited(rows, delimiter, quoting), encoding)
        assert cells(path, ReadOptions(encoding=encoding, delimiter=delimiter, header_row=0)) == rows


@given(
    tables(IN_GBK, narrowest=2),
    st.sampled_from(ENCODINGS),
    st.sampled_from(DELIMITERS),
)
def test_a_table_under_a_header_survives_without_being_told_anything(
    rows: list[list[str]], encoding: str, delimiter: str
) -> None:
    header = ["客户名称", "所在城市", "合同金额", "联系人", "备注说明"][: len(rows[0])]
    with TemporaryDirectory() as folder:
        text = delimited([header, *rows], delimiter, csv.QUOTE_ALL)
        path = text_file(Path(folder) / "a.csv", text, encoding)
        table = read_here(path, Path(folder) / "read", ReadOptions(header_row=1))
        assert table.delimiter == delimiter
        assert [[row.cell(at).text for at in range(len(header))] for row in table.rows()] == rows


@settings(max_examples=20)
@given(tables(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc", "Cn"])))
def test_any_table_of_texts_survives_a_workbook(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        marked = [[f"n{text}" for text in row] for row in rows]
        path = workbook(Path(folder) / "a.xlsx", {"表": marked})
        assert cells(path, ReadOptions(header_row=0)) == marked


def test_pages_give_the_same_rows_as_the_whole(tmp_path: Path) -> None:
    rows = [["name", "amount"], *([f"n{at}", str(at)] for at in range(1_777))]
    table = read(text_file(tmp_path / "a.csv", delimited(rows)), "a.csv")
    whole = list(table.rows())
    assert len(whole) == table.row_count == 1_777
    pages = [row for start in range(0, 1_777, 130) for row in table.rows(start, start + 130)]
    assert pages == whole
    assert list(table.rows(1_776)) == whole[-1:]
    assert list(table.rows(1_777)) == []
