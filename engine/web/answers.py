"""JSON answers and problem+json, RFC 9457."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.responses import Response

from engine.problems import Problem, Refused
from engine.web.route import Answer, Route

NO_STORE = {"Cache-Control": "no-store"}


def answer(route: Route, result: Any) -> Response:
    """The response for what a handler returned."""
    if not isinstance(result, Answer):
        return Response(orjson.dumps(result), route.status, NO_STORE, "application/json")
    content = result.raw if result.raw is not None else orjson.dumps(result.content)
    return Response(content, result.status, {**NO_STORE, **result.headers}, result.media_type)


def kept(route: Route, result: Any) -> dict[str, Any]:
    """What a handler returned as JSON data, to be given again when the request is repeated under its key."""
    return dict(vars(result if isinstance(result, Answer) else Answer(result, route.status)))


def again(stored: Mapping[str, Any]) -> Answer:
    """The answer that ``kept`` made JSON data of."""
    return Answer(**stored)


def problem(refused: Refused, language: str) -> Response:
    """The response for a refusal; a conflict also names both values of each field."""
    first = refused.problems[0]
    body: dict[str, Any] = {
        "type": f"urn:dougong:problem:{first.code}",
        "title": first.text(language),
        "status": refused.status,
        "code": first.code,
        "problems": [told_problem(one, language) for one in refused.problems],
    }
    headers = dict(NO_STORE)
    if refused.status == 409:
        body |= {name: first.parameters[name] for name in ("version", "fields") if name in first.parameters}
    if "retry_after" in first.parameters:
        headers["Retry-After"] = str(first.parameters["retry_after"])
    return Response(orjson.dumps(body, default=str), refused.status, headers, "application/problem+json")


def told_problem(one: Problem, language: str) -> Mapping[str, Any]:
    """A problem on the wire: ``code message hint path``."""
    told = {"code": one.code, "message": one.text(language), "hint": one.hint(language)}
    if path := one.parameters.get("path", one.address):
        told["path"] = str(path)
    return told
