"""Text files: columns apart by a delimiter, with quotes, or by white space."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from forms.importing.reading.findings import Stop
from forms.importing.reading.limits import Limits
from forms.importing.reading.traits import traits

DELIMITERS = ("\t", ";", "|", ",", "，", "\x01")
SPACE = " "
DECLARED = "sep="  # the first line by which spreadsheets state the delimiter
SAMPLE_LINES, SAMPLE_LENGTH = 300, 200_000
LONGEST_LINE = 8_000_000  # characters
CONSISTENT = 0.7  # of the lines have the same number of columns
END = "\0"  # a last line of our own: it comes back alone unless a quote is still open


class StrayQuote(Exception):
    """A quote ends in the middle of a cell: the file must be read again leniently."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


@dataclass(frozen=True)
class Layout:
    """How the text is cut into cells; a space = by any white space. ``skip``: lines before the first one."""

    delimiter: str
    skip: int = 0


def detect_layout(path: Path, codec: str, chosen: str | None) -> Layout:
    """The layout that cuts most lines into the same number of columns."""
    lines = _sample(path, codec)
    declared = lines[0].strip() if lines else ""
    if declared.lower().startswith(DECLARED) and len(declared) == len(DECLARED) + 1:
        return Layout(chosen or declared[-1], skip=1)
    if chosen is not None:
        return Layout(chosen)
    scores = {delimiter: _score(lines, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    if scores[best][0] >= CONSISTENT:
        return Layout(best)
    return Layout(SPACE if _spaced(lines) else ",")


def _sample(path: Path, codec: str) -> list[str]:
    with path.open(encoding=codec, newline="") as file:
        text = file.read(SAMPLE_LENGTH)
    lines = list(StringIO(text, newline=""))
    complete = lines[:-1] if len(text) == SAMPLE_LENGTH and len(lines) > 1 else lines
    return complete[:SAMPLE_LINES]


def _score(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """The share of lines with the commonest number of columns, and that number."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return (0.0, 0)
    width, count = _commonest([width for width in widths if width > 1])
    return (count / len(widths), width) if width else (0.0, 0)


def _commonest(widths: Sequence[int]) -> tuple[int, int]:
    return Counter(widths).most_common(1)[0] if widths else (0, 0)


def _spaced(lines: Sequence[str]) -> bool:
    """Lines padded into columns, or with figures in most columns; names of two words are not columns."""
    rows = [line.split() for line in lines if line.strip()]
    width, count = _commonest([len(row) for row in rows])
    if width < 2 or len(rows) < 2 or count < CONSISTENT * len(rows):
        return False
    padded = sum(1 for line in lines if line.strip() and (line[0] == SPACE or "  " in line.strip()))
    figures = sum(1 for row in rows for text in row if traits(text).kind != "text")
    return padded > len(rows) / 2 or figures > sum(map(len, rows)) / 2


def read_rows(
    path: Path, codec: str, layout: Layout, limits: Limits, strict: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line that each begins on. Raises Stop, or StrayQuote when strict."""
    with path.open(encoding=codec, newline="") as file:
        lines = islice(_lines(file), layout.skip, None)
        cut = _split(lines) if layout.delimiter == SPACE else _parse(lines, layout.delimiter, limits, strict)
        for line, row in cut:
            yield line + layout.skip, row


def _lines(file: TextIO) -> Iterator[str]:
    for number, line in enumerate(iter(partial(file.readline, LONGEST_LINE), ""), 1):
        if len(line) == LONGEST_LINE:
            raise Stop("import.line_too_long", f"{number}:1", line=number, limit=LONGEST_LINE)
        yield line


def _split(lines: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines, 1):
        yield number, line.split()


def _parse(lines: Iterator[str], delimiter: str, limits: Limits, strict: bool) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(limits.cell_length)
    reader = csv.reader(chain(lines, (END,)), delimiter=delimiter, strict=strict)
    start = 1
    try:
        for row in reader:
            if row == [END]:
                return
            if row and row[-1].endswith(END):
                break
            yield start, row
            start = reader.line_num + 1
    except csv.Error as error:
        spread = reader.line_num - start
        if strict and "expected after" in str(error):
            raise StrayQuote(start) from None
        if not spread:
            raise Stop("import.cell_too_long", f"{start}:1", limit=limits.cell_length) from None
    raise Stop("import.open_quote", f"{start}:1", line=start)
