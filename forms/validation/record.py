"""All the rules of one record, in the order in which problems are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from engine.problems import Problem
from forms.compiled import Sheet
from forms.validation.bounds import bounded, bounds
from forms.validation.case import Case
from forms.validation.checks import checks
from forms.validation.choices import choices, limited
from forms.validation.duplicates import duplicates
from forms.validation.references import conditional, references
from forms.validation.required import demanded, required
from forms.validation.stages import staged, stages
from forms.validation.tables import counted, tables

Rules = Callable[[Case], Iterator[Problem]]
RULES: tuple[tuple[Rules, Callable[[Sheet], object]], ...] = (
    (required, lambda sheet: sheet.having(demanded)),
    (bounds, lambda sheet: sheet.having(bounded)),
    (choices, lambda sheet: sheet.having(limited)),
    (references, lambda sheet: sheet.having(conditional)),
    (stages, lambda sheet: sheet.having(staged)),
    (tables, lambda sheet: sheet.having(counted)),
    (checks, lambda sheet: sheet.checks),
    (duplicates, lambda sheet: sheet.duplicates),
)


def problems_of(case: Case) -> Iterator[Problem]:
    """Every problem of the record; rows of its tables are cases of their own."""
    for rules in rules_of(case.sheet):
        yield from rules(case)


@lru_cache(maxsize=1024)
def rules_of(sheet: Sheet) -> tuple[Rules, ...]:
    """The rules that have anything to say about records of a form."""
    return tuple(rules for rules, concerns in RULES if concerns(sheet))
