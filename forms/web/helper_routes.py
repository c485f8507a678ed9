"""What a form asks while it is filled in, and the story around a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from engine.expressions.checked import Checked
from engine.expressions.tree import Attribute, Comparison, Literal
from engine.expressions.types import BOOLEAN, Reference
from engine.problems import Problem, Refused
from engine.web.request import Request, not_found
from engine.web.route import TEXT, Answer, Route
from forms.live import live_form
from forms.records.choosing import choices
from forms.records.evaluation import evaluate_form
from forms.records.listing import list_json
from forms.records.reading import get_record
from forms.records.timeline import timeline
from forms.records.visit import Visit, visit_to
from forms.web.record_routes import BODY, FORM, LIST, RECORD, wish_of

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

CHOICES = f"{FORM}/fields/{{field}}/choices"
EVALUATE = {
    "type": "object",
    "properties": {"id": {"type": ["string", "null"]}, "values": BODY, "version": {"type": ["integer", "null"]}},
    "additionalProperties": False,
}


def routes() -> list[Route]:
    """The routes beside those of records."""
    return [
        Route("GET", f"{FORM}/live", live, "read", "What a browser computes of a form while it is filled in"),
        Route("POST", f"{FORM}/evaluate", evaluate, "write", "What a form would look like", body=EVALUATE),
        Route(
            "GET",
            f"{FORM}/fields/{{field}}/choices",
            choose,
            "read",
            "Records for a reference",
            {"q": TEXT, "values": TEXT},
        ),
        Route("GET", f"{RECORD}/related/{{back}}", related, "read", "Records that refer to one", LIST),
        Route("GET", f"{RECORD}/timeline", story, "read", "The story of a record", {"after": TEXT}),
    ]


def live(request: Request, reader: Reader) -> dict[str, Any]:
    return live_form(Visit.of(request), reader)


def evaluate(request: Request, uow: UnitOfWork) -> dict[str, Any]:
    body = request.body
    return evaluate_form(Visit.of(request), uow, body.get("id"), body.get("values", {}))


def choose(request: Request, reader: Reader) -> dict[str, Any]:
    try:
        values = orjson.loads(request.query.get("values") or "{}")
    except orjson.JSONDecodeError:
        values = None
    if not isinstance(values, dict):
        raise Refused((Problem("request.json"),), 400)
    search = request.query.get("q", "").strip()
    return {"records": choices(Visit.of(request), reader, request.path["field"], search, values)}


def related(request: Request, reader: Reader) -> Answer:
    """The list of the records at the end of a way back."""
    visit, id_ = Visit.of(request), request.path["id"]
    get_record(visit, reader, id_)
    way = visit.entity.ways.get(request.path["back"])
    target = None if way is None else visit_to(visit.version, way.entity, visit.viewer, visit.language)
    if way is None or target is None or way.kind != "back" or not target.known or visit.level(way.name) == "hide":
        raise not_found()
    link = Reference(visit.entity.name)
    here = Comparison(BOOLEAN, "=", Attribute(link, way.entity, way.attribute), Literal(link, id_))
    wish = wish_of(request)
    return Answer(raw=list_json(target, reader, type(wish)(**{**vars(wish), "also": Checked(here)})))


def story(request: Request, reader: Reader) -> dict[str, Any]:
    visit, id_ = Visit.of(request), request.path["id"]

    def more(before: int, limit: int) -> list[dict[str, Any]]:
        stories = request.platform.stories
        return [item for tell in stories for item in tell(request, reader, visit.entity.name, id_, before, limit)]

    return timeline(visit, reader, id_, request.query.get("after", ""), more)
