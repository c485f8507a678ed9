"""Options that may be chosen now."""

from __future__ import annotations

from collections.abc import Iterator

from engine.problems import Problem
from engine.records.codec import SEPARATOR
from forms.compiled import FieldPart
from forms.validation.case import Case


def choices(case: Case) -> Iterator[Problem]:
    """An option was chosen that is retired, or not offered for this record."""
    for part in case.parts(limited):
        if not case.changed(part.name):
            continue
        for name in sorted(_chosen(case, part)):
            if name in part.retired or not case.facts.holds(part.offered.get(name), True):
                yield case.problem("value.not_offered", part, option=part.options.get(name, name))


def limited(part: FieldPart) -> bool:
    """Whether not all options of a field may be chosen."""
    return bool(part.retired or part.offered)


def _chosen(case: Case, part: FieldPart) -> set[str]:
    before = (case.old or {}).get(part.name)
    return _names(case.row.get(part.name)) - _names(before)


def _names(stored: str | None) -> set[str]:
    return set(filter(None, (stored or "").split(SEPARATOR)))
