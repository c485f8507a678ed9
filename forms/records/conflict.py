"""Refusals told to a person: conflicts with both values, values taken already with whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.access.records import labels
from engine.expressions.types import DATETIME, Reference
from engine.problems import Problem, Refused
from engine.records.codec import to_json
from forms.records.visit import Visit
from forms.rows import find_row

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def told_conflict(visit: Visit, uow: UnitOfWork, refused: Refused) -> Refused:
    """The same refusal, with the values of a conflict as the person may see them."""
    if refused.status != 409:
        return refused
    return Refused([_told(visit, uow, problem) for problem in refused.problems], refused.status)


def _told(visit: Visit, uow: UnitOfWork, problem: Problem) -> Problem:
    fields = problem.parameters.get("fields")
    if problem.code != "record.conflict" or not isinstance(fields, dict):
        return problem
    told = {name: _both(visit, uow, name, each) for name, each in fields.items() if visit.shows(name)}
    return Problem(problem.code, {**problem.parameters, "fields": told}, problem.address)


def _both(visit: Visit, uow: UnitOfWork, name: str, both: dict[str, Any]) -> dict[str, Any]:
    person = find_row(uow, visit.version.catalog["user"], both["by"]) if both.get("by") else None
    return {
        "yours": _value(visit, uow, name, both["yours"]),
        "theirs": _value(visit, uow, name, both["theirs"]),
        "by": person["name"] if person else None,
        "at": to_json(DATETIME, both["at"]),
    }


def _value(visit: Visit, uow: UnitOfWork, name: str, stored: Any) -> Any:
    attribute = visit.entity.attributes[name]
    if isinstance(attribute.type, Reference) and stored is not None:
        known = told_references(visit, uow, attribute.type.entity, (stored,))
        return known[0] if known else None
    return to_json(attribute.type, stored)


def told_references(visit: Visit, uow: Any, entity: str, ids: tuple[str, ...]) -> list[dict[str, str]]:
    """Records by id and label, those that the person sees."""
    found = labels(visit.version, visit.viewer, entity, ids, uow)
    return [{"id": id_, "label": found[id_]} for id_ in ids if id_ in found]
