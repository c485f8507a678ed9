"""What of an app's reports exists for somebody: measures, axes and expressions over what that person may read.

What a measure, a dimension or a filter reads must be readable for the person; otherwise it does not exist for them,
as if the app did not have it. What has been found out is kept for each version and set of roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from engine.access.evaluate import condition
from engine.access.reading import read_expression
from engine.access.viewer import Viewer
from engine.expressions.checked import Checked
from engine.expressions.types import Expected, Type
from engine.plugin import AppVersion
from reports.axes import Axis, axis_named
from reports.compiled import ReportSet
from reports.definition import Dashboard, Measure, Report
from reports.running.measured import Measured, leaves_of

_kept: WeakKeyDictionary[AppVersion, dict[tuple[frozenset[str], str], Measured | None]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Sight:
    """Somebody and a version of an app."""

    version: AppVersion
    viewer: Viewer

    @property
    def app(self) -> str:
        return self.version.app

    @property
    def reports(self) -> ReportSet:
        return self.version.part("reports", ReportSet)

    def opens(self, found: Report | Dashboard) -> bool:
        """Whether the person is one of those for whom a report or dashboard is made."""
        return (
            not found.roles
            or self.viewer.admin
            or not self.viewer.roles(self.version).isdisjoint(map(str, found.roles))
        )

    def expression(
        self, text: str, entity: str | None, expected: Expected = "any", variables: Mapping[str, Type] | None = None
    ) -> Checked | None:
        """An expression over what the person may see; None if a part of it does not exist for them."""
        found = read_expression(self.version, self.viewer, text, entity, expected, variables)
        return found if isinstance(found, Checked) else None

    def sees(self, entity: str) -> bool:
        """Whether the person may see any records of an entity."""
        return condition(self.version, entity, "see", self.viewer) is not False

    def measure(self, name: str) -> Measured | None:
        """A measure; None if there is none, or if it reads what the person may not."""
        known = _kept.setdefault(self.version, {})
        key = (self.viewer.granted, name)
        if key not in known:
            known[key] = self._measure(name)
        return known[key]

    def _measure(self, name: str) -> Measured | None:
        compiled = self.reports.measures.get(name)
        if compiled is None:
            return None
        uses = [self.measure(used) for used in compiled.uses]
        known = tuple(used for used in uses if used is not None)
        return self.measured(compiled.definition, known) if len(known) == len(uses) else None

    def measured(self, made: Measure, uses: tuple[Measured, ...] = ()) -> Measured | None:
        """A measure by its definition, over others; None if it reads what the person may not."""
        variables = {used.name: used.type for used in uses}
        checked = self.expression(made.formula.text, None, variables=variables)
        if checked is None:
            return None
        own = leaves_of(made.name, checked, str(made.date or ""))
        if not all(self.sees(leaf.entity) and self._dated(leaf.entity, leaf.date) for leaf in own):
            return None
        return Measured(made.name, made, checked, own, uses)

    def _dated(self, entity: str, date: str) -> bool:
        return not date or self.expression(date, entity) is not None

    def axis(self, name: str) -> Axis | None:
        """What reports may be cut along under a name."""
        return axis_named(self.version.catalog, self.reports.dimensions, name)
