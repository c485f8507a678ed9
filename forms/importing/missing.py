"""Records that a file refers to and that are not there yet: planned like rows, made before them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.problems import Problem
from engine.records.ids import new_id
from engine.records.text import fold
from forms.importing.fields import importable
from forms.importing.lookup import naming
from forms.importing.planned import Planned
from forms.importing.planner import Planner
from forms.importing.reading import Row
from forms.records.visit import Visit, visit_to

if TYPE_CHECKING:
    from engine.records.readers import Reader


def creatable(visit: Visit, target: str) -> bool:
    """Whether the person can have missing records of an entity made, each from what a file calls it."""
    to = visit_to(visit.version, target, visit.viewer, visit.language)
    return to is not None and to.right("create") is not False and _called_by(to) is not None


def plan_missing(planner: Planner, at: Reader) -> Iterable[tuple[Visit, list[Planned]]]:
    """For each entity the records to create; the planner knows them from then on."""
    for target in dict.fromkeys(planner.references[name] for name in sorted(planner.choices.create_missing)):
        names = [name for name in sorted(planner.choices.create_missing) if planner.references.get(name) == target]
        visit = visit_to(planner.visit.version, target, planner.visit.viewer, planner.visit.language)
        if visit is not None:
            yield visit, _of_target(planner, visit, names, at)


def _of_target(planner: Planner, visit: Visit, names: list[str], at: Reader) -> list[Planned]:
    known: dict[str, Planned] = {}
    attribute = _called_by(visit)
    for name in names:
        for text in planner.missing(name) if name in planner.columns else ():
            planned = known.setdefault(fold(text), _planned(visit, attribute, text, new_id(at.now)))
            if not planned.troubles:
                planner.named[name].ids[fold(text)] = planned.id
    return list(known.values())


def _called_by(visit: Visit) -> str | None:
    """The field that a new record is called by: its label, or its unique text."""
    writable = importable(visit)
    names = [each.name for each in naming(visit, visit.entity) if each.name in writable]
    return names[-1] if names else None


def _planned(visit: Visit, attribute: str | None, text: str, id_: str) -> Planned:
    planned = Planned(-1, Row(0, [text], True), {}, id=id_)
    if attribute is None or visit.right("create") is False:
        planned.refuse(Problem("request.forbidden"))
    else:
        planned.values = {attribute: visit.sheet.fields[attribute].field.clean(text)}
    return planned


def cannot_create(planned: Planned) -> Problem:
    """Why a missing record is not created, for the rows that refer to it."""
    problem = planned.troubles[0].problem
    message = {language: problem.text(language) for language in ("zh", "en")}
    return Problem("import.cannot_create", {"value": planned.source.values[0], "message": message})
