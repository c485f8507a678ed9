"""What editors of expressions ask while somebody types: for administrators, who see the whole definition."""

from __future__ import annotations

from typing import Any, get_args

from engine.compiling import scope_of
from engine.expressions.service import Place, Slot, told
from engine.expressions.service.place import EXPECTED
from engine.web.request import Request, forbidden, not_found
from engine.web.route import Route

PATH = "/api/apps/{app}/forms/{form}/expression"
BODY = {
    "type": "object",
    "properties": {
        "text": {"type": "string", "maxLength": 10_000},
        "at": {"type": "integer", "minimum": 0},
        "slot": {"enum": list(get_args(Slot))},
        "expected": {"enum": list(EXPECTED)},
        "changing": {"type": "boolean"},
    },
    "required": ["text"],
    "additionalProperties": False,
}


def routes() -> list[Route]:
    return [Route("POST", PATH, read, "read", "Completions, problems and the meaning of an expression", body=BODY)]


def read(request: Request, reader: Any) -> dict[str, Any]:
    """Everything about the text with the cursor after ``at`` characters, by default at its end."""
    if not request.viewer.admin:
        raise forbidden()
    version, body = request.version, request.body
    entity = version.catalog.get(request.path["form"])
    if entity is None:
        raise not_found()
    definition, text = version.definition, body["text"]
    scope = scope_of(definition, version.catalog, entity, changing=body.get("changing", False))
    place = Place(scope, EXPECTED[body.get("expected", "any")], body.get("slot", "expression"), definition.text)
    return told(text, min(body.get("at", len(text)), len(text)), place)
