"""Records over HTTP: list, read, create, edit, delete, restore, press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.listing import Wish
from engine.web.request import Request
from engine.web.route import OBJECT, TEXT, Answer, Route
from forms.records import buttons, writing
from forms.records.listing import list_json
from forms.records.reading import get_record
from forms.records.refusals import told_references
from forms.records.visit import Visit
from forms.web.schemas import VERSION, answers, bodies, records_answer

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

FORM = "/api/apps/{app}/forms/{form}"
RECORDS = f"{FORM}/records"
RECORD = f"{RECORDS}/{{id}}"
LIMIT = {"type": "integer", "minimum": 1, "maximum": 500}
LONG = {"type": "string", "maxLength": 2000}
LIST = {
    "view": TEXT,
    "filter": LONG,
    "sort": LONG,
    "show": LONG,
    "q": LONG,
    "totals": LONG,
    "after": LONG,
    "limit": LIMIT,
}
BODY = {"type": "object", "properties": {"version": VERSION}, "maxProperties": 500}
PRESS = {
    "type": "object",
    "properties": {"version": VERSION, "values": {"type": "object", "maxProperties": 500}},
    "additionalProperties": False,
}


def routes() -> list[Route]:
    """The routes of records."""
    return [
        Route("GET", RECORDS, list_, "read", "List records", LIST, expand=records_answer),
        Route("POST", RECORDS, create, "write", "Create a record", body=BODY, status=201, expand=bodies),
        Route("GET", RECORD, get, "read", "Read a record", expand=answers),
        Route("PATCH", RECORD, edit, "write", "Change a record", body=BODY, expand=bodies),
        Route("DELETE", RECORD, delete, "write", "Put a record into the recycle bin", expand=answers),
        Route("POST", f"{RECORD}/restore", restore, "write", "Take a record out of the recycle bin", expand=answers),
        Route("POST", f"{RECORD}/buttons/{{name}}", press, "write", "Press a button", body=PRESS, answer=OBJECT),
    ]


def wish_of(request: Request) -> Wish:
    """What the query of a request asks of a list."""
    query = request.query
    return Wish(
        view=query.get("view", ""),
        filter=query.get("filter", ""),
        sort=query.get("sort", ""),
        show=query.get("show", ""),
        search=query.get("q", "").strip(),
        totals=query.get("totals", ""),
        limit=int(query.get("limit", 50)),
        after=query.get("after") or None,
    )


def list_records(request: Request, reader: Reader, form: str, wish: Wish) -> bytes:
    """A list for other engines: see ``engine.listing``."""
    return list_json(Visit.at(request, form), reader, wish)


def list_(request: Request, reader: Reader) -> Answer:
    return Answer(raw=list_json(Visit.of(request), reader, wish_of(request)))


def get(request: Request, reader: Reader) -> dict[str, Any]:
    return get_record(Visit.of(request), reader, request.path["id"])


def create(request: Request, uow: UnitOfWork) -> Any:
    visit = Visit.of(request)
    row = writing.create(visit, uow, request.body)
    if not visit.allowed("see", row, uow):
        return {"id": row["id"], "version": row["version"]}
    return get_record(visit, uow, row["id"])


def edit(request: Request, uow: UnitOfWork) -> Any:
    visit = Visit.of(request)
    row = writing.edit(visit, uow, request.path["id"], request.body)
    if not visit.allowed("see", row, uow):
        return {"id": row["id"], "version": row["version"]}
    return get_record(visit, uow, row["id"])


def delete(request: Request, uow: UnitOfWork) -> dict[str, Any]:
    writing.delete(Visit.of(request), uow, request.path["id"])
    return {}


def restore(request: Request, uow: UnitOfWork) -> Any:
    visit = Visit.of(request)
    return get_record(visit, uow, writing.restore(visit, uow, request.path["id"])["id"])


def press(request: Request, uow: UnitOfWork) -> dict[str, Any]:
    visit, id_ = Visit.of(request), request.path["id"]
    values, version = request.body.get("values", {}), request.body.get("version")
    made = buttons.press(visit, uow, id_, request.path["name"], values, version)
    row = uow.get(visit.entity, id_)
    seen = row is not None and visit.allowed("see", row, uow)
    created = [{"form": form, **told} for form, new in made for told in told_references(visit, uow, form, (new,))]
    return {"record": get_record(visit, uow, id_) if seen else None, "created": created}
