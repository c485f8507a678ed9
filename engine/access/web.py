"""Why somebody may or may not do something with a record, over HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.access.evaluate import condition, inputs_level
from engine.access.explain import Explanation, Reason, explain
from engine.access.policy import RIGHTS
from engine.access.records import find, require
from engine.access.viewer import Viewer
from engine.expressions.checked import Checked
from engine.expressions.types import USER, People
from engine.expressions.why import Condition
from engine.people.finding import names_of
from engine.people.lookup import by_id
from engine.plugin import AppVersion
from engine.records.codec import to_json
from engine.web.request import Request, forbidden, not_found
from engine.web.route import OBJECT, TEXT, Form, Route, Schema

PATH = "/api/apps/{app}/forms/{form}/records/{id}/access"
ANSWER = {
    "type": "object",
    "required": ["right", "allowed", "text", "reasons"],
    "properties": {
        "right": TEXT,
        "allowed": {"type": "boolean"},
        "text": TEXT,
        "reasons": {"type": "array", "items": OBJECT},
    },
}


def routes() -> list[Route]:
    """The route of an explanation, for every form."""
    query: dict[str, Schema] = {"right": {"enum": list(RIGHTS)}, "user": {"type": "string", "maxLength": 100}}
    return [Route("GET", PATH, told, "read", "Why one may", query=query, answer=ANSWER, expand=_forms)]


def _forms(version: AppVersion, viewer: Viewer) -> Iterable[Form]:
    for name, entity in version.catalog.items():
        if entity.app == version.app and entity.parent is None and condition(version, name, "see", viewer) is not False:
            yield Form({"form": name}, answer=ANSWER)


def told(request: Request, reader: Any) -> dict[str, Any]:
    """One's own rights to a record that one sees; an administrator asks about anybody and any record."""
    version, form, id = request.version, request.path["form"], request.path["id"]
    if form not in version.catalog or version.catalog[form].parent is not None:
        raise not_found()
    require(version, request.viewer, "see", form, id, reader)
    row = find(version, form, id, reader)
    about = _person(request, reader)
    right = next(each for each in RIGHTS if each == request.query.get("right", "see"))
    found = explain(version, about, right, form, row, reader)
    return _Telling(version, request.viewer, reader, request.language).explanation(found)


def _person(request: Request, reader: Any) -> Viewer:
    user = request.query.get("user", request.viewer.id)
    if user == request.viewer.id:
        return request.viewer
    if not request.viewer.admin:
        raise forbidden()
    found = by_id(reader.cursor, reader.dialect, user)
    if found is None:
        raise not_found()
    return found


@dataclass(frozen=True)
class _Telling:
    version: AppVersion
    reader: Viewer
    at: Any
    language: str

    def explanation(self, found: Explanation) -> dict[str, Any]:
        """The reasons; roles that one does not have concern administrators only."""
        shown = [reason for reason in found.reasons if reason.held or self.reader.admin]
        return {
            "right": found.right,
            "allowed": found.allowed,
            "text": self._said(found.text),
            "reasons": [self._reason(reason) for reason in shown],
        }

    def _reason(self, reason: Reason) -> dict[str, Any]:
        return {
            "role": reason.role,
            "text": self._said(reason.text),
            "held": reason.held,
            "holds": reason.holds,
            "through": reason.through or None,
            "address": reason.address,
            "condition": self._condition(reason.condition) if reason.condition is not None else None,
        }

    def _condition(self, found: Condition) -> dict[str, Any]:
        told = {"op": found.op, "text": self._said(found.text), "holds": found.holds}
        if found.items:
            return {**told, "items": [self._condition(item) for item in found.items]}
        if found.tree is None or inputs_level(self.version, Checked(found.tree), self.reader) != "read":
            return told
        return {**told, "value": self._value(found, found.value), "bound": self._value(found, found.bound)}

    def _value(self, found: Condition, value: Any) -> Any:
        if value is None or found.type is None or isinstance(found.type, People):
            return None
        if found.type == USER and isinstance(value, str):
            return {"id": value, "label": names_of(self.at, (value,)).get(value, "")}
        return to_json(found.type, value)

    def _said(self, texts: Mapping[str, str]) -> str:
        return texts["zh" if self.language == "zh" else "en"]
