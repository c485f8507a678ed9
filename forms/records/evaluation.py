"""What a form would look like with what has been typed so far: nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.problems import Problem
from engine.records.store import Row
from engine.web.request import forbidden
from forms.coercion import coerce
from forms.compiled import FieldPart, Sheet
from forms.completing import filled
from forms.facts import Facts
from forms.fields import SerialField
from forms.records.reading import tell_record
from forms.records.references import check_references
from forms.records.refusals import told_problems, told_references
from forms.records.rehearsal import rehearse, whole_problems
from forms.records.showing import usual
from forms.records.visit import Visit
from forms.records.writing import seen
from forms.rows import child_rows
from forms.validation.case import Case
from forms.validation.duplicates import found_duplicates
from forms.validation.wave import row_path

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

STATES = ("visible", "required", "readonly")


def evaluate_form(visit: Visit, uow: UnitOfWork, id_: str | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """``visible``, ``required``, ``readonly`` by field, ``values``, ``problems`` and ``duplicates``."""
    row = seen(visit, uow, id_) if id_ else None
    if row is None and visit.right("create") is False:
        raise forbidden()
    before = dict(row) if row is not None else None
    coerced = coerce(visit.sheet, {name: value for name, value in values.items() if _known(visit, name)})
    check_references(visit, uow, [(coerced, row)])
    answer: dict[str, Any] = {}

    def write(given: dict[str, Any]) -> Row:
        if before is None:
            return uow.create(visit.entity, given)
        return uow.update(visit.entity, before["id"], filled(uow, visit.sheet, before, given))

    def look(now: Row, bad: frozenset[str]) -> list[Problem]:
        answer.update(_states(visit, uow, now, before))
        answer["values"] = _values(visit, uow, now, before)
        answer["duplicates"] = _duplicates(visit, uow, now)
        return whole_problems(uow, visit.sheet, now, before, bad)

    problems = [*coerced.problems, *rehearse(uow, coerced, write, look)]
    answer["problems"] = [_told(visit, problem) for problem in told_problems(visit, uow, problems)]
    return answer


def _known(visit: Visit, name: str) -> bool:
    part = visit.sheet.fields.get(name)
    return part is not None and part.field.written and not part.derived and visit.level(name) != "hide"


def _states(visit: Visit, uow: UnitOfWork, row: Row, before: Row | None) -> dict[str, dict[str, bool]]:
    """What each readable field is now; of table rows those that a rule decides, as ``items[0].price``."""
    found: dict[str, dict[str, bool]] = {name: {} for name in STATES}
    _add_states(found, visit, visit.sheet, Facts(visit.entity, row, uow, visit.viewer.id, before), "", before is None)
    for name, part in visit.sheet.fields.items():
        if part.rows is not None and visit.shows(name):
            for child in child_rows(uow, visit.entity, name, row["id"]):
                facts = Facts(part.rows.entity, child, uow, visit.viewer.id)
                _add_states(found, visit, part.rows, facts, row_path(part.rows, child), before is None)
    return found


def _add_states(
    found: dict[str, dict[str, bool]], visit: Visit, sheet: Sheet, facts: Facts, path: str, new: bool
) -> None:
    for name, part in sheet.fields.items():
        level = visit.level(name, sheet)
        if level == "hide" or (path and not _ruled(part)):
            continue
        found["visible"][path + name] = all(facts.holds(rule) for rule in part.visible)
        found["required"][path + name] = level == "required" or facts.holds(part.required)
        fixed = not visit.writes(part, sheet) or (not new and facts.holds(part.readonly))
        found["readonly"][path + name] = fixed


def _ruled(part: FieldPart) -> bool:
    return bool(part.visible or part.required or part.readonly)


def _values(visit: Visit, uow: UnitOfWork, row: Row, before: Row | None) -> dict[str, Any]:
    """The record as it would be told; a serial number is given only when it is written."""
    told = tell_record(visit, uow, row["id"], usual(visit).base) or {}
    fields = visit.sheet.fields
    serials = [name for name, part in fields.items() if isinstance(part.field, SerialField)] if not before else []
    values = {name: value for name, value in told.items() if name in fields and name not in serials}
    if before is None:
        for name, part in fields.items():
            if part.rows is not None and name in values:
                values[name] = [{key: value for key, value in each.items() if key != "id"} for each in values[name]]
    return values


def _duplicates(visit: Visit, uow: UnitOfWork, row: Row) -> list[dict[str, Any]]:
    """What probably exists already; which record it is only where the person sees it."""
    found = []
    for same in found_duplicates(Case(visit.sheet, row, None, None, uow, visit.viewer.id), "block", "warn"):
        rule = same.part.duplicate
        records = told_references(visit, uow, visit.entity.name, same.ids)
        if records or rule.across == "all":
            found.append({"rule": rule.name, "do": str(rule.do), "records": records})
    return found


def _told(visit: Visit, problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": str(problem.parameters.get("path", problem.address)),
        "message": problem.text(visit.language),
        "hint": problem.hint(visit.language),
    }
