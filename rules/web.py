"""Why, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import orjson

from engine.access.masking import UNSEEN
from engine.access.records import find as find_record
from engine.access.records import labels, require
from engine.access.viewer import Viewer
from engine.expressions.types import BOOLEAN, Boolean, Number, Type
from engine.people.finding import names_of
from engine.plugin import AppVersion
from engine.problems import Problem, Refused
from engine.records.codec import ValueProblem, from_json
from engine.web.request import Request, not_found
from engine.web.route import OBJECT, TEXT, Form, Route
from rules.rule_set import RuleSet
from rules.whatif import web as whatif
from rules.why.contributors import Looking
from rules.why.explaining import explain
from rules.why.subjects import Known, find, known, may_ask
from rules.why.telling import Telling
from rules.why.words import Words

if TYPE_CHECKING:
    from engine.records.readers import Reader

PATH = "/api/apps/{app}/forms/{form}/records/{id}/why/{kind}/{name}"
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
    "required": ["text", "gap", "change", "at"],
    "properties": {"text": TEXT, "gap": {"type": ["number", "null"]}, "change": MAYBE_TEXT, "at": MAYBE_TEXT},
    "additionalProperties": False,
}
MISSING = {
    "type": ["object", "null"],
    "required": ["parts", "at", "wanted", "sure"],
    "properties": {
        "parts": {"type": "array", "items": PART},
        "at": MAYBE_TEXT,
        "wanted": {},
        "sure": {"type": "boolean"},
    },
    "additionalProperties": False,
}
CLOCK = {
    "type": "object",
    "required": ["now", "today", "zone"],
    "properties": {"now": TEXT, "today": TEXT, "zone": TEXT},
    "additionalProperties": False,
}
PROPERTIES = {
    "element": TEXT,
    "title": TEXT,
    "holds": {"type": ["boolean", "null"]},
    "value": {},
    "since": MAYBE_TEXT,
    "lapses_at": MAYBE_TEXT,
    "rule_version": {"type": "integer", "minimum": 1},
    "clock": CLOCK,
    "sentence": TEXT,
    "condition": CONDITION,
    "missing": MISSING,
}
ANSWER = {
    "type": "object",
    "required": list(PROPERTIES),
    "properties": PROPERTIES,
    "additionalProperties": False,
}
QUERY = {"wanted": {"type": "string", "maxLength": 200}}


def routes() -> list[Route]:
    summary = "Why a derived value is what it is, and what it would take to be otherwise"
    asked = Route("GET", PATH, why, "read", summary, query=QUERY, answer=ANSWER, expand=_each)
    return [asked, *whatif.routes()]


def why(request: Request, reader: Reader) -> dict[str, Any]:
    """The explanation for the reader; ``wanted`` names another value: what it would take.

    Refused 404 for what is missing or hidden, and for tags that people set.
    """
    version, viewer = request.version, request.viewer
    form, id = request.path["form"], request.path["id"]
    one = _known(request)
    require(version, viewer, "see", form, id, reader)
    if one is None:
        raise _without_rule(request)
    row = find_record(version, form, id, reader)
    words = Words(version, request.language, reader.actives[version.app].zone, _label(request, reader))
    looking = Looking(version, version.catalog[form], row, viewer, reader)
    found = explain(looking, reader, one.subject(version, request.language), _wanted(request, one), words.field)
    if not one.shown and found.root.veiled:
        raise not_found()
    return Telling(found, words).answer()


def _known(request: Request) -> Known | None:
    path, version = request.path, request.version
    if path["form"] not in version.catalog:
        raise not_found()
    return find(version, request.viewer, path["form"], path["kind"], path["name"])


def _without_rule(request: Request) -> Refused:
    """The answer for what no rule keeps: tags that people set are told apart from what is unknown."""
    path, version = request.path, request.version
    tag = version.part("rules", RuleSet).tags.get(path["form"], {}).get(path["name"])
    if path["kind"] != "tags" or tag is None or tag.when is not None:
        return not_found()
    title = version.definition.title(tag, request.language)
    return Refused((Problem("rule.no_why", {"element": title}),), 404)


def _wanted(request: Request, one: Known) -> Any:
    """The value that is asked for: of a condition, that it holds."""
    text = request.query.get("wanted")
    if text is None:
        return True if one.formula.type == BOOLEAN else None
    try:
        return from_json(one.formula.type, _plain(one.formula.type, text))
    except ValueProblem as problem:
        raise Refused((problem.problem("wanted"),), 400) from problem


def _plain(type_: Type, text: str) -> Any:
    """The JSON value that stands in a query as text."""
    if isinstance(type_, Boolean | Number):
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            return text
    return text


def _label(request: Request, reader: Reader) -> Callable[[str, str], str]:
    """What records and people are called for the reader."""

    def called(entity: str, id: str) -> str:
        if entity == "user":
            return names_of(reader, (id,)).get(id, "")
        unseen = UNSEEN.get(request.language, UNSEEN["en"])
        return labels(request.version, request.viewer, entity, (id,), reader).get(id, unseen)

    return called


def _each(version: AppVersion, viewer: Viewer) -> Iterator[Form]:
    """One path for each derived value that the viewer may ask for."""
    for form, entity in version.catalog.items():
        if entity.app == version.app and entity.parent is None:
            for one in known(version, form):
                if may_ask(version, viewer, form, one):
                    yield Form({"form": form, "kind": one.kind, "name": one.name}, answer=ANSWER)
