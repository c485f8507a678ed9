"""A report, asked by somebody with filters: which measures and axes it has for them, and which records count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.expressions.tree import Node
from engine.expressions.types import BOOLEAN
from engine.problems import Problem, Refused
from engine.web.request import not_found
from reports import period as periods
from reports.axes import Axis
from reports.definition import Report
from reports.period import Period
from reports.running.conditions import both
from reports.running.cuts import Cut
from reports.running.filters import Filtering, known
from reports.running.measured import Leaf, Measured
from reports.running.reading import Reading
from reports.running.tabulating import Table, cuts_of, tabulate


@dataclass(frozen=True)
class Marked:
    """The records behind a mark: those of an entity for which a condition holds."""

    entity: str
    condition: Node


@dataclass(frozen=True)
class Asking:
    """``filtering`` are the reader's filters."""

    reading: Reading
    report: Report
    filtering: Filtering

    @cached_property
    def period(self) -> Period:
        """A report that says its period keeps it; others have that of the filters."""
        own = periods.parse(str(self.report.period), self.reading.today) if self.report.period else None
        return own or self.filtering.period

    @cached_property
    def axes(self) -> tuple[Axis, ...]:
        """What the report is cut along. Refused 404 if that does not exist for the reader."""
        names = [str(name) for name in (self.report.by, self.report.split) if name is not None]
        found = [self.reading.axis(name) for name in names]
        if any(axis is None or not known(self.reading, axis) for axis in found):
            raise not_found()
        return tuple(axis for axis in found if axis is not None)

    @cached_property
    def measures(self) -> tuple[Measured, ...]:
        """The measures that exist for the reader. Refused 404 if none does."""
        found = self.known(self.report.show)
        if not found:
            raise not_found()
        return found

    def known(self, names: Iterable[str]) -> tuple[Measured, ...]:
        """Those of the measures that exist for the reader, along the axes and under the conditions of the report."""
        found = (self.reading.measure(str(name)) for name in names)
        return tuple(measure for measure in found if measure is not None and self.stands(measure))

    def stands(self, measure: Measured) -> bool:
        """Whether a measure exists along the axes and under the condition of the report."""
        leaves = list(measure.leaves())
        if any(cuts_of(self.reading, leaf, self.axes) is None for leaf in leaves):
            return False
        return self.report.where is None or all(self._where(leaf.entity) is not None for leaf in leaves)

    def _where(self, entity: str) -> Node | None:
        if self.report.where is None:
            return None
        found = self.reading.expression(self.report.where.text, entity, BOOLEAN)
        return None if found is None else found.tree

    def counting(self, leaf: Leaf, period: Period | None = None) -> Node:
        """Which records count for an aggregate: its own condition with the rights, the report's, the filters'."""
        asked = [leaf.aggregate.where, self._where(leaf.entity), *self.filtering.conditions(leaf)]
        asked += self.filtering.during(leaf, self.period if period is None else period)
        return both(*(node for node in asked if node is not None))

    def tabulate(self, measures: Iterable[Measured], axes: Sequence[Axis] = (), period: Period | None = None) -> Table:
        """The measures by the values of axes."""
        return tabulate(
            self.reading,
            measures,
            lambda leaf: self.counting(leaf, period),
            lambda leaf: cuts_of(self.reading, leaf, axes),
        )

    def cut(self, axis: Axis, leaf: Leaf) -> Cut:
        """How the records of an aggregate are cut along an axis of the report."""
        found = self.reading.cut(axis, leaf.entity, leaf.date)
        if found is None:
            raise not_found()
        return found

    def measure(self, name: str) -> Measured:
        """A shown measure by its name, the first one without a name. Refused 422 for another."""
        found = next((measure for measure in self.measures if name in ("", measure.name)), None)
        if found is None:
            shown = [measure.name for measure in self.measures]
            raise Refused((Problem("report.measure", {"name": name[:80], "known": shown, "path": "measure"}),))
        return found
