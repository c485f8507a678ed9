"""The schemas of each form's records, for the OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.access.viewer import Viewer
from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, File, Number, Reference, Type
from engine.plugin import AppVersion
from engine.web.route import OBJECT, Form
from forms.compiled import FieldPart, Sheet
from forms.records.visit import Visit, visits

Schema = dict[str, Any]
VERSION: Schema = {"type": ["integer", "null"], "minimum": 1, "maximum": 2**53}
LIST: Schema = {
    "type": "object",
    "required": ["records", "next"],
    "properties": {
        "records": {"type": "array", "items": OBJECT},
        "next": {"type": ["string", "null"]},
        "count": {"type": "object", "properties": {"value": {"type": "integer"}, "exact": {"type": "boolean"}}},
    },
}
REFERENCE: Schema = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}


def records_answer(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    """The list of each form."""
    for visit in visits(version, viewer):
        yield Form({"form": visit.form.name}, None, LIST)


def answers(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    """A record of each form, nothing sent."""
    for visit in visits(version, viewer):
        yield Form({"form": visit.form.name})


def bodies(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    """What may be written of a record of each form."""
    for visit in visits(version, viewer):
        schema = body_schema(visit, visit.sheet)
        yield Form({"form": visit.form.name}, {**schema, "properties": {"version": VERSION, **schema["properties"]}})


def body_schema(visit: Visit, sheet: Sheet) -> Schema:
    """The fields that the person can write; what may be left out or empty depends on the record."""
    fields = {name: _field(visit, part) for name, part in sheet.fields.items() if visit.writes(part, sheet)}
    return {"type": "object", "properties": fields, "maxProperties": 500}


def _field(visit: Visit, part: FieldPart) -> Schema:
    if part.rows is not None:
        schema = body_schema(visit, part.rows)
        properties = {"id": {"type": "string"}, **schema["properties"]}
        return {"type": ["array", "null"], "items": {**schema, "properties": properties}}
    assert part.attribute is not None
    schema = value_schema(part.attribute.type)
    return {"title": part.field.title, "anyOf": [schema, {"type": "null"}]}


def value_schema(type_: Type) -> Schema:
    """The wire form of a value."""
    match type_:
        case Number():
            return {"type": "number"}
        case Boolean():
            return {"type": "boolean"}
        case Date():
            return {"type": "string", "format": "date"}
        case DateTime():
            return {"type": "string", "format": "date-time"}
        case Choice():
            return {"enum": [*type_.names, ""]}
        case Choices():
            items = {"type": "string"} if type_.free else {"enum": list(type_.names)}
            return {"type": "array", "items": items}
        case Reference():
            return {"anyOf": [{"type": "string"}, REFERENCE]}
        case File():
            return {"type": "array", "items": REFERENCE}
    return {"type": "string"}
