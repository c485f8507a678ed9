"""Reports and dashboards over HTTP."""

from __future__ import annotations

from engine.web.route import Route
from reports.web import dashboard_routes, report_routes
from reports.web.dashboard_routes import bootstrap

__all__ = ["bootstrap", "routes"]


def routes() -> list[Route]:
    """Every route of the report engine."""
    return [*report_routes.routes(), *dashboard_routes.routes()]
