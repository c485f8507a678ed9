"""Merged cells give their value to every row they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from forms.importing.reading.source import Merge, Numbered, Value


def fill(rows: Iterable[Numbered], merges: Sequence[Merge]) -> Iterator[Numbered]:
    """The rows with the blank cells of each merge filled from its first cell."""
    waiting = sorted(merges, reverse=True)
    active: list[tuple[Merge, Value]] = []
    for number, row in rows:
        active = [(merge, value) for merge, value in active if merge.bottom >= number]
        while waiting and waiting[-1].top <= number:
            merge = waiting.pop()
            if merge.top == number and merge.left < len(row):
                active.append((merge, row[merge.left]))
        yield number, _filled(row, active) if active else row


def _filled(row: Sequence[Value], active: Sequence[tuple[Merge, Value]]) -> Sequence[Value]:
    cells = list(row)
    for merge, value in active:
        for column in range(merge.left, min(merge.right + 1, len(cells))):
            if cells[column] == "":
                cells[column] = value
    return cells
