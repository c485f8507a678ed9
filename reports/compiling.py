"""From the files of `reports/` and `dashboards/` to checked reports: every name means something before publishing."""

from __future__ import annotations

from collections.abc import Iterator

from engine.definitions import Located
from engine.expressions.types import Choice
from engine.plugin import Build
from engine.problems import Problem
from engine.records.entity import Attribute
from reports.axes import axis_named, field_at
from reports.compiled import ReportSet
from reports.definition import Dashboard, Dimension, Report, Tile
from reports.kinds.funnel import SHOWN, Funnel
from reports.measures import compile_measures, measures_of


def compile_reports(build: Build) -> ReportSet:
    """Checks every measure, dimension, report and dashboard; problems go to the build."""
    definition = build.definition
    found = ReportSet(
        compile_measures(build),
        definition.section("reports", "dimensions", Dimension),
        definition.section("reports", "reports", Report),
        definition.all("dashboards", Dashboard),
    )
    for dimension in found.dimensions.values():
        for path in dimension.from_:
            _demand(build, field_at(build.catalog, path), dimension.address, path)
    for report in found.reports.values():
        _check_report(build, found, report)
    for dashboard in found.dashboards.values():
        _check_dashboard(build, found, dashboard)
    return found


def _check_report(build: Build, found: ReportSet, report: Report) -> None:
    words = SHOWN if isinstance(report, Funnel) else ()
    for name in report.show:
        if name not in words:
            _demand_measure(build, found, f"{report.address}/show", name)
    for name in getattr(report, "steps", ()):
        _demand_measure(build, found, f"{report.address}/steps", name)
    for key, cut in (("by", report.by), ("split", report.split)):
        if cut is not None and not is_dimension(build, found, cut):
            build.problems.add(Problem("report.dimension", {"name": cut}, f"{report.address}/{key}", cut.span))
    stages = report.stages if isinstance(report, Funnel) else None
    if stages is not None and not _is_stage(field_at(build.catalog, stages)):
        build.problems.add(Problem("report.stages", {"name": stages}, f"{report.address}/stages", stages.span))
    if not report.show and not getattr(report, "steps", ()) and stages is None:
        build.problems.add(Problem("report.no_rows", {"title": report.title}, report.address, report.span))


def _check_dashboard(build: Build, found: ReportSet, dashboard: Dashboard) -> None:
    for name in tiles(dashboard):
        if name not in found.reports and name not in measures_of(build.definition):
            build.problems.add(Problem("report.missing", {"name": name}, f"{dashboard.address}/rows", name.span))
    for cut, value in dashboard.filters.items():
        if cut != "period" and not is_dimension(build, found, cut):
            build.problems.add(Problem("report.dimension", {"name": cut}, f"{dashboard.address}/filters", value.span))


def tiles(dashboard: Dashboard) -> Iterator[Located]:
    """The reports and measures on a dashboard, in reading order."""
    for row in dashboard.rows:
        for tile in row:
            yield tile.report if isinstance(tile, Tile) else tile


def is_dimension(build: Build, found: ReportSet, name: str) -> bool:
    """Whether something can be cut along a name: a dimension, a grain of the date, a field of a form."""
    return axis_named(build.catalog, found.dimensions, name) is not None


def _is_stage(attribute: Attribute | None) -> bool:
    return attribute is not None and isinstance(attribute.type, Choice) and attribute.type.stage


def _demand(build: Build, attribute: Attribute | None, address: str, name: Located) -> None:
    if attribute is None:
        build.problems.add(Problem("report.dimension", {"name": name}, address, name.span))


def _demand_measure(build: Build, found: ReportSet, address: str, name: Located) -> None:
    if name not in found.measures and name not in measures_of(build.definition):
        known = "、".join(found.measures)
        build.problems.add(Problem("report.measure", {"name": name, "known": known}, address, name.span))
