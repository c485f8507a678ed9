"""Writing as if: what a write would lead to, with everything that is wrong with it; nothing stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any

from engine.problems import Problem, Refused
from engine.records.derive.propagate import derive
from engine.records.store import Row
from forms.coercion import Coerced
from forms.compiled import Sheet
from forms.rows import child_rows
from forms.validation import Case, problems_of
from forms.validation.wave import row_path, sheet_of

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

Write = Callable[[dict[str, Any]], Row]
Look = Callable[[Row, frozenset[str]], list[Problem]]


class Done(Exception):
    """Ends a rehearsal, so that what it wrote is undone."""


def write_or_refuse(uow: UnitOfWork, sheet: Sheet, coerced: Coerced, write: Write) -> Row:
    """Writes the record with all that follows from it. Refused with every problem at once."""
    first: tuple[Problem, ...] = ()
    if not coerced.problems:
        try:
            with uow.isolated():
                row = write(coerced.values)
                uow.finish()
                return row
        except Refused as refused:
            if refused.status != 422:
                raise
            first = refused.problems
    rehearsed = rehearse(uow, coerced, write, lambda row, bad: list(wave_problems(uow, bad)))
    problems = [problem for problem in rehearsed if problem.severity == "error"]
    raise Refused(_once([*coerced.problems, *problems]) or first)


def rehearse(uow: UnitOfWork, coerced: Coerced, write: Write, look: Look) -> list[Problem]:
    """Writes what can be written, calls ``look`` with the row at its fixpoint, and undoes it.

    A value that the write itself refuses (taken already, no such record) is left out, told, and the rest tried
    again. Raises what is refused for another reason than a value.
    """
    problems: list[Problem] = []
    bad = set(coerced.bad)
    while True:
        try:
            with uow.isolated():
                row = write({name: value for name, value in coerced.values.items() if name not in bad})
                derive(uow)
                problems += look(row, frozenset(bad))
                raise Done
        except Done:
            return problems
        except Refused as refused:
            named = {field_of(problem) for problem in refused.problems} & (coerced.values.keys() - bad)
            if not named:
                raise
            problems += refused.problems
            bad |= named


def field_of(problem: Problem) -> str:
    """The field of the record that a problem speaks of."""
    path = str(problem.parameters.get("path", problem.address))
    return path.partition("[")[0].rpartition("/")[2]


def wave_problems(uow: UnitOfWork, skipped: frozenset[str]) -> Iterator[Problem]:
    """The problems of everything written in this wave, just as the validators tell them."""
    for touched in list(uow.wave.touched.values()):
        app, entity = touched.store.key
        sheet = sheet_of(uow, app, entity)
        if sheet is None or touched.operation == "delete" or not touched.edits:
            continue
        names = touched.changed() if touched.operation == "update" else None
        path = row_path(sheet, touched.row)
        own = skipped if not path else frozenset()
        yield from problems_of(Case(sheet, touched.row, touched.before, names, uow, uow.actor.id, path, skipped=own))


def whole_problems(uow: UnitOfWork, sheet: Sheet, row: Row, old: Row | None, skipped: frozenset[str]) -> list[Problem]:
    """The problems of a whole record and its rows, warnings too, whether touched or not."""
    me = uow.actor.id
    found = list(problems_of(Case(sheet, row, old, None, uow, me, advice=True, skipped=skipped)))
    for part in sheet.fields.values():
        if part.rows is None or part.name in skipped:
            continue
        for child in child_rows(uow, sheet.entity, part.name, row["id"]):
            path = row_path(part.rows, child)
            found += problems_of(Case(part.rows, child, child, None, uow, me, path, advice=True))
    return found


def _once(problems: Collection[Problem]) -> list[Problem]:
    """One problem for each code and place."""
    found: dict[tuple[str, object], Problem] = {}
    for problem in problems:
        found.setdefault((problem.code, problem.parameters.get("path", problem.address)), problem)
    return list(found.values())
