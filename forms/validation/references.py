"""Records and people that may be chosen."""

from __future__ import annotations

from collections.abc import Iterator

from engine.problems import Problem
from forms.compiled import FieldPart
from forms.fields import ReferenceField
from forms.rows import find_row
from forms.validation.case import Case

DEEPEST = 1000


def references(case: Case) -> Iterator[Problem]:
    """A record that does not meet its condition, a person not among those meant, a circle in a tree."""
    for part in case.parts(conditional):
        if case.row.get(part.name) is None:
            continue
        if part.where is not None and case.affects(part.where) and not case.facts.holds(part.where):
            yield case.problem("value.not_where", part)
        if part.among is not None and case.changed(part.name) and not case.facts.holds(part.among):
            yield case.problem("value.not_among", part)
        if _tree(part) and case.changed(part.name) and _above_itself(case, part):
            yield case.problem("value.own_ancestor", part)


def conditional(part: FieldPart) -> bool:
    """Whether not every record or person may be chosen."""
    given = part.where is not None or part.among is not None or _tree(part)
    return given and part.attribute is not None


def _tree(part: FieldPart) -> bool:
    return isinstance(part.field, ReferenceField) and part.field.tree


def _above_itself(case: Case, part: FieldPart) -> bool:
    above, seen = case.row[part.name], {case.row["id"]}
    for _ in range(DEEPEST):
        if above is None:
            return False
        if above in seen:
            return True
        seen.add(above)
        row = find_row(case.at, case.sheet.entity, above)
        above = None if row is None else row[part.name]
    return False
