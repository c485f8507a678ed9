"""Forms over HTTP."""

from __future__ import annotations

from engine.web.route import Route
from forms.web import batch_routes, export_routes, file_routes, helper_routes, import_routes, record_routes
from forms.web.bootstrap import bootstrap
from forms.web.record_routes import list_records

__all__ = ["bootstrap", "list_records", "routes"]


def routes() -> list[Route]:
    """Every route of the form engine."""
    return [
        *record_routes.routes(),
        *batch_routes.routes(),
        *export_routes.routes(),
        *helper_routes.routes(),
        *file_routes.routes(),
        *import_routes.routes(),
    ]
