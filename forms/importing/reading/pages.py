"""Rows on disk between the two processes: pages of JSON, column by column, found by their offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple

import orjson

from forms.importing.reading.cells import Raw
from forms.importing.reading.findings import Finding
from forms.importing.reading.source import Value

ROWS, SUMMARY = "rows.json", "table.json"  # files that the reading process leaves
PAGE = 1000  # rows
REMEMBERED = 16_384  # dates come again and again
NUL = b"\\u0000"


class Page(NamedTuple):
    """Where a page stands in the file, and how many rows it has."""

    offset: int
    length: int
    rows: int


class Columns(NamedTuple):
    """Some rows, column by column: ``first`` is the position of the first one, ``numbers`` as in the file."""

    first: int
    numbers: Sequence[int]
    columns: Sequence[Sequence[Raw]]

    def column(self, index: int) -> Sequence[Raw]:
        """The cells of a column; a page has no columns beyond the last one that is filled in it."""
        return self.columns[index] if index < len(self.columns) else [""] * len(self.numbers)


class PageWriter:
    """Writes rows page by page."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._offset = 0
        self.pages: list[Page] = []

    def write(self, numbers: Sequence[int], columns: Sequence[Sequence[Value]]) -> bool:
        """Writes one page; tells whether a text in it may hold a NUL character."""
        page = orjson.dumps((numbers, columns), default=_remembered, option=orjson.OPT_PASSTHROUGH_DATETIME)
        self._file.write(page)
        self.pages.append(Page(self._offset, len(page), len(numbers)))
        self._offset += len(page)
        return NUL in page


def write_summary(folder: Path, answer: Mapping[str, object], findings: Iterable[Finding]) -> None:
    """Leaves what was found about the file beside its rows."""
    told = [asdict(finding) for finding in findings]
    (folder / SUMMARY).write_bytes(orjson.dumps({**answer, "findings": told}))


def read_pages(path: Path, pages: Sequence[Page], start: int, stop: int | None) -> Iterator[Columns]:
    """Page by page the rows from ``start`` up to ``stop`` (counted from 0)."""
    if not pages:
        return
    at = 0
    with path.open("rb") as file:
        for page in pages:
            first, end = at, at + page.rows
            at = end
            if end <= start:
                continue
            if stop is not None and first >= stop:
                return
            file.seek(page.offset)
            numbers, columns = orjson.loads(file.read(page.length))
            if first < start or (stop is not None and end > stop):
                chosen = slice(max(0, start - first), None if stop is None else stop - first)
                numbers, columns = numbers[chosen], [column[chosen] for column in columns]
            yield Columns(max(first, start), numbers, columns)


def raw(value: Value) -> Raw:
    """A value as it is handed over: a date as a list of its ISO text, a time of day or a duration as text."""
    if isinstance(value, date | datetime):
        return [value.isoformat()]
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    return value


_remembered = lru_cache(REMEMBERED, typed=True)(raw)
