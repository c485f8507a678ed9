"""A file that was read: its columns, and its rows page by page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import orjson

from engine.problems import Problem
from forms.importing.reading.cells import Cell, Kind, Raw, address, kind_of, text_of
from forms.importing.reading.numbers import DecimalMark
from forms.importing.reading.pages import ROWS, SUMMARY, Columns, Page, read_pages


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook."""

    name: str
    hidden: bool


@dataclass(frozen=True)
class SourceColumn:
    """One column of the file.

    ``index``: position in the rows, from 0; ``title``: as in the header, may be empty; ``name``: unique;
    ``samples``: the first different values; ``kind``: what at least four fifths of its cells are, the others
    are ``misfits``; ``date_format``: one of ``FORMATS``, None where cells are typed or the format is open;
    ``ambiguous``: the person must choose, ``date_formats`` are the offers with the best guess first.
    """

    index: int
    title: str
    name: str
    kind: Kind
    samples: tuple[str, ...]
    date_format: str | None
    date_formats: tuple[str, ...]
    ambiguous: bool
    decimal_mark: DecimalMark
    filled: int
    misfits: int


class Row(NamedTuple):
    """One row: ``number`` is its row in the sheet or its first line in the text file."""

    number: int
    values: Sequence[Raw]
    lettered: bool

    def raw(self, index: int) -> Raw:
        """The cell as it was handed over, for ``values.parser``; rows may end before the last column."""
        return self.values[index] if index < len(self.values) else ""

    def cell(self, index: int) -> Cell:
        """The cell of a column."""
        raw = self.raw(index)
        return Cell(self.address(index), kind_of(raw), text_of(raw))

    def address(self, index: int) -> str:
        """``B7`` in a sheet, ``line:column`` in a text file."""
        return address(self.number, index, self.lettered)


@dataclass(frozen=True)
class Table:
    """What was read. With an error among ``problems`` there may be no columns and no rows.

    ``encoding`` and ``delimiter`` (a space = any white space) only for text files, ``sheets`` and ``sheet``
    only for workbooks. ``header_row``: row or line of the header, None if the file has none.
    """

    folder: Path
    problems: tuple[Problem, ...]
    sheets: tuple[Sheet, ...] = ()
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    columns: tuple[SourceColumn, ...] = ()
    row_count: int = 0
    lettered: bool = True
    pages: tuple[Page, ...] = ()

    @property
    def readable(self) -> bool:
        """Nothing forbids to use the rows."""
        return all(problem.severity != "error" for problem in self.problems)

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """The rows under the header from ``start`` up to ``stop``, counted from 0, without blank rows."""
        for page in self.parts(start, stop):
            yield from self.rows_of(page)

    def parts(self, start: int = 0, stop: int | None = None) -> Iterator[Columns]:
        """The same rows column by column, some hundreds at a time."""
        return read_pages(self.folder / ROWS, self.pages, start, stop)

    def rows_of(self, page: Columns) -> list[Row]:
        """The rows of a page one by one."""
        return [Row(number, cells, self.lettered) for number, *cells in zip(page.numbers, *page.columns, strict=True)]

    def discard(self) -> None:
        """Deletes the rows from disk; may be called again."""
        shutil.rmtree(self.folder, ignore_errors=True)


def open_table(folder: Path) -> Table:
    """The table that an earlier reading left in a folder. Raises FileNotFoundError."""
    summary = orjson.loads((folder / SUMMARY).read_bytes())
    problems = tuple(Problem(item["code"], item["parameters"], item["address"]) for item in summary["findings"])
    return Table(
        folder,
        problems,
        sheets=tuple(Sheet(**sheet) for sheet in summary.get("sheets", ())),
        sheet=summary.get("sheet"),
        encoding=summary.get("encoding"),
        delimiter=summary.get("delimiter"),
        header_row=summary.get("header_row"),
        columns=tuple(_column(column) for column in summary.get("columns", ())),
        row_count=summary.get("row_count", 0),
        lettered=summary.get("lettered", True),
        pages=tuple(Page(*page) for page in summary.get("pages", ())),
    )


def _column(column: dict[str, object]) -> SourceColumn:
    lists = {key: tuple(value) for key, value in column.items() if isinstance(value, list)}
    return SourceColumn(**{**column, **lists, "kind": Kind(column["kind"])})  # type: ignore[arg-type]
