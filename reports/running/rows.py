"""The rows of a report: one for each value of its axes, in order, with gaps of time filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.expressions.runtime.dates import Unit, end_of, start_of
from engine.expressions.types import Reference, Text, Type
from reports.axes import Axis
from reports.period import Period
from reports.running.asking import Asking
from reports.running.cuts import joined
from reports.running.marks import address
from reports.running.measured import Cell, Measured
from reports.running.tabulating import Key, Table
from reports.running.telling import Told, axis_column, axis_value, measure_column, number, row_of
from reports.running.values import Words, natural, written

LONGEST = 1000  # spans of time on one axis
MOST = 1000  # values of the first axis of a report without a limit


@dataclass(frozen=True)
class Line:
    """A place of the report: the values of the axes and of the measures, in stored form."""

    key: Key
    numbers: dict[str, Any]


@dataclass(frozen=True)
class Grid:
    """A report with rows, counted. ``lines`` are in the natural order of the axes."""

    asking: Asking

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        return self.asking.axes

    @cached_property
    def measures(self) -> tuple[Measured, ...]:
        return self.asking.measures

    @cached_property
    def table(self) -> Table:
        return self.asking.tabulate(self.measures, self.axes)

    @cached_property
    def types(self) -> tuple[Type, ...]:
        """What the axes hold; of options those of all forms."""
        leaves = [leaf for measure in self.measures for leaf in measure.leaves()]
        return tuple(joined([self.asking.cut(axis, leaf).type for leaf in leaves]) for axis in self.axes)

    def words(self, keys: Iterable[Key]) -> tuple[Words, ...]:
        """How the values of places are told."""
        values = list(zip(*keys, strict=True)) or [() for _ in self.axes]
        reading = self.asking.reading
        return tuple(
            Words.of(reading, type_, axis.grain, found)
            for axis, type_, found in zip(self.axes, self.types, values, strict=True)
        )

    @cached_property
    def lines(self) -> list[Line]:
        keys = sorted(_filled(self.table, self.axes, self.asking), key=self.natural)
        return [self.line(key, self.table.get(key, {})) for key in keys]

    @property
    def whole(self) -> Line:
        """Everything that the report counts, computed over all records and not from the rows."""
        return self.line((), self.asking.tabulate(self.measures).get((), {}))

    def line(self, key: Key, cell: Cell) -> Line:
        environment = self.asking.reading.environment
        return Line(key, {measure.name: measure.value(cell, environment) for measure in self.measures})

    def natural(self, key: Key) -> tuple[Any, ...]:
        return tuple(natural(type_, value) for type_, value in zip(self.types, key, strict=True))

    def at(self, key: Key) -> str:
        """The address of a place."""
        named = zip(self.axes, self.types, key, strict=True)
        return address([(axis.name, written(type_, axis.grain, value)) for axis, type_, value in named])

    # Order

    def ordered(self, default: Callable[[list[Line]], list[Line]] | None = None) -> list[Line]:
        """The lines as the report says, else as its kind likes them, at most ``limit`` values of the first axis."""
        lines = self._sorted(default)
        most = self.asking.report.limit or MOST
        kept = dict.fromkeys(list(dict.fromkeys(line.key[:1] for line in lines))[:most])
        return [line for line in lines if line.key[:1] in kept]

    def _sorted(self, default: Callable[[list[Line]], list[Line]] | None) -> list[Line]:
        sort = self.asking.report.sort
        if sort is None:
            return default(self.lines) if default is not None else self._usual()
        name = sort.expression.text
        if any(measure.name == name for measure in self.measures):
            return self.by_measure(self.lines, name, sort.descending)
        place = next((place for place, axis in enumerate(self.axes) if axis.name == name), 0)
        return self._by_axis(place, sort.descending)

    def _usual(self) -> list[Line]:
        """Options, numbers and dates in their own order; records and texts by what they count."""
        if self.axes and isinstance(self.types[0], Reference | Text):
            return self.by_measure(self.lines, self.measures[0].name, descending=True)
        return self.lines

    def by_measure(self, lines: list[Line], name: str, descending: bool) -> list[Line]:
        """By a measure, with several series by that of the first axis; places without a value last."""
        standing = self._standing(lines, name)
        empty = [line for line in lines if standing[line.key[:1]] is None]
        full = [line for line in lines if standing[line.key[:1]] is not None]
        return [*sorted(full, key=lambda line: standing[line.key[:1]], reverse=descending), *empty]

    def _standing(self, lines: list[Line], name: str) -> dict[Key, Any]:
        if len(self.axes) < 2:
            return {line.key[:1]: line.numbers[name] for line in lines}
        table = self.asking.tabulate(self.measures, self.axes[:1])
        firsts = {line.key[:1] for line in lines}
        return {key: self.line(key, table.get(key, {})).numbers[name] for key in firsts}

    def _by_axis(self, place: int, descending: bool) -> list[Line]:
        empty = [line for line in self.lines if line.key[place] is None]
        full = [line for line in self.lines if line.key[place] is not None]
        words = self.words([line.key for line in full])[place]
        return [*sorted(full, key=lambda line: words.order(line.key[place]), reverse=descending), *empty]

    # Told

    def told(self, lines: Iterable[Line]) -> Told:
        """The answer with these lines as rows."""
        reading, shown = self.asking.reading, list(lines)
        words = self.words([line.key for line in shown])
        columns = [axis_column(reading, axis, type_) for axis, type_ in zip(self.axes, self.types, strict=True)]
        columns += [measure_column(reading, measure) for measure in self.measures]
        return Told(columns, [self._row(line, words) for line in shown])

    def _row(self, line: Line, words: Sequence[Words]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for axis, told, value in zip(self.axes, words, line.key, strict=True):
            values |= axis_value(axis, told, value)
        return row_of(values, self.measures, line.numbers, self.at(line.key))

    def total(self) -> dict[str, Any]:
        """The last row over everything."""
        numbers = self.whole.numbers
        return {measure.name: number(measure.type, numbers[measure.name]) for measure in self.measures}


def _filled(table: Table, axes: Sequence[Axis], asking: Asking) -> set[Key]:
    """The places of a table, and those of spans of time in between in which nothing was counted."""
    keys = set(table)
    if not axes or axes[0].grain is None:
        return keys
    spans = _spans({key[0] for key in keys if key[0] is not None}, axes[0].grain, asking)
    series: set[Key] = {key[1:] for key in keys} if len(axes) > 1 else {()}
    return keys | {(span, *others) for span in spans for others in series}


def _spans(found: set[int], grain: Unit, asking: Asking) -> list[int]:
    first, last = _ends(found, asking.period, asking.reading.today)
    if first is None or last is None:
        return []
    spans, day = [start_of(first, grain)], end_of(first, grain) + 1
    while day <= last and len(spans) <= LONGEST:
        spans.append(day)
        day = end_of(day, grain) + 1
    return spans if len(spans) <= LONGEST else []


def _ends(found: set[int], period: Period, today: int) -> tuple[int | None, int | None]:
    """From the beginning of the period to its end, but not beyond today where nothing is counted there."""
    first = min(found, default=None) if period.first is None else period.first
    if period.last is None:
        return first, max(found, default=None)
    running = first is None or first <= today
    return first, max(found | {min(period.last, today) if running else period.last})
