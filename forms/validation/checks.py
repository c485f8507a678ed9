"""Conditions over several fields."""

from __future__ import annotations

from collections.abc import Iterator

from engine.problems import Problem
from forms.compiled import CheckPart
from forms.validation.case import Case


def checks(case: Case) -> Iterator[Problem]:
    """A check that does not hold where it is demanded."""
    for part in case.sheet.checks:
        warns = part.check.level == "warn"
        if (warns and not case.advice) or not case.affects(part.holds, part.when):
            continue
        if not part.holds.reads.isdisjoint(case.skipped):
            continue
        facts = case.facts
        if facts.holds(part.when, True) and not facts.holds(part.holds):
            code = "check.warned" if warns else "check.failed"
            parameters = {"message": part.messages, "path": _path(case, part), "check": part.check.name}
            yield Problem(code, parameters, part.check.address)


def _path(case: Case, part: CheckPart) -> str:
    """The first field that the check reads: there it is shown."""
    name = next((name for name in case.sheet.fields if name in part.holds.reads), "")
    return f"{case.path}{name}"
