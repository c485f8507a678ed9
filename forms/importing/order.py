"""In which order the rows are taken: a row after the rows that it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.records.text import fold
from forms.importing.planner import Numbered, Planner
from forms.importing.reading import Row

CHUNK = 500


def chunks(planner: Planner, start: int = 0) -> Iterator[list[Numbered]]:
    """The rows from a place in the order on, in pieces of CHUNK; the same order for the same file and choices."""
    piece: list[Numbered] = []
    for numbered in _ordered(planner, start):
        piece.append(numbered)
        if len(piece) == CHUNK:
            yield piece
            piece = []
    if piece:
        yield piece


def _ordered(planner: Planner, start: int) -> Iterator[Numbered]:
    fields = [name for name in planner.itself if name in planner.columns]
    if not fields or not planner.naming:
        yield from enumerate(planner.table.rows(start), start)
        return
    rows = list(planner.table.rows())
    for position in parents_first(_parents(planner, rows, fields))[start:]:
        yield position, rows[position]


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


def _meant(row: Row, readers: Mapping[str, object], fields: Sequence[str], called: Mapping[str, int]) -> Iterator[int]:
    for name in fields:
        reader = readers[name]
        text = reader.read(row.raw(reader.index))  # type: ignore[attr-defined]
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
