"""The schemas of each form's records, for the OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, File, Number, Reference, Type
from engine.plugin import AppVersion
from engine.web.route import OBJECT, Form
from forms.compiled import FieldPart, FormSet, Sheet

Schema = dict[str, Any]
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


def records_answer(version: AppVersion) -> Iterator[Form]:
    """The list of each form."""
    for name in version.part("forms", FormSet).forms:
        yield Form({"form": name}, None, LIST)


def answers(version: AppVersion) -> Iterator[Form]:
    """A record of each form, nothing sent."""
    for name in version.part("forms", FormSet).forms:
        yield Form({"form": name})


def bodies(version: AppVersion) -> Iterator[Form]:
    """What may be written of a record of each form."""
    for name, form in version.part("forms", FormSet).forms.items():
        yield Form({"form": name}, body_schema(form.sheet))


def body_schema(sheet: Sheet) -> Schema:
    """The fields that can be written; what may be left out or empty depends on the record and the person."""
    fields = {name: _field(part) for name, part in sheet.fields.items() if part.written}
    return {"type": "object", "properties": {"version": {"type": "integer"}, **fields}, "maxProperties": 500}


def _field(part: FieldPart) -> Schema:
    if part.rows is not None:
        return {"type": ["array", "null"], "items": body_schema(part.rows)}
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
