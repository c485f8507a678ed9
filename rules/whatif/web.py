"""What-if over HTTP: for administrators, who may change what they ask about."""

from __future__ import annotations

from typing import Any

from engine.web.request import Request, forbidden
from engine.web.route import TEXT, Route
from rules.whatif.asking import Question, ask
from rules.whatif.draft import published_files

PATH = "/api/apps/{app}/whatif"
MOST_DAYS = 366
BODY = {
    "type": "object",
    "properties": {
        "files": {"type": "object", "additionalProperties": {"type": ["string", "null"]}, "maxProperties": 500},
        "parameters": {"type": "object", "maxProperties": 200},
        "measures": {"type": "object", "additionalProperties": {"type": "string", "maxLength": 2000}},
        "days": {"type": "integer", "minimum": 0, "maximum": MOST_DAYS},
    },
    "additionalProperties": False,
}
ANSWER = {
    "type": "object",
    "required": ["app", "number", "now", "today", "elements", "missing"],
    "properties": {
        "app": TEXT,
        "number": {"type": "integer"},
        "now": TEXT,
        "today": TEXT,
        "elements": {"type": "array", "items": {"type": "object"}},
        "missing": {"type": "array", "items": TEXT},
        "history": {"type": "array", "items": {"type": "object"}},
    },
    "additionalProperties": False,
}


def routes() -> list[Route]:
    summary = "What would change with other rules or parameters; nothing is written"
    return [Route("POST", PATH, whatif, "long", summary, body=BODY, answer=ANSWER)]


def whatif(request: Request) -> dict[str, Any]:
    """``files`` replace texts of the version in force by their paths, null takes one away."""
    if not request.viewer.admin:
        raise forbidden()
    body, app = request.body, request.version.app
    files = published_files(request.platform, app)
    for path, text in body.get("files", {}).items():
        if text is None:
            files.pop(path, None)
        else:
            files[path] = text.encode()
    question = Question(app, files, body.get("parameters", {}), body.get("measures", {}), body.get("days", 0))
    return ask(request.platform, question, request.viewer, request.language)
