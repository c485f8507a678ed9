"""Many records over HTTP in one request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.access.viewer import Viewer
from engine.plugin import AppVersion
from engine.web.request import Request
from engine.web.route import OBJECT, Answer, Form, Route
from forms.records.batch import AT_ONCE, KIND, write_records
from forms.records.visit import Visit, visits
from forms.web.record_routes import RECORDS
from forms.web.schemas import VERSION, body_schema

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

LONGEST = 20_000
ON_ERROR = {"enum": ["stop", "skip"]}


def _body(record: Any) -> dict[str, Any]:
    records = {"type": "array", "items": record, "minItems": 1, "maxItems": LONGEST}
    return {
        "type": "object",
        "required": ["records"],
        "properties": {"records": records, "on_error": ON_ERROR},
        "additionalProperties": False,
    }


def routes() -> list[Route]:
    """The one route for many records."""
    body = _body({"type": "object", "maxProperties": 500})
    summary = f"Create and change many records; more than {AT_ONCE} as a job"
    return [Route("POST", f"{RECORDS}:batch", write, "write", summary, body=body, expand=bodies)]


def bodies(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    """What may be sent of each form."""
    for visit in visits(version, viewer):
        schema = body_schema(visit, visit.sheet)
        own = {"id": {"type": ["string", "null"]}, "version": VERSION}
        record = {**schema, "properties": {**own, **schema["properties"]}}
        yield Form({"form": visit.form.name}, _body(record), OBJECT)


def write(request: Request, uow: UnitOfWork) -> Answer | dict[str, Any]:
    """Results in the order sent, or 202 with the job that goes on with it."""
    visit = Visit.of(request)
    records, skip = request.body["records"], request.body.get("on_error") == "skip"
    if len(records) <= AT_ONCE:
        return {"results": write_records(visit, uow, records, skip)}
    payload = {"form": visit.form.name, "records": records, "skip": skip, "language": request.language}
    return Answer({"job": uow.enqueue(KIND, payload)}, 202)
