"""Where the table begins: which row names its columns, if any does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from forms.importing.reading.cells import Kind
from forms.importing.reading.source import Merge, Value
from forms.importing.reading.traits import DIGIT, traits

WHOLE = 0.8  # of the table's width: a merge as wide is a banner, not a title
FULL = 0.6  # of the table's width: a row as full can be a header
PREVIEW = 200  # rows looked at

BLANK, WORD, CODED, DATA = "blank", "word", "coded", "data"
Shapes = Sequence[Sequence[str]]


class Header(NamedTuple):
    """The header's first and last position in the preview; ``below``: rows of words before the figures."""

    first: int
    last: int
    below: int


def find_header(rows: Sequence[Sequence[Value]], numbers: Sequence[int], merges: Sequence[Merge]) -> Header | None:
    """The header among the first rows of a file (none of them blank), or None if all of them are data."""
    shapes = [[shape(value) for value in row] for row in rows]
    width = max((filled(row) for row in shapes), default=0)
    last = _voted(shapes)
    if last is None:
        last = _first_full(rows, shapes, width)
    if last is None:
        return None
    if block := _merged_block(shapes, numbers, merges, last, width):
        return Header(*block, below=0)
    first = last
    while (
        first and filled(shapes[first - 1]) >= max(filled(shapes[last]), 2) and set(shapes[first - 1]) <= {WORD, BLANK}
    ):
        first -= 1
    return Header(first, first, below=last - first)


def shape(value: Value) -> str:
    """What a cell looks like: blank, a word, a text with digits, or a figure, date or yes/no."""
    if not isinstance(value, str):
        return DATA
    if not value or value.isspace():
        return BLANK
    if traits(value).kind is not Kind.TEXT:
        return DATA
    return CODED if DIGIT.search(value) else WORD


def filled(shapes: Sequence[str]) -> int:
    """How many cells of a row are not blank."""
    return sum(1 for cell in shapes if cell is not BLANK)


def _voted(shapes: Shapes) -> int | None:
    """The row that most columns of figures have as the last words above them; None if most have none."""
    votes: Counter[int] = Counter()
    against = 0
    for column in range(max(map(len, shapes), default=0)):
        cells = [row[column] if column < len(row) else BLANK for row in shapes]
        data = _data_shapes(cells)
        if not data:
            continue
        start = next(at for at, cell in enumerate(cells) if cell in data)
        above = [at for at in range(start) if cells[at] is not BLANK]
        if above:
            votes[above[-1]] += 1
        elif start == 0:
            against += 1
    if not votes or against > votes.total():
        return None
    most = max(votes.values())
    return min(at for at, count in votes.items() if count == most)


def _data_shapes(cells: Sequence[str]) -> frozenset[str]:
    """The shapes that tell data from words in this column; empty if it is all words."""
    count = Counter(cell for cell in cells if cell is not BLANK)
    if count[DATA] * 2 >= count.total() > 0:
        return frozenset((DATA,))
    if (count[DATA] + count[CODED]) * 5 >= count.total() * 4 > 0:
        return frozenset((DATA, CODED))
    return frozenset()


def _first_full(rows: Sequence[Sequence[Value]], shapes: Shapes, width: int) -> int | None:
    """The first well filled row of words, unless its words come again below it."""
    full = (at for at, row in enumerate(shapes) if filled(row) >= max(min(2, width), FULL * width))
    at = next(full, None)
    if at is None or DATA in shapes[at]:
        return None
    below = [{row[column] for row in rows[at + 1 :] if column < len(row)} for column in range(len(rows[at]))]
    again = sum(1 for column, value in enumerate(rows[at]) if value != "" and value in below[column])
    return None if again * 2 >= filled(shapes[at]) else at


def _merged_block(
    shapes: Shapes, numbers: Sequence[int], merges: Sequence[Merge], last: int, width: int
) -> tuple[int, int] | None:
    """First and last row of a header in two or more levels, held together by merged cells."""
    number = numbers[last]
    titles = [merge for merge in merges if merge.right - merge.left + 1 < max(WHOLE * width, 2)]
    tall = [merge for merge in titles if merge.top <= number <= merge.bottom and merge.top < merge.bottom]
    top = min((merge.top for merge in tall), default=number)
    bottom = max((merge.bottom for merge in tall), default=number)
    if not tall and last and any(merge.top == merge.bottom == numbers[last - 1] for merge in titles):
        top = numbers[last - 1] if _completes(shapes[last - 1], shapes[last]) else number
    if top == bottom:
        return None
    inside = [at for at, row in enumerate(numbers) if top <= row <= bottom]
    return inside[0], inside[-1]


def _completes(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """The upper row has titles where the lower one is blank."""
    return any(cell is not BLANK and below is BLANK for cell, below in zip(upper, lower, strict=False))
