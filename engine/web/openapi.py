"""The OpenAPI 3.1 document, generated from the routes and from the forms that each has in the active apps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from engine.web.route import OBJECT, TEXT, Form, Route, Schema

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.plugin import AppVersion

_PARAMETER = re.compile(r"{(\w+)}")
_LIST = {"type": "array", "items": {"$ref": "#/components/schemas/Detail"}}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "problems"],
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "code": TEXT,
        "problems": _LIST,
    },
}
DETAIL = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {"code": TEXT, "message": TEXT, "hint": TEXT, "path": TEXT},
}
REFUSALS = ("400", "401", "403", "404", "409", "413", "422", "429", "503")


def document(routes: Iterable[Route], versions: Iterable[AppVersion], viewer: Viewer) -> dict[str, Any]:
    """Every route as the viewer may know it; path parameters that an app's version fixes are written out."""
    apps = tuple(versions)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        for form in _forms(route, apps, viewer):
            path = _written_out(route.path, form)
            paths.setdefault(path, {})[route.method.lower()] = _operation(route, form, path)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Dougong", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {"Problem": PROBLEM, "Detail": DETAIL},
            "securitySchemes": {
                "cookie": {"type": "apiKey", "in": "cookie", "name": "dougong_session"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def _written_out(path: str, form: Form) -> str:
    return _PARAMETER.sub(lambda found: form.path.get(found[1], found[0]), path)


def _forms(route: Route, apps: tuple[AppVersion, ...], viewer: Viewer) -> Iterator[Form]:
    if route.expand is not None:
        for version in apps:
            for form in route.expand(version, viewer):
                yield Form({"app": version.app, **form.path}, form.body, form.answer, form.query)
    elif "{app}" in route.path:
        for version in apps:
            yield Form({"app": version.app}, route.body, route.answer)
    else:
        yield Form({}, route.body, route.answer)


def _operation(route: Route, form: Form, path: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": f"{route.method.lower()} {path}",
        "summary": route.summary,
        "parameters": [*_path_parameters(path), *_query_parameters({**route.query, **form.query}), *_headers(route)],
        "responses": {str(route.status): _content(form.answer), **_refusals()},
        "security": [] if route.kind == "public" else [{"cookie": []}, {"token": []}],
    }
    if route.upload:
        file = {"type": "string", "format": "binary"}
        schema = {"type": "object", "required": ["file"], "properties": {"file": file}}
        told["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    elif form.body is not None:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": form.body}}}
    return told


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in _PARAMETER.findall(path)]


def _query_parameters(query: Mapping[str, Schema]) -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "schema": schema} for name, schema in query.items()]


def _headers(route: Route) -> list[dict[str, Any]]:
    if route.method == "GET" or route.kind not in ("write", "long"):
        return []
    names = ("X-CSRF-Token", "Idempotency-Key") if route.kind == "write" else ("X-CSRF-Token",)
    return [{"name": name, "in": "header", "schema": TEXT} for name in names]


def _content(schema: Any) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema or OBJECT}}}


def _refusals() -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": "", "content": problem} for status in REFUSALS}
