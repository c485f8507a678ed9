"""Planned rows become records: a piece at once, and where a row is refused, the others without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from engine.problems import Problem, Refused
from engine.records.store import Row
from forms.completing import filled
from forms.importing.planned import Planned
from forms.records.refusals import told_problems
from forms.records.rehearsal import field_of
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

OF_A_ROW = (403, 404, 409, 422)  # statuses that speak of a record, not of the database


def write_rows(visit: Visit, uow: UnitOfWork, planned: Sequence[Planned]) -> None:
    """Writes the rows that are to be created or changed; those that are refused get their troubles."""
    rows = [each for each in planned if each.operation in ("create", "update")]
    if rows:
        _write(visit, uow, rows)


def _write(visit: Visit, uow: UnitOfWork, rows: Sequence[Planned]) -> None:
    """Rows that are to blame for a refusal are tried alone, those between them together, in the order of the file."""
    try:
        with uow.isolated():
            written = [row for piece in _pieces(rows) for row in _write_piece(visit, uow, piece)]
            uow.finish()
            if not (visit.right("create") is visit.right("import") is True):
                for each, row in zip(rows, written, strict=True):
                    _demand_rights(visit, uow, each, row)
    except Refused as refused:
        if refused.status not in OF_A_ROW:
            raise
        if len(rows) == 1:
            for problem in told_problems(visit, uow, refused.problems):
                rows[0].refuse(problem, field_of(problem))
            return
        for part in _apart(rows, {problem.record for problem in refused.problems}):
            _write(visit, uow, part)


def _apart(rows: Sequence[Planned], blamed: set[str]) -> list[Sequence[Planned]]:
    """Smaller parts to try: halves where nobody can tell which rows are to blame."""
    if blamed.isdisjoint(each.id for each in rows):
        half = len(rows) // 2
        return [rows[:half], rows[half:]]
    parts: list[list[Planned]] = []
    for guilty, group in groupby(rows, lambda each: each.id in blamed):
        members = list(group)
        parts += [[each] for each in members] if guilty else [members]
    return list(parts)


def _pieces(rows: Sequence[Planned]) -> Iterator[list[Planned]]:
    """New records together, as long as no known one is changed between them: the order of the file counts."""
    for new, group in groupby(rows, lambda each: each.operation == "create"):
        members = list(group)
        yield from [members] if new else ([each] for each in members)


def _write_piece(visit: Visit, uow: UnitOfWork, piece: Sequence[Planned]) -> list[Row]:
    first = piece[0]
    if first.operation == "create":
        return uow.create_many(visit.entity, [each.values for each in piece], [each.id for each in piece])
    row = uow.get(visit.entity, first.id)
    if row is None:
        raise Refused((Problem("record.missing", {"title": visit.sheet.titles, "id": first.id}),), 404)
    return [uow.update(visit.entity, first.id, filled(uow, visit.sheet, row, first.values))]


def _demand_rights(visit: Visit, uow: UnitOfWork, planned: Planned, row: Row) -> None:
    """The rights that depend on the record, asked of it as it has become."""
    rights = ("create", "import") if planned.operation == "create" else ("import",)
    for right in rights:
        if visit.right(right) is not True and not visit.allowed(right, row, uow):  # type: ignore[arg-type]
            raise Refused((Problem("request.forbidden", record=planned.id),), 403)
