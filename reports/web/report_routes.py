"""The answers of reports, and the records behind their marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import orjson

from engine.access.viewer import Viewer
from engine.expressions.checked import Checked
from engine.listing import Wish
from engine.plugin import AppVersion
from engine.web.request import Request, not_found
from engine.web.route import OBJECT, TEXT, Answer, Form, Route, Schema
from reports.answering import answer, filters_of, find, records
from reports.running.asking import Marked
from reports.running.reading import Reading
from reports.running.sight import Sight

if TYPE_CHECKING:
    from engine.records.readers import Reader

REPORT = "/api/apps/{app}/reports/{name}"
LONG = {"type": "string", "maxLength": 2000}
LIMIT = {"type": "integer", "minimum": 1, "maximum": 500}
RECORDS = {"at": LONG, "measure": TEXT, "filter": LONG, "sort": LONG, "show": LONG, "after": LONG, "limit": LIMIT}
COLUMN: Schema = {
    "type": "object",
    "required": ["name", "title", "type", "role"],
    "properties": {
        "name": TEXT,
        "title": TEXT,
        "type": TEXT,
        "role": {"enum": ["dimension", "measure"]},
        "format": TEXT,
        "unit": TEXT,
        "better": {"enum": ["high", "low"]},
    },
}
ANSWER: Schema = {
    "type": "object",
    "required": ["columns", "rows", "total", "lag_ms", "how"],
    "properties": {
        "columns": {"type": "array", "items": COLUMN},
        "rows": {"type": "array", "items": {"type": "object", "required": ["_at"], "properties": {"_at": TEXT}}},
        "total": {"type": ["object", "null"]},
        "lag_ms": {"type": "integer"},
        "how": TEXT,
    },
}
LIST: Schema = {
    "type": "object",
    "required": ["form", "records", "next", "count"],
    "properties": {
        "form": TEXT,
        "records": {"type": "array", "items": OBJECT},
        "next": {"type": ["string", "null"]},
        "count": {
            "type": "object",
            "required": ["value", "exact"],
            "properties": {"value": {"type": "integer"}, "exact": {"type": "boolean"}},
        },
    },
}


def routes() -> list[Route]:
    return [
        Route("GET", REPORT, told, "read", "The numbers of a report", {"filter": LONG}, answer=ANSWER, expand=_answers),
        Route(
            "GET",
            f"{REPORT}/records",
            behind,
            "read",
            "The records behind a mark of a report",
            RECORDS,
            answer=LIST,
            expand=_lists,
        ),
    ]


def _answers(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    return _forms(Sight(version, viewer), ANSWER)


def _lists(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    return _forms(Sight(version, viewer), LIST)


def _forms(sight: Sight, schema: Schema) -> Iterator[Form]:
    """Each report and measure that the person may open, with the filters of the app."""
    found = sight.reports
    query: dict[str, Schema] = {f"f.{name}": LONG for name in ("period", *found.dimensions)}
    for name in dict.fromkeys((*found.reports, *found.measures)):
        if _known(sight, name):
            yield Form({"name": name}, None, schema, query)


def _known(sight: Sight, name: str) -> bool:
    """Whether a report is for the person, and shows something that they may read."""
    report = find(sight, name)
    if report is None:
        return False
    return not report.show or any(sight.measure(str(measure)) is not None for measure in report.show)


def reading_of(request: Request, reader: Reader) -> Reading:
    """Who reads, in their language."""
    return Reading(request.version, request.viewer, request.language, reader)


def told(request: Request, reader: Reader) -> dict[str, Any]:
    name, filters = request.path["name"], filters_of(request.query)
    return answer(reader, request.version, request.viewer, name, filters, request.language)


def behind(request: Request, reader: Reader) -> Answer:
    """The list of the records, told by the engine that tells lists."""
    reading, query, name = reading_of(request, reader), request.query, request.path["name"]
    found = records(reading, name, query.get("at", ""), query.get("measure", ""), filters_of(query))
    tell = request.platform.list_records
    if tell is None:
        raise not_found()
    wish = Wish(
        sort=query.get("sort", ""),
        show=query.get("show", "") or ",".join(_drilled(reading, name, found)),
        limit=int(query.get("limit", 50)),
        after=query.get("after") or None,
        also=Checked(found.condition),
    )
    listed = tell(request, reader, found.entity, wish)
    return Answer(raw=b'{"form":' + orjson.dumps(found.entity) + b"," + listed[1:])


def _drilled(reading: Reading, name: str, found: Marked) -> list[str]:
    """What the report wants to be shown of its records, as far as the reader may see it."""
    report = find(reading, name)
    shown = [str(field) for field in report.drill] if report is not None else []
    return [field for field in shown if reading.expression(field, found.entity) is not None]
