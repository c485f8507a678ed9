"""Fields that must be filled."""

from __future__ import annotations

from collections.abc import Iterator

from engine.problems import Problem
from forms.compiled import FieldPart
from forms.validation.case import Case


def required(case: Case) -> Iterator[Problem]:
    """A required field is empty although it is shown."""
    for part in case.parts(demanded):
        rule = part.required
        concerned = case.changed(part.name) or part.rows is not None or case.affects(rule, *part.visible)
        if concerned and case.empty(part) and case.facts.holds(rule) and case.visible(part):
            yield case.problem("value.required", part)


def demanded(part: FieldPart) -> bool:
    """Whether a field may have to be filled."""
    return part.required is not None and part.required.always is not False
