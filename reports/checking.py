"""What must hold of a report before it is published: every name means something, every measure can be cut so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.compiling import check_in
from engine.definitions import Element, Located
from engine.expressions.tree import Aggregate
from engine.expressions.types import Choice
from engine.plugin import Build
from engine.problems import Problem
from reports import period as periods
from reports.axes import Axis, axis_named, field_at, field_of, head_of
from reports.compiled import CompiledMeasure, ReportSet
from reports.definition import Report
from reports.measures import measures_of


@dataclass(frozen=True)
class Checking:
    """``found`` is what has been compiled so far; problems go to the build."""

    build: Build
    found: ReportSet

    def report(self, report: Report) -> None:
        """What holds of every kind of report."""
        measures = [measure for name in report.counted() if (measure := self.measure(report, "show", name)) is not None]
        for key, name in (("by", report.by), ("split", report.split)):
            if name is not None and (axis := self.axis(report, key, name)) is not None:
                self._cut(report, key, axis, measures)
        self.period(report, "period", report.period)
        forms = dict.fromkeys(form for measure in measures for form, _ in self.facts(measure))
        self.conditions(report, forms)
        self.drill(report, forms)
        self._sorted(report)

    def tell(self, code: str, element: Element, key: str, at: Located | None = None, **parameters: object) -> None:
        """Records a problem with a key of an element."""
        span = at.span if at is not None else element.span_of(key)
        self.build.problems.add(Problem(code, parameters, f"{element.address}/{key}", span))

    def measure(self, element: Element, key: str, name: Located) -> CompiledMeasure | None:
        """A measure by its name; an unknown one is a problem, one that is wrong itself has been told."""
        written = measures_of(self.build.definition)
        if name not in written:
            self.tell("report.measure", element, key, name, name=name, known=list(written))
        return self.found.measures.get(name)

    def axis(self, element: Element, key: str, name: Located) -> Axis | None:
        """What to cut along; an unknown name is a problem."""
        axis = axis_named(self.build.catalog, self.found.dimensions, name)
        if axis is None:
            self.tell("report.dimension", element, key, name, name=name)
        return axis

    def period(self, element: Element, key: str, text: Located | None) -> None:
        """That a phrase means a span of days."""
        if text is not None and periods.parse(text, 0) is None:
            self.tell("report.period", element, key, text, text=text)

    def facts(self, measure: CompiledMeasure) -> Iterator[tuple[str, str]]:
        """The forms that a measure counts, each with the path of its date."""
        date = str(measure.definition.date or "")
        for item in measure.checked.inputs:
            if isinstance(item.tree, Aggregate):
                yield item.tree.entity, date
        for used in measure.uses:
            yield from self.facts(self.found.measures[used])

    def _cut(self, report: Report, key: str, axis: Axis, measures: Iterable[CompiledMeasure]) -> None:
        """A measure whose records do not know the axis would say the same everywhere."""
        for measure in measures:
            for form, date in self.facts(measure):
                path = axis.beside(self.build.catalog, form, date)
                if path is None or field_of(self.build.catalog, form, path) is None:
                    at = getattr(report, key)
                    titles = {"measure": measure.definition.title, "form": self.build.catalog[form].title or form}
                    self.tell("report.uncovered", report, key, at, name=axis.name, **titles)

    def conditions(self, report: Report, forms: Iterable[str]) -> None:
        """`where` must mean something beside the records of every form."""
        if report.where is None:
            return
        for form in forms:
            address = f"{report.address}/where"
            check_in(self.build, self.build.catalog[form], report.where, "boolean", address)

    def drill(self, report: Report, forms: Iterable[str]) -> None:
        """The fields shown of records are those of the form that comes first."""
        form = next(iter(forms), None)
        if form is None:
            return
        home = self.build.catalog[form].parent or form
        for name in report.drill:
            if field_of(self.build.catalog, home, name) is None:
                self.tell("report.dimension", report, "drill", name, name=name)

    def counts(self, report: Report, key: str, name: Located, form: str) -> None:
        """That a measure counts records of one form and nothing else."""
        measure = self.found.measures.get(name)
        if measure is not None and any(other != form for other, _ in self.facts(measure)):
            titles = {"measure": measure.definition.title, "form": self.build.catalog[form].title or form}
            self.tell("report.apart", report, key, name, **titles)

    def _sorted(self, report: Report) -> None:
        if report.sort is None:
            return
        name = report.sort.expression.text
        known = [*map(str, report.counted()), *(str(axis) for axis in (report.by, report.split) if axis is not None)]
        if name not in known:
            problem = Problem("report.sort", {"name": name, "known": known}, f"{report.address}/sort")
            self.build.problems.add(problem)

    def stages(self, report: Report, path: Located) -> str | None:
        """The form of a stage field at ``form.field``; anything else is a problem."""
        attribute, head = field_at(self.build.catalog, path), head_of(self.build.catalog, path)
        staged = attribute is not None and isinstance(attribute.type, Choice) and attribute.type.stage
        if head is None or not staged or head[1] not in self.build.catalog[head[0]].attributes:
            self.tell("report.stages", report, "stages", path, name=path)
            return None
        return head[0]
