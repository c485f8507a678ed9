"""Demo data as a story: what is written when, in order of time, the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.definitions.kinds.data import Batch, DataDefinition
from engine.definitions.kinds.generators import (
    Between,
    Count,
    Generator,
    Join,
    OneOf,
    Pick,
    Rows,
    Span,
    Turn,
)
from engine.definitions.values import Expression, Literal, Value
from engine.problems import Span as Place
from engine.time.duration import DAY, MINUTE, Duration, write


@dataclass(frozen=True)
class Write:
    """The record ``name`` was created or changed, ``at`` milliseconds from now (never later than now)."""

    at: int
    name: str
    form: str
    create: bool
    values: Mapping[str, Value]
    actor: str | None
    address: str
    span: Place


def story(data: DataDefinition) -> list[Write]:
    """Every write in order of time. A record without ``at`` stands at the beginning of the story."""
    begin = min((low for batch in data.given.values() if batch.at and (low := _exact(batch.at.low))), default=0)
    made: dict[str, list[tuple[str, int]]] = {}
    writes: list[Write] = []
    for name, batch in data.given.items():
        made[name] = []
        for number in range(1, max(batch.times, 1) + 1):
            own = f"{name}_{number}" if batch.times else name
            record = list(_record(own, batch, _Draw(batch.address, number, made), begin))
            made[name].append((own, record[0].at))
            writes += record
    return sorted(writes, key=lambda written: written.at)


def _record(name: str, batch: Batch, draw: _Draw, begin: int) -> Iterator[Write]:
    """The creation of one record, then its changes until one lies in the future or does not happen."""
    values = {field: draw.value(field, maker) for field, maker in batch.with_.items()}
    at = max(draw.offset("at", batch.at) if batch.at else begin, draw.earliest)
    actor = batch.as_
    yield Write(min(at, 0), name, batch.create, True, values, actor, batch.address, batch.span)
    for change in batch.then:
        after = draw.offset(f"{change.name}/after", change.after)
        happens = Decimal(draw.chance(f"{change.name}/chance")) < change.chance
        if not happens or at + after > 0:
            return
        values = {field: draw.value(f"{change.name}/{field}", maker) for field, maker in change.set.items()}
        at = max(at + after, draw.earliest)
        yield Write(at, name, batch.create, False, values, change.as_ or actor, change.address, change.span)


class _Draw:
    """The values of one record; each has a seed of its own, so a new field leaves the others as they were."""

    def __init__(self, address: str, number: int, made: Mapping[str, list[tuple[str, int]]]) -> None:
        self.address, self.number, self.made = address, number, made
        self.earliest = -(10**15)  # no earlier than the records that it refers to

    def chance(self, what: str) -> float:
        """A number from 0 to 1, 1 left out."""
        return random.Random(f"{self.address}/{self.number}/{what}").random()

    def offset(self, what: str, span: Span) -> int:
        """A length of time in milliseconds, drawn to the minute."""
        low, high = _exact(span.low), _exact(span.high)
        return low + int(self.chance(what) * ((high - low) // MINUTE + 1)) * MINUTE

    def value(self, what: str, maker: Generator) -> Value:
        """The value that a generator makes for this record."""
        match maker:
            case Literal() | Expression():
                return maker
            case Pick(values, weights):
                return self.value(f"{what}/pick", values[self._weighed(what, weights)])
            case Turn(values):
                return self.value(f"{what}/turn", values[(self.number - 1) % len(values)])
            case Between(low, high, step):
                steps = int((high - low) / step) + 1
                return Literal(f"{low + step * int(self.chance(what) * steps):f}")
            case Span():
                return self._moment(what, maker)
            case Join(values):
                return Literal("".join(self._text(f"{what}/{n}", part) for n, part in enumerate(values)))
            case Count(first):
                return Literal(str(first + self.number - 1))
            case OneOf(group):
                return self._one(what, group)
            case Rows():
                return self._rows(what, maker)

    def _weighed(self, what: str, weights: tuple[int, ...]) -> int:
        left = self.chance(what) * sum(weights)
        for position, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return position
        return len(weights) - 1

    def _text(self, what: str, maker: Generator) -> str:
        value = self.value(what, maker)
        return str(value.data) if isinstance(value, Literal) and value.data is not None else ""

    def _moment(self, what: str, span: Span) -> Expression:
        """A day counted from today, or with hours a moment counted from now."""
        low, high = _exact(span.low), _exact(span.high)
        if low % DAY or high % DAY:
            return Expression(moved("now", Duration(milliseconds=self.offset(what, span))))
        days = low // DAY + int(self.chance(what) * ((high - low) // DAY + 1))
        return Expression(moved("today", Duration(days=days)))

    def _one(self, what: str, group: str) -> Literal:
        records = self.made[group]
        name, at = records[int(self.chance(what) * len(records))]
        self.earliest = max(self.earliest, at + MINUTE)
        return Literal(name)

    def _rows(self, what: str, maker: Rows) -> Literal:
        count = maker.least + int(self.chance(what) * (maker.most - maker.least + 1))
        rows = (
            {field: self.value(f"{what}/{row}/{field}", inner) for field, inner in maker.values.items()}
            for row in range(count)
        )
        return Literal(tuple(Literal(row) for row in rows))


def _exact(length: Duration) -> int:
    return length.exact or 0


def moved(start: str, length: Duration) -> str:
    """The expression for so long after ``start``."""
    if not length:
        return start
    back = (length.exact or 0) < 0
    return f"{start} {'-' if back else '+'} {write(-length if back else length)}"
