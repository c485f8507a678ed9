"""Lists as files over HTTP."""

from __future__ import annotations

from urllib.parse import quote

from engine.records.clock import moment, zone_of
from engine.web.request import Request
from engine.web.route import Answer, Route
from forms.exporting.fetching import export
from forms.exporting.writing import FILE_KINDS
from forms.records.visit import Visit
from forms.web.record_routes import LIST, RECORDS, wish_of

QUERY = {name: LIST[name] for name in ("view", "filter", "sort", "show", "q")}
FORMAT = {"format": {"enum": sorted(FILE_KINDS)}}


def routes() -> list[Route]:
    return [Route("GET", f"{RECORDS}:export", fetch, "long", "A list as a CSV or XLSX file", {**QUERY, **FORMAT})]


def fetch(request: Request) -> Answer:
    visit, name = Visit.of(request), str(request.query.get("format", "xlsx"))
    kind, wish = FILE_KINDS[name], wish_of(request)
    content = request.platform.readers.apart(lambda reader: export(visit, reader, wish, kind))
    definition = visit.version.definition
    title = definition.title(visit.form.definition, visit.language)
    day = moment(request.now).astimezone(zone_of(definition.app.timezone)).date()
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{title} {day}.{name}')}",
        "X-Content-Type-Options": "nosniff",
    }
    return Answer(raw=content, headers=headers, media_type=kind.media_type)
