"""Which column becomes which field: by title in any language, else by what its cells hold.

Pure: nothing is asked of a database. Every guess has a confidence, and is shown before it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, Number, Reference, Text, Type
from engine.records.text import fold
from forms.importing.fields import Candidate, candidates, explicit
from forms.importing.reading import Kind, SourceColumn, Table
from forms.importing.similarity import likeness, plain_title
from forms.records.visit import Visit

SURE = 0.6  # below it a column is left to the person
BY_KIND = 0.5  # a guess from the cells alone
NUMERIC = (Kind.NUMBER,)


@dataclass(frozen=True)
class Match:
    """``field`` is None for a column of which nothing is made; ``confidence`` from 0 to 1."""

    index: int
    field: str | None
    confidence: float


def matches_of(visit: Visit, table: Table) -> tuple[Match, ...]:
    """What the columns of a file become, as far as it can be known."""
    return match(table.columns, candidates(visit), explicit(visit))


def match(
    columns: Sequence[SourceColumn], candidates: Sequence[Candidate], explicit: Mapping[str, str]
) -> tuple[Match, ...]:
    """A match for each column, in their order. ``explicit``: fields by the plain titles that the form names."""
    scores = sorted(_scores(columns, candidates, explicit), key=lambda score: -score[0])
    taken: dict[int, Match] = {}
    used: set[str] = set()
    for score, index, name in scores:
        if score >= SURE and index not in taken and name not in used:
            taken[index] = Match(index, name, round(score, 2))
            used.add(name)
    untitled = [column for column in columns if not column.title and column.index not in taken]
    free = [candidate for candidate in candidates if candidate.name not in used]
    taken |= {found.index: found for found in by_kind(untitled, free)}
    return tuple(taken.get(column.index) or Match(column.index, None, 0.0) for column in columns)


def _scores(
    columns: Sequence[SourceColumn], candidates: Sequence[Candidate], explicit: Mapping[str, str]
) -> Iterable[tuple[float, int, str]]:
    for column in columns:
        title = plain_title(column.title)
        if not title:
            continue
        for candidate in candidates:
            named = explicit.get(title) == candidate.name
            alike = 1.0 if named else max(likeness(title, word) for word in candidate.titles)
            if alike >= SURE:
                yield alike * (1.0 if named else fitness(column, candidate)), column.index, candidate.name


def fitness(column: SourceColumn, candidate: Candidate) -> float:
    """From 0 to 1: whether the cells of a column look like values of a field."""
    assert candidate.part.attribute is not None
    if column.kind is Kind.EMPTY:
        return 0.95
    if isinstance(candidate.part.attribute.type, Choice | Choices) and candidate.part.options:
        return 0.8 + 0.2 * _optional(column, candidate)
    return 1.0 if column.kind in fitting(candidate.part.attribute.type) else 0.7


def _optional(column: SourceColumn, candidate: Candidate) -> float:
    """The share of the samples that are options."""
    words = {fold(word) for name, titles in candidate.part.options.items() for word in (name, *titles.values())}
    known = sum(fold(sample) in words for sample in column.samples)
    return known / len(column.samples) if column.samples else 0.0


def fitting(type_: Type) -> tuple[Kind, ...]:
    """The kinds of cells that become values of a type without a second look."""
    match type_:
        case Number():
            return (Kind.NUMBER,)
        case Date():
            return (Kind.DATE, Kind.DATETIME)
        case DateTime():
            return (Kind.DATETIME, Kind.DATE)
        case Boolean():
            return (Kind.BOOLEAN,)
        case Text() | Reference():
            return (Kind.TEXT, Kind.NUMBER)
    return (Kind.TEXT,)


def by_kind(columns: Sequence[SourceColumn], candidates: Sequence[Candidate]) -> Iterable[Match]:
    """Guesses for columns without titles: in the order of the form, each the first that its cells fit."""
    free = list(candidates)
    for column in columns:
        found = next((each for each in free if _looks(column, each)), None)
        if found is not None:
            free.remove(found)
            yield Match(column.index, found.name, BY_KIND)


def _looks(column: SourceColumn, candidate: Candidate) -> bool:
    assert candidate.part.attribute is not None
    type_ = candidate.part.attribute.type
    if isinstance(type_, Choice | Choices):
        return _optional(column, candidate) == 1.0
    if isinstance(type_, Number) and column.kind is Kind.NUMBER:
        broken = any("." in sample for sample in column.samples)
        return broken == (type_.scale > 0)
    if isinstance(type_, Text | Reference):
        return column.kind is Kind.TEXT or (column.kind is Kind.NUMBER and _codes(column))
    return column.kind in fitting(type_)


def _codes(column: SourceColumn) -> bool:
    """Numbers that are names: 00001."""
    return any(sample.startswith("0") and sample.isdecimal() and len(sample) > 1 for sample in column.samples)
