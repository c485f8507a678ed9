"""The inbox over HTTP."""

from __future__ import annotations

from typing import Any

from engine.problems import Problem, Refused
from engine.records.paging import read_token, write_token
from engine.tasks import store
from engine.tasks.boxes import LIMIT, Box, box_of, counts_of
from engine.tasks.completing import complete_task, concerns, reassign_task, take_task
from engine.tasks.kinds import kind_of
from engine.tasks.notices import mark_read
from engine.tasks.task import Task
from engine.tasks.telling import Telling
from engine.tasks.told_notices import told as told_notices
from engine.tasks.told_notices import unread_of
from engine.web.request import Request, not_found
from engine.web.route import OBJECT, TEXT, Route, Schema

TASKS = "/api/apps/{app}/tasks"
NOTICES = "/api/apps/{app}/notices"
BOXES: dict[str, Box] = {"todo": "todo", "done": "done", "team": "team"}
INTEGER = {"type": "integer", "minimum": 1, "maximum": 2**53}
NAME = {"type": "string", "minLength": 1, "maxLength": 100}
COMPLETE = {
    "type": "object",
    "properties": {
        "version": INTEGER,
        "outcome": {"type": ["string", "null"], "maxLength": 50},
        "opinion": {"type": ["string", "null"], "maxLength": 4000},
        "fields": {"type": "object", "maxProperties": 200},
    },
    "additionalProperties": False,
}
TAKE = {"type": "object", "properties": {"version": INTEGER}, "additionalProperties": False}
REASSIGN = {
    "type": "object",
    "required": ["to"],
    "properties": {"version": INTEGER, "to": NAME},
    "additionalProperties": False,
}
READ = {
    "type": "object",
    "required": ["ids"],
    "properties": {"ids": {"type": "array", "maxItems": 500, "items": NAME}},
    "additionalProperties": False,
}
PERSON = {"type": ["object", "null"], "properties": {"id": TEXT, "name": TEXT}}
TASK = {
    "type": "object",
    "required": ["id", "version", "title", "form", "record", "due", "overdue", "operations"],
    "properties": {
        "id": TEXT,
        "version": {"type": "integer"},
        "title": TEXT,
        "help": TEXT,
        "form": TEXT,
        "record": OBJECT,
        "due": {"type": ["string", "null"]},
        "overdue": {"type": "boolean"},
        "assignee": PERSON,
        "operations": {"type": "array", "items": TEXT},
    },
}
LIST = {
    "type": "object",
    "required": ["records", "next", "counts"],
    "properties": {
        "records": {"type": "array", "items": TASK},
        "next": {"type": ["string", "null"]},
        "counts": OBJECT,
    },
}
NOTICE_LIST = {
    "type": "object",
    "required": ["records", "unread"],
    "properties": {"records": {"type": "array", "items": OBJECT}, "unread": {"type": "integer"}},
}


def routes() -> list[Route]:
    """The routes of tasks and notices."""
    limit: Schema = {"type": "integer", "minimum": 1, "maximum": LIMIT}
    box: dict[str, Schema] = {
        "box": {"enum": list(BOXES)},
        "after": {"type": "string", "maxLength": 200},
        "limit": limit,
        "record": {"type": "string", "maxLength": 100},
    }
    return [
        Route("GET", TASKS, list_tasks, "read", "What one has to do", query=box, answer=LIST),
        Route("GET", TASKS + "/{id}", read_task, "read", "A task with what it asks for", answer=TASK),
        Route("POST", TASKS + "/{id}/complete", complete, "write", "Complete a task", body=COMPLETE, answer=TASK),
        Route("POST", TASKS + "/{id}/take", take, "write", "Take a task of several people", body=TAKE),
        Route("POST", TASKS + "/{id}/reassign", reassign, "write", "Hand a task on", body=REASSIGN),
        Route("GET", NOTICES, list_notices, "read", "What one was told", answer=NOTICE_LIST),
        Route("POST", NOTICES + "/read", read_notices, "write", "Mark notices as read", body=READ),
    ]


def list_tasks(request: Request, reader: Any) -> dict[str, Any]:
    """A page of a box of the inbox, perhaps of one record, and how much is in each box."""
    app, user = request.version.app, request.viewer.id
    box, limit = BOXES[request.query.get("box", "todo")], int(request.query.get("limit", LIMIT))
    record = request.query.get("record")
    found = box_of(reader, app, user, box, request.now, _after(request, reader), limit + 1, record)
    following = write_token(found[limit - 1].id) if len(found) > limit else None
    told = _telling(request, reader).tasks(found[:limit])
    return {"records": told, "next": following, "counts": vars(counts_of(reader, app, user, request.now))}


def _after(request: Request, reader: Any) -> Task | None:
    """The task behind which a page begins; one of somebody else's is refused as one that never was."""
    if not request.query.get("after"):
        return None
    found = store.find(reader, read_token(request.query["after"]))
    if found is None or found.app != request.version.app or not concerns(reader, found, request.viewer):
        raise Refused((Problem("query.cursor", {}),), 400)
    return found


def read_task(request: Request, reader: Any) -> dict[str, Any]:
    """A task that concerns the reader, with the fields and outcomes of its kind."""
    found = _find(request, reader)
    told = _telling(request, reader).tasks([found])[0]
    details = kind_of(request.platform, found).details(reader, found, request.viewer, request.language)
    return {"fields": {}, "outcomes": [], "values": {}, "steps": [], **told, **details}


def complete(request: Request, uow: Any) -> dict[str, Any]:
    """Completes a task of one's own; what follows from it has happened when the answer comes."""
    _find(request, uow)
    body = request.body
    done = complete_task(
        uow,
        request.path["id"],
        request.viewer,
        version=body.get("version"),
        outcome=body.get("outcome"),
        opinion=body.get("opinion"),
        fields=body.get("fields"),
    )
    return _telling(request, uow).tasks([done])[0]


def take(request: Request, uow: Any) -> dict[str, Any]:
    """Makes a task of several people one's own."""
    _find(request, uow)
    take_task(uow, request.path["id"], request.viewer, request.body.get("version"))
    return _telling(request, uow).tasks([_find(request, uow)])[0]


def reassign(request: Request, uow: Any) -> dict[str, Any]:
    """Hands a task on to somebody else."""
    _find(request, uow)
    to, version = request.body["to"], request.body.get("version")
    reassign_task(uow, request.path["id"], to, request.viewer, version)
    return {"id": request.path["id"]}


def list_notices(request: Request, reader: Any) -> dict[str, Any]:
    """What one was told last."""
    return told_notices(_telling(request, reader))


def read_notices(request: Request, uow: Any) -> dict[str, Any]:
    """Marks notices of one's own as read."""
    app, user = request.version.app, request.viewer.id
    mark_read(uow, app, user, request.body["ids"])
    return {"unread": unread_of(uow, app, user)}


def _find(request: Request, at: Any) -> Task:
    found = store.find(at, request.path["id"])
    if found is None or found.app != request.version.app or not concerns(at, found, request.viewer):
        raise not_found()
    return found


def _telling(request: Request, at: Any) -> Telling:
    return Telling(request.platform, at, request.version, request.viewer, request.language, request.now)
