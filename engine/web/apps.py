"""What the UI needs to know of an app, in one call; and the description of all routes."""

from __future__ import annotations

from typing import Any, cast

from engine.plugin import AppVersion
from engine.web import openapi
from engine.web.request import Request
from engine.web.route import Route


def routes() -> list[Route]:
    return [
        Route("GET", "/api/openapi.json", describe, "read", "This description"),
        Route("GET", "/api/apps/{app}", bootstrap, "read", "What the signed-in person may use of an app"),
    ]


def describe(request: Request, reader: Any) -> dict[str, Any]:
    """The OpenAPI document of every active app, as far as the reader may know of it."""
    platform = request.platform
    versions = [cast(AppVersion, active.version) for active in platform.actives.values()]
    return openapi.document(platform.routes, versions, request.viewer)


def bootstrap(request: Request, reader: Any) -> dict[str, Any]:
    """The app's texts and what each engine tells of it."""
    version = request.version
    definition = version.definition
    app = definition.app
    told: dict[str, Any] = {
        "name": version.app,
        "title": definition.title(app, request.language),
        "version": str(app.version),
        "number": version.number,
        "language": str(app.language),
        "timezone": str(app.timezone),
        "currency": str(app.currency),
        "roles": {name: definition.title(role, request.language) for name, role in app.roles.items()},
    }
    for tell in request.platform.bootstrap:
        told |= tell(request, reader, version)
    told["menu"] = menu(request, told)
    return told


def menu(request: Request, told: dict[str, Any]) -> list[dict[str, Any]]:
    """The groups of the app's menu, with what this person may open; without a menu, every form."""
    definition = request.version.definition
    written = definition.app.menu or {"": tuple(told.get("forms", {}))}
    groups = [
        {
            "title": definition.text(f"app/menu/{title}", request.language, title),
            "items": [item for name in names if (item := _item(str(name), told)) is not None],
        }
        for title, names in written.items()
    ]
    return [group for group in groups if group["items"]]


def _item(name: str, told: dict[str, Any]) -> dict[str, Any] | None:
    if name == "inbox":
        return {"kind": "inbox", "name": "inbox", "icon": "inbox"}
    form, _, view = name.partition("/")
    if form in told.get("forms", {}):
        found = told["forms"][form]
        if view:
            shown = found["views"].get(view)
            return shown and {
                "kind": "view",
                "name": form,
                "view": view,
                "title": shown["title"],
                "icon": found["icon"],
            }
        return {"kind": "form", "name": form, "title": found["title"], "icon": found["icon"]}
    if name in told.get("dashboards", {}):
        return {
            "kind": "dashboard",
            "name": name,
            "title": told["dashboards"][name]["title"],
            "icon": "chart",
        }
    return None
