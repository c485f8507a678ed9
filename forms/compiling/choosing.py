"""Which records and people may be chosen: as a condition on the record, and as one on the candidates."""

from __future__ import annotations

from dataclasses import replace

from engine.compiling import scope_in
from engine.definitions import Expression
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.tree import Aggregate, Among, Attribute, IsEmpty, Logical
from engine.expressions.types import BOOLEAN, USER, Reference
from engine.problems import Span
from engine.records.entity import Way
from forms.compiling.desk import Desk
from forms.fields import ReferenceField, UserField
from forms.rule import Rule

CANDIDATES = "candidates_of_the_field"
OPENING = f"any({CANDIDATES} where "


def chosen_where(desk: Desk, field: ReferenceField) -> tuple[Rule | None, Checked | None]:
    """``where`` of a reference: whether the chosen record meets it, and the condition beside a candidate.

    Beside a candidate bare names are the candidate's and ``this`` is the record outside (depth 1): the same
    reading as of ``where`` in an aggregate over all candidates, which is what is checked here.
    """
    target = desk.build.catalog.get(str(field.form))
    if field.where is None or target is None:
        return None, None
    way = Way(CANDIDATES, target.name, "id")
    entity = replace(desk.entity, ways={**desk.entity.ways, CANDIDATES: way})
    text = f"{OPENING}{field.where.text})"
    found = check(text, scope_in(desk.build, entity), "boolean", _opened(field.where), f"{field.address}/where")
    if not isinstance(found, Checked):
        desk.build.problems.extend(found)
        return None, None
    aggregate = found.tree
    if not isinstance(aggregate, Aggregate) or aggregate.where is None:
        return None, None
    chosen = Attribute(Reference(target.name), desk.entity.name, field.name)
    meets = replace(aggregate, base=chosen)
    return Rule(_or_empty(chosen, meets), desk.entity.name), Checked(aggregate.where, field.where.text)


def _or_empty(chosen: Attribute, meets: Aggregate) -> Checked:
    return Checked(Logical(BOOLEAN, "or", (IsEmpty(BOOLEAN, chosen), meets)))


def _opened(expression: Expression) -> Span:
    """The span of the text with the aggregate around it, so that columns inside stay right."""
    file, line, column, end_line, end_column = expression.span
    return Span(file, line, column - len(OPENING), end_line, end_column + 1)


def chosen_among(desk: Desk, field: UserField) -> tuple[Rule | None, Checked | None]:
    """``among`` of a person: whether the chosen one is among them, and the set of people itself."""
    people = desk.checked(field.among, "people", f"{field.address}/among")
    if people is None:
        return None, None
    chosen = Attribute(USER, desk.entity.name, field.name)
    belongs = Logical(BOOLEAN, "or", (IsEmpty(BOOLEAN, chosen), Among(BOOLEAN, chosen, people.tree)))
    return Rule(Checked(belongs), desk.entity.name), people
