"""Where a record may go from its present stage, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.expressions.types import DATETIME
from engine.records.codec import to_json
from engine.records.store import Row
from forms.compiled import FieldPart
from forms.fields import StageField
from forms.records.visit import Visit
from forms.validation.case import Case
from forms.validation.stages import gate

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = UnitOfWork | Reader


def stage_states(visit: Visit, at: At, row: Row, edit: bool) -> dict[str, Any]:
    """For each readable stage: when it was entered, and each other stage with what stands in the way."""
    found = {}
    for part in visit.sheet.having(_staged):
        if visit.shows(part.name):
            entered = row.get(f"{part.name}.entered")
            found[part.name] = {
                "entered": to_json(DATETIME, entered),
                "moves": _moves(visit, at, row, part, edit and visit.writes(part)),
            }
    return found


def _staged(part: FieldPart) -> bool:
    return isinstance(part.field, StageField)


def _moves(visit: Visit, at: At, row: Row, part: FieldPart, may: bool) -> list[dict[str, Any]]:
    assert isinstance(part.field, StageField)
    case = Case(visit.sheet, row, row, None, at)
    now = row.get(part.name)
    found = []
    for name in part.field.options:
        if name == now or name in part.retired:
            continue
        problems = list(gate(case, part, name, now))
        missing = [str(problem.parameters["path"]) for problem in problems if problem.code == "stage.requires"]
        barred = next((problem for problem in problems if problem.code == "stage.from"), None)
        found.append(
            {
                "to": name,
                "allowed": may and not problems,
                "missing": [field for field in missing if visit.level(field) != "hide"],
                "reason": barred.text(visit.language) if barred else None,
            }
        )
    return found
