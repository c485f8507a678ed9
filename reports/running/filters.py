"""Filters over reports: a period, people, values of dimensions and fields, and an expression of the reader's own.

A filter counts wherever its axis leads to: a report over records that do not know the dimension is not touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.access.reading import read_expression
from engine.expressions.checked import Checked
from engine.expressions.tree import Among, Comparison, Node, Variable
from engine.expressions.types import BOOLEAN, PEOPLE, USER
from engine.problems import Problem, Refused
from engine.records.codec import ValueProblem
from reports import period as periods
from reports.axes import Axis
from reports.period import Period
from reports.running.conditions import either, spanned
from reports.running.cuts import Cut, GrainCut
from reports.running.measured import Leaf
from reports.running.reading import Reading
from reports.running.values import read, refused_value

PERIOD = "period"
ALL, ME, TEAM = "all", "me", "team"
EVERYTHING = ("", ALL)
MOST = 200  # values of one filter


@dataclass(frozen=True)
class Filters:
    """``chosen`` are the texts of axes by name; ``where`` is an expression over the records."""

    period: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    where: str = ""

    @staticmethod
    def of(given: Mapping[str, str], where: str = "") -> Filters:
        """From texts by name, `period` among them."""
        chosen = {name: text for name, text in given.items() if name != PERIOD and text not in EVERYTHING}
        return Filters(given.get(PERIOD, ""), chosen, where.strip())


@dataclass(frozen=True)
class Filtering:
    """Filters that were found to mean something for a reader."""

    reading: Reading
    filters: Filters
    period: Period
    axes: tuple[tuple[Axis, str], ...]

    @staticmethod
    def of(reading: Reading, filters: Filters) -> Filtering:
        """Refused 422 for a name or a period that means nothing to the reader."""
        period = periods.parse(filters.period, reading.today)
        if period is None:
            problem = Problem("report.period", {"text": filters.period[:80], "path": f"f.{PERIOD}"})
            raise Refused((problem,))
        return Filtering(
            reading, filters, period, tuple((axis_for(reading, name), text) for name, text in filters.chosen.items())
        )

    def conditions(self, leaf: Leaf) -> list[Node]:
        """What the filters ask of the records of an aggregate. Refused 422 for values that an axis does not have."""
        found = []
        for axis, text in self.axes:
            cut = self.reading.cut(axis, leaf.entity, leaf.date)
            if cut is not None:
                found.append(chosen(self.reading, cut, text))
        if self.filters.where:
            found.append(self._where(leaf))
        return found

    def during(self, leaf: Leaf, period: Period) -> list[Node]:
        """That a record's date lies in a period; nothing is asked where no field says when it counts."""
        moment = self.reading.date(leaf.entity, leaf.date)
        if moment is None or (period.first is None and period.last is None):
            return []
        return [spanned(moment, period.first, period.last, self.reading.zone)]

    def _where(self, leaf: Leaf) -> Node:
        return where_for(self.reading, self.filters.where, leaf.entity)


def where_for(reading: Reading, text: str, entity: str) -> Node:
    """The reader's own condition on the records of an entity. Refused 422 with its problems."""
    found = read_expression(reading.version, reading.viewer, text, entity, BOOLEAN)
    if not isinstance(found, Checked):
        raise Refused(found)
    return found.tree


def axis_for(reading: Reading, name: str) -> Axis:
    """The axis of a filter. Refused 422 if there is none, or none that the reader may know of."""
    axis = reading.axis(name)
    if axis is None or not known(reading, axis):
        raise Refused((Problem("report.filter", {"name": name[:80], "path": f"f.{name[:80]}"}),))
    return axis


def known(reading: Reading, axis: Axis) -> bool:
    """Whether one of the fields that an axis means exists for the reader."""
    if not axis.paths:
        return True
    return any(reading.cut(axis, entity) is not None for entity in axis.homes(reading.version.catalog))


def chosen(reading: Reading, cut: Cut, text: str) -> Node:
    """That a record has one of the values of a text: ``a,b``; people also ``me``, ``team``; dates a period."""
    if isinstance(cut, GrainCut):
        return _dated(reading, cut, text)
    parts = [part.strip() for part in text.split(",")][:MOST]
    return either(*(_one(reading, cut, part) for part in parts))


def _dated(reading: Reading, cut: GrainCut, text: str) -> Node:
    period = periods.parse(text, reading.today)
    if period is None:
        raise Refused((Problem("report.period", {"text": text[:80], "path": f"f.{cut.axis.name}"}),))
    return spanned(cut.moment, period.first, period.last, cut.zone)


def _one(reading: Reading, cut: Cut, text: str) -> Node:
    if cut.type == USER and text in (ME, TEAM):
        me = Comparison(BOOLEAN, "=", cut.node, Variable(USER, "me"))
        return me if text == ME else either(Among(BOOLEAN, cut.node, Variable(PEOPLE, "my_team")), me)
    return cut.holds(value_of(reading, cut, text, f"f.{cut.axis.name}"))


def value_of(reading: Reading, cut: Cut, text: str, path: str) -> Any:
    """The value of a text among those of an axis. Refused 422 for one that it cannot have."""
    try:
        return read(reading.values(cut), cut.axis.grain, text)
    except ValueProblem as error:
        raise refused_value(path, error) from error
