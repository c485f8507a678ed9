"""The report engine as the kernel sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import Registry
from engine.plugin import Build
from reports.compiling import compile_reports
from reports.definition import Dashboard, Dimension, Measure, ReportsFile
from reports.kinds.bar import Bar
from reports.kinds.card import Card
from reports.kinds.funnel import Funnel
from reports.kinds.line import Line
from reports.kinds.pie import Pie
from reports.kinds.ranking import Ranking
from reports.kinds.table import Table
from reports.scenarios import REPORT
from reports.web import bootstrap, routes

if TYPE_CHECKING:
    from engine.platform import Platform


class ReportEngine:
    """Measures, dimensions, reports and dashboards."""

    name = "reports"

    def register(self, registry: Registry) -> None:
        registry.family("measure").add(Measure)
        registry.family("dimension").add(Dimension)
        for kind in (Card, Bar, Line, Pie, Funnel, Ranking, Table):
            registry.family("report").add(kind)
        registry.kind("reports", ReportsFile, grouped=("dimensions", "measures", "reports"))
        registry.kind("dashboards", Dashboard)
        registry.question(REPORT)

    def declare(self, build: Build) -> None:
        """Reports have no records of their own."""

    def compile(self, build: Build) -> None:
        build.parts[self.name] = compile_reports(build)

    def connect(self, platform: Platform) -> None:
        platform.bootstrap.append(bootstrap)
        platform.routes += routes()


engine = ReportEngine()
