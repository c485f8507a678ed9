"""Creating, editing, deleting and restoring records with the rights of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.problems import Problem, Refused
from engine.records.store import Row
from engine.web.request import forbidden, not_found
from forms.coercion import Coerced, coerce, unknown
from forms.compiled import FieldPart, Sheet
from forms.completing import filled
from forms.files.checking import check_files
from forms.records.references import check_references
from forms.records.refusals import told_refusal
from forms.records.rehearsal import Write, write_or_refuse
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

Body = Mapping[str, Any]


def create(visit: Visit, uow: UnitOfWork, body: Body) -> Row:
    """A new record, with all that follows from it. Refused with every problem at once."""
    if visit.right("create") is False:
        raise forbidden()
    coerced = read_body(visit, uow, body, None)
    _demand_required(visit, coerced, None)
    row = write(visit, uow, coerced, lambda values: uow.create(visit.entity, values))
    if not visit.allowed("create", row, uow):
        raise forbidden()
    return row


def create_together(visit: Visit, uow: UnitOfWork, bodies: Sequence[Body]) -> list[Row]:
    """New records at once, at a fraction of the cost. Refused as a whole, without a word about which is to blame."""
    if visit.right("create") is False:
        raise forbidden()
    found = read_bodies(visit, uow, [(body, None) for body in bodies])
    for coerced in found:
        _demand_required(visit, coerced, None)
    if problems := [problem for coerced in found for problem in coerced.problems]:
        raise Refused(problems)
    with uow.isolated():
        rows = uow.create_many(visit.entity, [coerced.values for coerced in found])
        uow.finish()
        if not all(visit.allowed("create", row, uow) for row in rows):
            raise forbidden()
    return rows


def edit(visit: Visit, uow: UnitOfWork, id_: str, body: Body) -> Row:
    """Changes a record; with a ``version`` only if nobody else edited it meanwhile (409)."""
    row = seen(visit, uow, id_)
    _demand_edit(visit, uow, row, body)
    coerced = read_body(visit, uow, body, row)
    _demand_required(visit, coerced, row)
    version = None if body.get("version") is None else int(body["version"])

    def update(values: dict[str, Any]) -> Row:
        return uow.update(visit.entity, id_, filled(uow, visit.sheet, row, values), version)

    return write(visit, uow, coerced, update)


def write(visit: Visit, uow: UnitOfWork, coerced: Coerced, run: Write) -> Row:
    """Writes, or refuses with every problem as the person may read it."""
    try:
        return write_or_refuse(uow, visit.sheet, coerced, run)
    except Refused as refused:
        raise told_refusal(visit, uow, refused) from refused


def delete(visit: Visit, uow: UnitOfWork, id_: str, version: int | None = None) -> None:
    """Puts a record into the recycle bin."""
    row = seen(visit, uow, id_)
    visit.demand("delete", row, uow)
    uow.delete(visit.entity, id_, version)
    uow.finish()


def restore(visit: Visit, uow: UnitOfWork, id_: str) -> Row:
    """Takes a record out of the recycle bin; asked of whoever may delete it."""
    row = uow.load(uow.store(visit.entity), id_)
    if row is None:
        raise not_found()
    visit.demand("delete", row, uow)
    found = uow.restore(visit.entity, id_)
    uow.finish()
    return found


def seen(visit: Visit, uow: UnitOfWork, id_: str) -> Row:
    """The row of a record that the person sees. Refused 404 otherwise."""
    row = uow.get(visit.entity, id_)
    if row is None or not visit.allowed("see", row, uow):
        raise not_found()
    return row


def _demand_edit(visit: Visit, uow: UnitOfWork, row: Row, body: Body) -> None:
    """Whoever may edit; for the owner alone also whoever may hand the record over."""
    if visit.allowed("edit", row, uow):
        return
    named = {name for name in body if name not in ("id", "version")}
    handed = named == {visit.entity.owner} and visit.allowed("transfer", row, uow)
    if not handed:
        raise forbidden()


def read_body(visit: Visit, uow: UnitOfWork, body: Body, row: Row | None) -> Coerced:
    """The values of a body in stored form, kept to the fields that the person may write."""
    return read_bodies(visit, uow, [(body, row)])[0]


def read_bodies(visit: Visit, uow: UnitOfWork, many: Sequence[tuple[Body, Row | None]]) -> list[Coerced]:
    """The values of some bodies, each with the record as it is."""
    found = [(_read(visit, uow, body, row), row) for body, row in many]
    check_references(visit, uow, found)
    for coerced, row in found:
        check_files(visit, uow, coerced, row)
    return [coerced for coerced, _ in found]


def _read(visit: Visit, uow: UnitOfWork, body: Body, row: Row | None) -> Coerced:
    found = coerce(visit.sheet, body)
    free = visit.free
    for name in [name for name in found.values if name not in free]:
        _keep_to_writable(visit, uow, found, name, row)
    for name in found.bad:
        if name in visit.sheet.fields and visit.level(name) == "hide":
            found.problems = [problem for problem in found.problems if _path(problem) != name]
            found.problems.append(unknown(name))
    return found


def _path(problem: Problem) -> str:
    return str(problem.parameters.get("path", ""))


def _keep_to_writable(visit: Visit, uow: UnitOfWork, found: Coerced, name: str, row: Row | None) -> None:
    part = visit.sheet.fields[name]
    if problem := _unwritable(visit, part, visit.sheet, name):
        found.values.pop(name)
        found.refuse(name, problem)
    elif part.readonly is not None and row is not None and visit.facts(row, uow).holds(part.readonly):
        found.values.pop(name)
        found.refuse(name, _readonly(part, name))
    elif part.rows is not None:
        _keep_rows(visit, uow, found, part, row)


def _keep_rows(visit: Visit, uow: UnitOfWork, found: Coerced, part: FieldPart, row: Row | None) -> None:
    """The columns that may be written; a row is known by its id only if it is one of this record's."""
    assert part.rows is not None
    present = uow.children(visit.entity, part.name, row["id"]) if row is not None else []
    own = {each["id"]: each for each in present}
    for number, values in enumerate(found.values[part.name]):
        path = f"{part.name}[{number}]."
        known = own.get(values.get("id", ""))
        if "id" in values and known is None:
            found.refuse(part.name, Problem("value.row_unknown", {"title": part.titles, "path": f"{path}id"}))
        for name in [name for name in values if name != "id"]:
            problem = _unwritable(visit, part.rows.fields[name], part.rows, f"{path}{name}")
            if problem is not None and (known is None or known[name] != values[name]):
                found.refuse(part.name, problem)
            if problem is not None:
                values.pop(name)
        if known is not None:
            values |= filled(uow, part.rows, known, values)


def _unwritable(visit: Visit, part: FieldPart, sheet: Sheet, path: str) -> Problem | None:
    """Why a person may not write a field; a hidden one does not exist for them."""
    level = visit.level(part.name, sheet)
    if level == "hide":
        return unknown(part.name, path.removesuffix(part.name))
    return None if visit.writes(part, sheet) else _readonly(part, path)


def _readonly(part: FieldPart, path: str) -> Problem:
    return Problem("value.readonly", {"title": part.titles, "path": path}, part.field.address)


def _demand_required(visit: Visit, coerced: Coerced, row: Row | None) -> None:
    """Fields that the person's roles must fill."""
    for part in visit.demanded:
        name = part.name
        given = coerced.values.get(name, None if row is None else row.get(name))
        asked = name in coerced.values or row is None
        if asked and given is None and name not in coerced.bad:
            parameters = {"title": part.titles, "path": name}
            coerced.problems.append(Problem("value.required", parameters, part.field.address))
