"""All the rules of one record, in the order in which problems are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.problems import Problem
from forms.validation.bounds import bounds
from forms.validation.case import Case
from forms.validation.checks import checks
from forms.validation.choices import choices
from forms.validation.duplicates import duplicates
from forms.validation.references import references
from forms.validation.required import required
from forms.validation.stages import stages
from forms.validation.tables import tables

Rules = Callable[[Case], Iterator[Problem]]
RULES: tuple[Rules, ...] = (required, bounds, choices, references, stages, tables, checks, duplicates)


def problems_of(case: Case) -> Iterator[Problem]:
    """Every problem of the record; rows of its tables are cases of their own."""
    for rules in RULES:
        yield from rules(case)
