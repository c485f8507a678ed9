"""The validator of the unit of work: each change of a wave, at its fixpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.problems import Problem
from engine.records.change import Change
from forms.compiled import FormSet, Sheet
from forms.validation.case import Case
from forms.validation.record import problems_of

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork


def validate(uow: UnitOfWork, changes: Iterable[Change]) -> Iterator[Problem]:
    """The problems of what was written; what is only derived from it refuses nothing."""
    for change in changes:
        if change.operation != "delete" and change.cause.kind != "derived":
            sheet = sheet_of(uow, change.app, change.entity)
            if sheet is not None:
                for problem in problems_of(case_of(uow, sheet, change)):
                    yield replace(problem, record=change.id)


def sheet_of(uow: UnitOfWork | Reader, app: str, entity: str) -> Sheet | None:
    """The rules of an entity, if it is a form or one of its tables."""
    parts: Mapping[str, Any] = getattr(uow.actives[app].version, "parts", {})
    forms: FormSet | None = parts.get("forms")
    return None if forms is None else forms.sheets.get(entity)


def case_of(uow: UnitOfWork, sheet: Sheet, change: Change) -> Case:
    """A created or restored record is looked at as a whole."""
    touched = change.changed if change.operation == "update" else None
    path = row_path(sheet, change.after)
    return Case(sheet, change.after, change.before, touched, uow, uow.actor.id, path)


def row_path(sheet: Sheet, row: Mapping[str, Any]) -> str:
    """``needs[2].`` for a row of a table, nothing for a record."""
    entity = sheet.entity
    if entity.parent is None:
        return ""
    return f"{entity.name.removeprefix(entity.parent + '.')}[{row['position']}]."
