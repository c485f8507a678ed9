"""Why, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.access.evaluate import at_least, level
from engine.access.records import find, require
from engine.access.viewer import Viewer
from engine.plugin import AppVersion
from engine.problems import Problem, Refused
from engine.web.request import Request, not_found
from engine.web.route import OBJECT, TEXT, Form, Route
from rules.attributes import tag_attribute
from rules.definition import Tag
from rules.rule_set import RuleSet
from rules.why import explained
from rules.why.contributors import Looking
from rules.why.words import Words

if TYPE_CHECKING:
    from engine.records.readers import Reader

PATH = "/api/apps/{app}/forms/{form}/records/{id}/why/tags/{name}"
MAYBE_TEXT = {"type": ["string", "null"]}
RECORD = {
    "type": "object",
    "required": ["form", "id", "label"],
    "properties": {"form": TEXT, "id": TEXT, "label": TEXT},
}
CONDITION = {
    "type": "object",
    "required": ["op", "holds"],
    "properties": {
        "op": TEXT,
        "holds": {"type": "boolean"},
        "text": TEXT,
        "value": {},
        "bound": {},
        "from": {"type": "array", "items": RECORD},
        "hidden": {"type": "integer", "minimum": 0},
        "veiled": {"const": True},
        "items": {"type": "array", "items": OBJECT},
    },
    "additionalProperties": False,
}
PART = {
    "type": "object",
    "required": ["text", "gap"],
    "properties": {"text": TEXT, "gap": {"type": ["number", "null"]}},
    "additionalProperties": False,
}
MISSING = {
    "type": ["object", "null"],
    "required": ["parts", "at"],
    "properties": {"parts": {"type": "array", "items": PART}, "at": MAYBE_TEXT},
    "additionalProperties": False,
}
ANSWER = {
    "type": "object",
    "required": ["element", "title", "holds", "since", "lapses_at", "rule_version", "sentence", "condition", "missing"],
    "properties": {
        "element": TEXT,
        "title": TEXT,
        "holds": {"type": "boolean"},
        "since": TEXT,
        "lapses_at": MAYBE_TEXT,
        "rule_version": {"type": "integer", "minimum": 1},
        "sentence": TEXT,
        "condition": CONDITION,
        "missing": MISSING,
    },
    "additionalProperties": False,
}


def routes() -> list[Route]:
    return [Route("GET", PATH, why, "read", "Why a tag is on a record, or is not", answer=ANSWER, expand=_each)]


def why(request: Request, reader: Reader) -> dict[str, Any]:
    """The explanation for the reader. Refused 404 for what is missing or hidden, and for tags that people set."""
    version, viewer = request.version, request.viewer
    form, id, name = request.path["form"], request.path["id"], request.path["name"]
    tag = version.part("rules", RuleSet).tags.get(form, {}).get(name)
    if tag is None or form not in version.catalog:
        raise not_found()
    require(version, viewer, "see", form, id, reader)
    if tag.when is None:
        raise Refused((Problem("rule.no_why", {"element": _title(request, tag)}),), 404)
    if not at_least(level(version, form, tag_attribute(tag).name, viewer), "read"):
        raise not_found()
    entity = version.catalog[form]
    looking = Looking(version, entity, find(version, form, id, reader), viewer, reader)
    words = Words(version, request.language, reader.actives[version.app].zone)
    attribute = entity.attributes[tag_attribute(tag).name]
    return dict(explained(looking, reader, attribute, tag.address, _title(request, tag), words))


def _title(request: Request, tag: Tag) -> str:
    return request.version.definition.title(tag, request.language)


def _each(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    """One path for each tag that is kept by a rule and that the viewer may read."""
    for form, tags in version.part("rules", RuleSet).tags.items():
        for name, tag in tags.items():
            if tag.when is not None and at_least(level(version, form, tag_attribute(tag).name, viewer), "read"):
                yield Form({"form": form, "name": name}, answer=ANSWER)
