"""What a value must obey by itself: its noun's constraints, its least and its greatest value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.expressions.types import Date, DateTime
from engine.problems import Problem
from engine.records.clock import moment, zone_of
from engine.records.codec import to_json
from forms.compiled import FieldPart
from forms.fields import PercentField
from forms.rule import Given
from forms.validation.case import Case


def bounds(case: Case) -> Iterator[Problem]:
    """A value that its field does not take. Values that are computed are no person's mistake: they have no bounds."""
    row = case.row
    for part in case.parts(bounded):
        value = row.get(part.name)
        if value is None:
            continue
        if part.constraints and case.changed(part.name):
            for constraint in part.constraints:
                if found := constraint(value):
                    yield case.problem(found[0], part, **found[1])
        least, most, more = part.bounds
        if more or (least is not None and value < least) or (most is not None and value > most):
            yield from _within(case, part, value)


def bounded(part: FieldPart) -> bool:
    """Whether a field takes only certain values."""
    given = part.least is not None or part.most is not None or part.constraints
    return bool(given) and part.attribute is not None and not part.derived


def _within(case: Case, part: FieldPart, value: Any) -> Iterator[Problem]:
    for bound, sign, codes in ((part.least, 1, LEAST), (part.most, -1, MOST)):
        if bound is None or not (case.changed(part.name) or case.affects(bound.rule)):
            continue
        limit = _limit(case, bound)
        if limit is not None and (value - limit) * sign < 0:
            assert part.attribute is not None
            code = codes[isinstance(part.attribute.type, Date | DateTime)]
            yield case.problem(code, part, limit=_shown(case, part, limit))


LEAST = ("value.too_small", "value.too_early")
MOST = ("value.too_great", "value.too_late")


def _limit(case: Case, bound: Given) -> Any:
    return bound.fixed if bound.rule is None else case.facts.given(bound)


def _shown(case: Case, part: FieldPart, limit: Any) -> str:
    assert part.attribute is not None
    type_ = part.attribute.type
    if isinstance(type_, DateTime):
        zone = case.at.actives[case.sheet.entity.app].zone
        return moment(limit).astimezone(zone_of(zone)).strftime("%Y-%m-%d %H:%M")
    told = to_json(type_, limit)
    if isinstance(part.field, PercentField):
        return f"{told * 100:g}%"
    return f"{told:,}".removesuffix(".0") if isinstance(told, int | float) else str(told)
