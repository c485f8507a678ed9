"""Gates in front of stages."""

from __future__ import annotations

from collections.abc import Iterator

from engine.problems import Problem
from forms.compiled import FieldPart
from forms.fields import StageField
from forms.validation.case import Case


def stages(case: Case) -> Iterator[Problem]:
    """A stage was entered without what it requires, or from where it cannot be entered.

    A record that is created in a late stage obeys what the stage requires, not whence it comes.
    """
    for part in case.parts(staged):
        stage = case.row.get(part.name)
        if stage is None or not case.changed(part.name):
            continue
        before = case.old.get(part.name) if case.old is not None else None
        if before != stage:
            yield from gate(case, part, stage, before)


def staged(part: FieldPart) -> bool:
    """Whether a field is a stage."""
    return isinstance(part.field, StageField)


def gate(case: Case, part: FieldPart, stage: str, before: str | None) -> Iterator[Problem]:
    """What stands in the way from one stage to another."""
    assert isinstance(part.field, StageField)
    option = part.field.options.get(stage)
    if option is None:
        return
    if option.from_ and before is not None and before not in option.from_:
        through = [title(part, name) for name in option.from_]
        yield case.problem("stage.from", part, now=title(part, before), stage=title(part, stage), through=through)
    for name in option.requires:
        needed = case.sheet.fields[name]
        if case.empty(needed):
            yield case.problem("stage.requires", needed, stage=title(part, stage))


def title(part: FieldPart, name: str) -> object:
    """What people call a stage, in every language."""
    return part.options.get(name, name)
