"""Refusals told to a person: of other records and of hidden fields only what that person may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.access.records import labels
from engine.expressions.types import DATETIME, Reference
from engine.problems import Problem, Refused
from engine.records.codec import to_json
from forms.records.visit import Visit
from forms.rows import find_row, store_of
from forms.validation.duplicates import same_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = UnitOfWork | Reader

HIDDEN = "value.hidden"


def told_refusal(visit: Visit, at: At, refused: Refused) -> Refused:
    """The same refusal in the words that the person may read."""
    return Refused(told_problems(visit, at, refused.problems), refused.status)


def told_problems(visit: Visit, at: At, problems: Iterable[Problem]) -> list[Problem]:
    """Problems as the person may read them; what concerns hidden fields is one problem that names none."""
    found = [_told(visit, at, problem) for problem in problems]
    hidden = [problem for problem in found if problem.code == HIDDEN]
    return [problem for problem in found if problem.code != HIDDEN] + hidden[:1]


def _told(visit: Visit, at: At, problem: Problem) -> Problem:
    match problem.code:
        case "value.unknown":
            return problem
        case "record.conflict":
            return _conflict(visit, at, problem)
        case "check.failed" | "check.warned":
            return _without_path(problem) if _hidden(visit, problem) else problem
    if _hidden(visit, problem):
        return Problem(HIDDEN)
    match problem.code:
        case "value.not_unique":
            return _named(visit, at, problem, _holders(visit, at, problem))
        case "duplicate.found":
            return _named(visit, at, problem, _ids(problem))
    return problem


def _hidden(visit: Visit, problem: Problem) -> bool:
    """Whether a problem speaks of a field of the form that does not exist for the person."""
    path = str(problem.parameters.get("path", problem.address)).rpartition("/")[2]
    name, _, column = path.partition("[")
    part = visit.sheet.fields.get(name)
    if part is None:
        return name in visit.entity.attributes and visit.level(name) == "hide"
    inner = column.partition("].")[2]
    if part.rows is not None and inner in part.rows.fields and visit.level(inner, part.rows) == "hide":
        return True
    return visit.level(name) == "hide"


def _without_path(problem: Problem) -> Problem:
    return Problem(problem.code, {**problem.parameters, "path": ""}, problem.address)


def _named(visit: Visit, at: At, problem: Problem, ids: tuple[str, ...]) -> Problem:
    """With the records that are meant, those that the person sees."""
    known = [each["label"] for each in told_references(visit, at, visit.entity.name, ids)]
    if not known:
        return problem
    words = {"zh": "：" + "、".join(known), "en": ": " + ", ".join(known)}
    return Problem(problem.code, {**problem.parameters, "records": words}, problem.address)


def _ids(problem: Problem) -> tuple[str, ...]:
    found: Any = problem.parameters["ids"]
    return tuple(found)


def _holders(visit: Visit, at: At, problem: Problem) -> tuple[str, ...]:
    """The records of the form that hold a value already."""
    values: Any = problem.parameters["values"]
    if problem.parameters["entity"] != visit.entity.name:
        return ()
    own = str(problem.parameters["id"])
    return same_records(at.cursor, store_of(at, visit.entity), tuple(values), list(values.values()), own)


def _conflict(visit: Visit, at: At, problem: Problem) -> Problem:
    fields: Any = problem.parameters.get("fields", {})
    told = {name: _both(visit, at, name, each) for name, each in fields.items() if visit.shows(name)}
    return Problem(problem.code, {**problem.parameters, "fields": told}, problem.address)


def _both(visit: Visit, at: At, name: str, both: dict[str, Any]) -> dict[str, Any]:
    person = find_row(at, visit.version.catalog["user"], both["by"]) if both.get("by") else None
    return {
        "yours": _value(visit, at, name, both["yours"]),
        "theirs": _value(visit, at, name, both["theirs"]),
        "by": person["name"] if person else None,
        "at": to_json(DATETIME, both["at"]),
    }


def _value(visit: Visit, at: At, name: str, stored: Any) -> Any:
    attribute = visit.entity.attributes[name]
    if isinstance(attribute.type, Reference) and stored is not None:
        known = told_references(visit, at, attribute.type.entity, (stored,))
        return known[0] if known else None
    return to_json(attribute.type, stored)


def told_references(visit: Visit, at: Any, entity: str, ids: tuple[str, ...]) -> list[dict[str, str]]:
    """Records by id and label, those that the person sees."""
    found = labels(visit.version, visit.viewer, entity, ids, at)
    return [{"id": id_, "label": found[id_]} for id_ in ids if id_ in found]
