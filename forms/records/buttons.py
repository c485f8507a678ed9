"""Buttons of a record: which may be pressed now, and what happens then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.actions import ActionContext
from engine.problems import Problem, Refused
from engine.records.command import Cause
from engine.records.store import Row
from engine.web.request import forbidden, not_found
from forms.compiled import ButtonPart
from forms.completing import filled
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = UnitOfWork | Reader


def offered(visit: Visit, button: ButtonPart) -> bool:
    """Whether a button is for the person's roles at all."""
    roles = button.button.roles
    return not roles or visit.viewer.admin or not visit.viewer.roles(visit.version).isdisjoint(roles)


def pressable(visit: Visit, at: At, row: Row, edit: bool) -> list[str]:
    """The buttons that the person may press on a record now."""
    facts = visit.facts(row, at)
    return [
        name
        for name, button in visit.form.buttons.items()
        if offered(visit, button) and (edit or button.button.roles) and facts.holds(button.when, True)
    ]


def press(
    visit: Visit, uow: UnitOfWork, id_: str, name: str, values: Mapping[str, Any], version: int | None
) -> list[tuple[str, str]]:
    """Fills in what the button asks for, then does what it does; gives the records made: entity and id."""
    from forms.records.writing import read_body, seen, write

    row = seen(visit, uow, id_)
    button = visit.form.buttons.get(name)
    if button is None or not offered(visit, button):
        raise not_found()
    if name not in pressable(visit, uow, row, visit.allowed("edit", row, uow)):
        raise forbidden()
    unasked = [key for key in values if key not in button.button.ask]
    if unasked:
        raise Refused([Problem("value.unknown", {"name": key[:80], "path": key[:80]}) for key in unasked])
    context = ActionContext(visit.entity, id_, row)

    def act(asked: dict[str, Any]) -> Row:
        changed = filled(uow, visit.sheet, row, asked)
        written = uow.update(visit.entity, id_, changed, version)
        context.created.clear()
        context.extras.clear()
        context.row = dict(written)
        with uow.because(_cause(visit, button, id_)):
            button.actions.run(uow, context)
        return written

    write(visit, uow, read_body(visit, uow, values, row), act)
    return list(context.created)


def _cause(visit: Visit, button: ButtonPart, id_: str) -> Cause:
    element = button.button
    return Cause(
        "button",
        element.address,
        visit.version.app,
        visit.entity.name,
        id_,
        visit.version.number,
        element.title,
    )
