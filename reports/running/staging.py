"""A funnel along the stages of a form: where its records are now, or how far they ever came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from engine.definitions import Expression, Located
from engine.expressions.tree import IsEmpty, Node, Not
from engine.expressions.types import BOOLEAN, Choice, Option
from engine.problems import Problem, Refused
from engine.web.request import not_found
from reports.axes import Axis, head_of
from reports.definition import Measure
from reports.running.asking import Asking, Marked
from reports.running.conditions import both
from reports.running.cuts import Cut
from reports.running.filters import value_of
from reports.running.marks import address, places, records_of
from reports.running.measured import Leaf, Measured, Slot
from reports.running.stages import ReachedCut, Stages, stays
from reports.running.tabulating import Table, tabulate
from reports.running.telling import Told, axis_column, axis_value, measure_column, row_of, share, share_column
from reports.running.values import Words, said

COUNT = "count"
TITLES = {COUNT: {"zh": "数量", "en": "Number"}, "time": {"zh": "平均停留天数", "en": "Average days"}}
DAYS = {"zh": "天", "en": "days"}
ENTERED = "created_at"  # what says when a record came into the funnel


@dataclass(frozen=True)
class StageFunnel:
    """``beside`` are measures of the same form. Where records are now is a state: no period asks when they came."""

    asking: Asking
    path: str
    reached: bool
    beside: tuple[str, ...]
    rate: bool
    time: bool

    @cached_property
    def cut(self) -> Cut:
        """By stage. Refused 404 if the stage does not exist for the reader."""
        reading = self.asking.reading
        form, field = head_of(reading.version.catalog, self.path) or ("", "")
        plain = reading.cut(Axis(field, (self.path,)), form) if reading.sees(form) else None
        if plain is None or not isinstance(plain.type, Choice):
            raise not_found()
        if not self.reached:
            return plain
        stages = Stages(form, field, plain.type.options)
        return ReachedCut(plain.axis, plain.node, plain.type, stages)

    @property
    def form(self) -> str:
        return self.measures[0].own[0].entity

    @property
    def options(self) -> tuple[Option, ...]:
        assert isinstance(self.cut.type, Choice)
        return self.cut.type.options

    @cached_property
    def measures(self) -> tuple[Measured, ...]:
        """The number of records, then the measures beside it, all over the same records."""
        reading = self.asking.reading
        form, _ = head_of(reading.version.catalog, self.path) or ("", "")
        title = said(TITLES[COUNT], reading.language)
        made = Measure(name=COUNT, title=title, formula=Expression(f"count({form})"), date=Located(ENTERED))
        found = [each for each in (reading.measured(made), *self.asking.known(self.beside)) if each is not None]
        same = [each for each in found if all(leaf.entity == form for leaf in each.leaves())]
        alike = [each for each in same if self.asking.stands(each)]
        if not alike or alike[0].name != COUNT:
            raise not_found()
        return tuple(each.dated(ENTERED if self.reached else "") for each in alike)

    def require(self) -> None:
        """Refused 404 if the stages do not exist for the reader."""
        assert self.measures and self.cut

    def told(self) -> Told:
        """A row for each stage in order; lost ones apart, at the end."""
        table = self._table()
        rows = [self._row(option, table.get((option.name,), {})) for option in self.options]
        if self.rate:
            self._add_rates(rows)
        if self.time:
            self._add_times(rows)
        return Told(self._columns(), rows)

    def _table(self) -> Table:
        found = tabulate(self.asking.reading, self.measures, self.asking.counting, lambda leaf: (self.cut,))
        if isinstance(self.cut, ReachedCut):
            for option in self.cut.stages.lost:
                found[(option.name,)] = self._lost(option.name)
        return found

    def _lost(self, name: str) -> dict[Slot, Any]:
        def counting(leaf: Leaf) -> Node:
            return both(self.asking.counting(leaf), self.cut.holds(name))

        return tabulate(self.asking.reading, self.measures, counting, lambda leaf: ()).get((), {})

    def _row(self, option: Option, cell: Any) -> dict[str, Any]:
        reading, axis = self.asking.reading, self.cut.axis
        words = Words(reading, self.cut.type, None, {})
        values = axis_value(axis, words, option.name)
        if option.closed:
            values[f"{axis.name}_closed"] = option.closed
        numbers = {measure.name: measure.value(cell, reading.environment) for measure in self.measures}
        return row_of(values, self.measures, numbers, address([(axis.name, option.name)]))

    def _add_rates(self, rows: Sequence[dict[str, Any]]) -> None:
        """Of those who came to the stage before; where records are now, of all. A lost stage is a share of all."""
        way = [row for row, option in zip(rows, self.options, strict=True) if option.closed != "lost"]
        whole = way[0][COUNT] if self.reached and way else sum(row[COUNT] for row in rows)
        for row in rows:
            row["rate"] = share(row[COUNT], whole)
        if self.reached:
            for before, row in zip([None, *way], way, strict=False):
                row["rate"] = None if before is None else share(row[COUNT], before[COUNT])

    def _add_times(self, rows: Sequence[dict[str, Any]]) -> None:
        stages = Stages(self.form, self.cut.axis.name, self.options)
        found = stays(self.asking.reading, stages, self.asking.counting(self.measures[0].own[0]))
        for row, option in zip(rows, self.options, strict=True):
            row["time"] = found.get(option.name)

    def _columns(self) -> list[dict[str, Any]]:
        reading = self.asking.reading
        told = [axis_column(reading, self.cut.axis, self.cut.type)]
        told += [measure_column(reading, measure) for measure in self.measures]
        if self.rate:
            told.append(share_column(reading.language))
        if self.time:
            title, unit = said(TITLES["time"], reading.language), said(DAYS, reading.language)
            told.append({"name": "time", "title": title, "type": "number", "role": "measure", "unit": unit})
        return told

    def marked(self, at: str, measure: str) -> Marked:
        """The records of a stage, or of all."""
        found = next((each for each in self.measures if measure in ("", each.name)), None)
        if found is None:
            known = [each.name for each in self.measures]
            raise Refused((Problem("report.measure", {"name": measure[:80], "known": known, "path": "measure"}),))
        name = self.cut.axis.name
        text = places(at, (name,)).get(name)
        if text is None:
            held: Node = Not(BOOLEAN, IsEmpty(BOOLEAN, self.cut.node))
        else:
            held = self.cut.holds(value_of(self.asking.reading, self.cut, unquote(text), "at"))
        return records_of(self.asking.reading, found, lambda leaf: [self.asking.counting(leaf), held])
