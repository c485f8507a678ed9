"""The completer of the unit of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.records.foresight import Foresight
from engine.records.store import Store
from forms.compiled import FieldPart, Sheet
from forms.completing.serials import next_serial, note_serial
from forms.facts import Facts
from forms.fields import SerialField, StageField
from forms.validation.wave import sheet_of

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

Values = Mapping[str, Any]
UNDRAWN = "…"


def complete(uow: UnitOfWork | Foresight, store: Store, values: Values) -> Values:
    """The values of a new record with all that nobody gave; what was given as empty stays empty.

    With foresight no serial number is drawn: a stand-in tells that there will be one.
    """
    sheet = sheet_of(uow, store.entity.app, store.entity.name)
    if sheet is None:
        return values
    filling, made = sheet.having(_filling), sheet.having(_made)
    if not (filling or made):
        return values
    row = {**store.blank, **values}
    facts = Facts(store.entity, row, uow, uow.actor.id)
    found = dict(values)
    for part in filling:
        _fill(part, facts, row, found)
    for part in made:
        _complete(uow, store, part, facts, row, found)
    return found


def _filling(part: FieldPart) -> bool:
    return bool(part.fill)


def _made(part: FieldPart) -> bool:
    made = part.default is not None or isinstance(part.field, SerialField | StageField)
    return made and part.attribute is not None and not part.derived


def filled(uow: UnitOfWork | Foresight, sheet: Sheet, row: Values, values: Values) -> Values:
    """Changed values with what the chosen records fill in besides."""
    changed = {**row, **values}
    facts = Facts(sheet.entity, changed, uow, uow.actor.id)
    found = dict(values)
    for name in values:
        part = sheet.fields.get(name)
        if part is not None and row.get(name) != values[name]:
            _fill(part, facts, changed, found)
    return found


def _fill(part: FieldPart, facts: Facts, row: dict[str, Any], found: dict[str, Any]) -> None:
    if not part.fill or found.get(part.name) is None:
        return
    for target, given in part.fill.items():
        if found.get(target) is None:
            row[target] = found[target] = facts.given(given)


def _complete(
    uow: UnitOfWork | Foresight, store: Store, part: FieldPart, facts: Facts, row: dict[str, Any], found: dict[str, Any]
) -> None:
    name, field = part.name, part.field
    if isinstance(field, SerialField):
        _number(uow, store, field, found)
    elif name in found:
        return
    elif part.default is not None:
        row[name] = facts.given(part.default)
        row[name] = found[name] = row[name] if _may_stand(part, facts) else None
    elif isinstance(field, StageField) and field.options:
        row[name] = found[name] = next(iter(field.options))


def _number(uow: UnitOfWork | Foresight, store: Store, field: SerialField, found: dict[str, Any]) -> None:
    given = found.get(field.name)
    if isinstance(uow, Foresight):
        found[field.name] = given or UNDRAWN
    elif given is None:
        found[field.name] = next_serial(uow, store, field)
    else:
        note_serial(uow, store, field, given)


def _may_stand(part: FieldPart, facts: Facts) -> bool:
    """Whether a default is one that might be chosen: ``=me`` is nobody's choice, so it is left out where it is not."""
    return facts.holds(part.among, True) and facts.holds(part.where, True)
