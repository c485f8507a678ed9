"""Dashboards: their tiles and filters, as far as they exist for the reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.access.viewer import Viewer
from engine.plugin import AppVersion
from engine.problems import Refused
from engine.web.request import Request, not_found
from engine.web.route import TEXT, Form, Route, Schema
from reports.answering import ask, find
from reports.definition import Report, Tile, tile_of
from reports.running.offering import offered
from reports.running.reading import Reading
from reports.running.sight import Sight
from reports.running.telling import measure_column

if TYPE_CHECKING:
    from engine.records.readers import Reader

PATH = "/api/apps/{app}/dashboards/{name}"
OPTION: Schema = {"type": "object", "required": ["name", "title"], "properties": {"name": TEXT, "title": TEXT}}
FILTER: Schema = {
    "type": "object",
    "required": ["name", "title", "kind", "value", "options"],
    "properties": {
        "name": TEXT,
        "title": TEXT,
        "kind": {"enum": ["period", "choice", "person"]},
        "value": {"type": ["string", "null"]},
        "options": {"type": "array", "items": OPTION},
    },
}
CELL: Schema = {
    "type": "object",
    "required": ["report", "width"],
    "properties": {"report": TEXT, "width": {"type": "integer", "minimum": 1, "maximum": 4}},
}
HEAD: Schema = {"type": "object", "required": ["title", "kind"], "properties": {"title": TEXT, "kind": TEXT}}
ANSWER: Schema = {
    "type": "object",
    "required": ["title", "filters", "rows", "reports"],
    "properties": {
        "title": TEXT,
        "filters": {"type": "array", "items": FILTER},
        "rows": {"type": "array", "items": {"type": "array", "items": CELL}},
        "reports": {"type": "object", "additionalProperties": HEAD},
    },
}


def routes() -> list[Route]:
    return [Route("GET", PATH, told, "read", "A dashboard: its tiles and filters", answer=ANSWER, expand=_forms)]


def _forms(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    sight = Sight(version, viewer)
    for name, dashboard in sight.reports.dashboards.items():
        if sight.opens(dashboard):
            yield Form({"name": name}, None, ANSWER)


def bootstrap(request: Request, reader: Reader, version: AppVersion) -> dict[str, Any]:
    """``dashboards`` by name: those that the reader may open."""
    reading = Reading(version, request.viewer, request.language, reader)
    found = reading.reports.dashboards
    return {"dashboards": {name: {"title": reading.title(each)} for name, each in found.items() if reading.opens(each)}}


def told(request: Request, reader: Reader) -> dict[str, Any]:
    reading = Reading(request.version, request.viewer, request.language, reader)
    found = reading.reports.dashboards.get(request.path["name"])
    if found is None or not reading.opens(found):
        raise not_found()
    cells = [[cell for tile in map(tile_of, row) if (cell := _cell(reading, tile)) is not None] for row in found.rows]
    names = dict.fromkeys(cell["report"] for row in cells for cell in row)
    return {
        "title": reading.title(found),
        "filters": offered(reading, found),
        "rows": [row for row in cells if row],
        "reports": {name: _head(reading, report) for name in names if (report := find(reading, name)) is not None},
    }


def _cell(reading: Reading, tile: Tile) -> dict[str, Any] | None:
    """A tile; None where nothing of its report exists for the reader."""
    try:
        asking = ask(reading, str(tile.report))
        asking.report.require(asking)
    except Refused:
        return None
    return {"report": str(tile.report), "width": tile.width}


def _head(reading: Reading, report: Report) -> dict[str, Any]:
    """The title and kind; of one measure also its unit and format."""
    told: dict[str, Any] = {"title": reading.title(report), "kind": report.noun}
    measures = [measure for name in report.counted() if (measure := reading.measure(str(name))) is not None]
    if len(measures) == 1:
        column = measure_column(reading, measures[0])
        told |= {key: column[key] for key in ("unit", "format") if key in column}
    return told
