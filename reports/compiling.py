"""From the files of `reports/` and `dashboards/` to checked reports: every name means something before publishing."""

from __future__ import annotations

from engine.definitions import Located
from engine.plugin import Build
from reports.axes import field_at
from reports.checking import Checking
from reports.compiled import ReportSet
from reports.definition import Dashboard, Dimension, Report, tiles
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
    checking = Checking(build, found)
    for dimension in found.dimensions.values():
        for path in dimension.from_:
            if field_at(build.catalog, path) is None:
                checking.tell("report.dimension", dimension, "from", path, name=path)
    for report in found.reports.values():
        report.check(checking)
    for dashboard in found.dashboards.values():
        _check_dashboard(checking, dashboard)
    return found


def _check_dashboard(checking: Checking, dashboard: Dashboard) -> None:
    for tile in tiles(dashboard):
        name = tile.report
        if name not in checking.found.reports and name not in measures_of(checking.build.definition):
            checking.tell("report.missing", dashboard, "rows", name, name=name)
    for cut, value in dashboard.filters.items():
        if cut == "period":
            checking.period(dashboard, "filters", value)
        else:
            checking.axis(dashboard, "filters", Located(cut, value.span))
