"""Takes the rows of a source: finds the header, writes the pages, tallies the columns."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest

from forms.importing.reading.cells import address
from forms.importing.reading.findings import Finding, Report, Stop
from forms.importing.reading.header import PREVIEW, Header, find_header
from forms.importing.reading.limits import Limits, ReadOptions
from forms.importing.reading.merging import fill
from forms.importing.reading.pages import PAGE, PageWriter
from forms.importing.reading.profile import Profile
from forms.importing.reading.source import Numbered, Source, Value

TAIL = 20  # last rows kept to look for notes and totals below the table


@dataclass
class Collected:
    """The rows of a table, seen once: what heads it, what its columns hold, how it ends."""

    titles: list[Numbered] = field(default_factory=list)
    profiles: list[Profile] = field(default_factory=list)
    tail: deque[Numbered] = field(default_factory=lambda: deque(maxlen=TAIL))
    rows: int = 0


def collect(source: Source, options: ReadOptions, limits: Limits, writer: PageWriter, report: Report) -> Collected:
    """Goes through all rows once. Raises Stop."""
    rows = _bounded(source, limits)
    preview = list(islice(rows, PREVIEW))
    header = _header(preview, source, options)
    result = Collected()
    after = 0
    if header is None:
        report(Finding("import.header_missing"))
    else:
        after = header.last + 1
        result.titles = preview[header.first : header.last + 1]
        _report_notes(preview, header, report)
    body: Iterable[Numbered] = chain(preview[after:], rows)
    if options.fill_merged:
        body = fill(body, source.merges)
    for page in _batches(body):
        _add_page(page, result, writer, source.lettered)
    for profile in result.profiles:
        profile.settle()
    return result


def _bounded(source: Source, limits: Limits) -> Iterator[Numbered]:
    """The rows that are not blank, cut after their last filled cell where they are too wide."""
    count = 0
    for number, row in source.rows:
        if _blank(row):
            continue
        count += 1
        if count > limits.rows:
            raise Stop("import.too_many_rows", limit=limits.rows)
        if len(row) > limits.columns:
            row = _cut(row)
            if len(row) > limits.columns:
                place = address(number, limits.columns, source.lettered)
                raise Stop("import.too_many_columns", place, count=len(row), limit=limits.columns)
        yield number, row


def _blank(row: Sequence[Value]) -> bool:
    if row and row[0] != "" and not isinstance(row[0], str):
        return False
    return all(isinstance(value, str) and (not value or value.isspace()) for value in row)


def _cut(row: Sequence[Value]) -> Sequence[Value]:
    filled = len(row)
    while filled and row[filled - 1] == "":
        filled -= 1
    return row[:filled]


def _header(preview: Sequence[Numbered], source: Source, options: ReadOptions) -> Header | None:
    numbers = [number for number, _ in preview]
    if options.header_row is None:
        return find_header([row for _, row in preview], numbers, source.merges)
    if options.header_row == 0:
        return None
    if options.header_row not in numbers:
        raise Stop("import.header_row_blank", row=options.header_row)
    at = numbers.index(options.header_row)
    return Header(at, at, below=0)


def _report_notes(preview: Sequence[Numbered], header: Header, report: Report) -> None:
    above = [number for number, _ in preview[: header.first]]
    if above:
        report(Finding("import.notes_above", {"rows": _span(above)}, str(above[0])))
    below = [number for number, _ in preview[header.last + 1 :][: header.below]]
    if below:
        report(Finding("import.notes_under_header", {"rows": _span(below)}, str(below[0])))


def _span(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _batches(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    iterator = iter(rows)
    while page := list(islice(iterator, PAGE)):
        yield page


def _add_page(page: Sequence[Numbered], result: Collected, writer: PageWriter, lettered: bool) -> None:
    numbers = [number for number, _ in page]
    columns = list(zip_longest(*(row for _, row in page), fillvalue=""))
    if writer.write(numbers, columns):
        _refuse_nul(page, lettered)
    for at, column in enumerate(columns):
        if at == len(result.profiles):
            result.profiles.append(Profile())
        result.profiles[at].add(column, numbers)
    result.rows += len(page)
    result.tail.extend(page)


def _refuse_nul(page: Sequence[Numbered], lettered: bool) -> None:
    for number, row in page:
        for at, value in enumerate(row):
            if isinstance(value, str) and "\0" in value:
                raise Stop("import.nul", address(number, at, lettered), line=number)
