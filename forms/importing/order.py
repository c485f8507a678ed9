"""In which order the rows are taken: a row after the rows that it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from engine.records.text import fold
from forms.importing.converting import ColumnReader
from forms.importing.planner import Piece, Planner
from forms.importing.reading import Columns, Row

CHUNK = 500


def chunks(planner: Planner, start: int = 0) -> Iterator[Piece]:
    """The rows from a place in the order on, in pieces; the same order for the same file and choices."""
    fields = [name for name in planner.itself if name in planner.columns]
    if fields and planner.naming:
        yield from _in_order(planner, fields, start)
        return
    for part in planner.table.parts(start):
        positions = range(part.first, part.first + len(part.numbers))
        yield Piece(positions, planner.table.rows_of(part), part)


def _in_order(planner: Planner, fields: Sequence[str], start: int) -> Iterator[Piece]:
    rows = list(planner.table.rows())
    order = parents_first(_parents(planner, rows, fields))
    for first in range(start, len(order), CHUNK):
        positions = order[first : first + CHUNK]
        taken = [rows[position] for position in positions]
        columns = list(zip_longest(*(row.values for row in taken), fillvalue=""))
        yield Piece(positions, taken, Columns(first, [row.number for row in taken], columns))


def _parents(planner: Planner, rows: Sequence[Row], fields: Sequence[str]) -> list[tuple[int, ...]]:
    """For each row the positions of the rows that it refers to."""
    readers = {reader.name: reader for reader in planner.readers}
    called: dict[str, int] = {}
    for name in planner.naming:
        for position, row in enumerate(rows):
            text = readers[name].read(row.raw(readers[name].index))
            if isinstance(text, str):
                called.setdefault(fold(text), position)
    return [tuple(_meant(row, readers, fields, called)) for row in rows]


def _meant(
    row: Row, readers: Mapping[str, ColumnReader], fields: Sequence[str], called: Mapping[str, int]
) -> Iterator[int]:
    for name in fields:
        text = readers[name].read(row.raw(readers[name].index))
        if isinstance(text, str) and fold(text) in called:
            yield called[fold(text)]


def parents_first(parents: Sequence[Sequence[int]]) -> list[int]:
    """All positions, each after its parents, else in their order; in a circle the first one goes first."""
    done = [False] * len(parents)
    order: list[int] = []
    for first in range(len(parents)):
        stack, entered = [first], set[int]()
        while stack:
            position = stack[-1]
            waiting = [each for each in parents[position] if not done[each] and each not in entered]
            if done[position]:
                stack.pop()
            elif position not in entered and waiting:
                entered.add(position)
                stack.extend(reversed(waiting))
            else:
                done[position] = True
                order.append(position)
                stack.pop()
    return order
