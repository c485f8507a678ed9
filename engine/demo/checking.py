"""Checks demo data without telling it: one of each value that a generator may make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from engine.actions.values import compile_values
from engine.definitions.generate import moved
from engine.definitions.kinds.generators import Between, Count, Generator, Join, OneOf, Pick, Rows, Span, Turn
from engine.definitions.names import meant
from engine.definitions.values import Expression, Literal, Value
from engine.demo.values import StoryCompilation
from engine.time.duration import DAY

if TYPE_CHECKING:
    from engine.definitions.kinds.data import Batch, DataDefinition
    from engine.plugin import Build
    from engine.records.entity import Entity


def check_data(build: Build, data: DataDefinition) -> None:
    """Records the problems of every value that the data may have."""
    forms = forms_of(data)
    for batch in data.given.values():
        entity = build.catalog.get(str(batch.create))
        if entity is None:
            continue
        compilation = StoryCompilation(build, entity, changing=False, forms=forms, people=data.users.keys())
        _check_people(compilation, batch)
        _check_values(compilation, entity, batch.with_, f"{batch.address}/with")
        for change in batch.then:
            _check_values(compilation, entity, change.set, f"{change.address}/set")


def forms_of(data: DataDefinition) -> dict[str, str]:
    """The form of each record and each group of them, by name."""
    found = {}
    for name, batch in data.given.items():
        found[name] = str(batch.create)
        found |= {f"{name}_{number}": str(batch.create) for number in range(1, batch.times + 1)}
    return found


def _check_people(compilation: StoryCompilation, batch: Batch) -> None:
    makers = [(batch.as_, batch.address), *((change.as_, change.address) for change in batch.then)]
    for who, address in makers:
        if who is not None and who not in compilation.people:
            near = meant(who, compilation.people)
            compilation.report("data.unknown", address, who.span, name=who, nearest=near)


def _check_values(compilation: StoryCompilation, entity: Entity, makers: Mapping[str, Generator], address: str) -> None:
    for field, maker in makers.items():
        for value in samples(maker):
            compile_values(compilation, entity, {field: value}, address)


def samples(maker: Generator) -> Iterator[Value]:
    """Values that a generator may make, one of each kind."""
    match maker:
        case Literal() | Expression():
            yield maker
        case Pick(values) | Turn(values):
            for value in values:
                yield from samples(value)
        case Between(low, high):
            yield from (Literal(f"{low:f}"), Literal(f"{high:f}"))
        case Span(low, high):
            whole = not any((end.exact or 0) % DAY for end in (low, high))
            yield Expression(moved("today" if whole else "now", high))
        case Join(values):
            texts = (next(samples(value)) for value in values)
            yield Literal("".join(str(text.data) for text in texts if isinstance(text, Literal)))
        case Count(first):
            yield Literal(str(first))
        case OneOf(group):
            yield Literal(str(group), group.span)
        case Rows(values=fields):
            yield from (Literal((Literal({name: value}),)) for name, one in fields.items() for value in samples(one))
