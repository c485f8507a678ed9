"""The fields of a form that a file can fill, and the words by which a file may call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.access.evaluate import at_least
from engine.expressions.types import File, Reference
from forms.compiled import FieldPart
from forms.fields import SerialField
from forms.importing.similarity import plain_title
from forms.records.visit import Visit


@dataclass(frozen=True)
class Candidate:
    """A field with the plain titles that it goes by."""

    part: FieldPart
    titles: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.part.name


def importable(visit: Visit) -> Mapping[str, FieldPart]:
    """The fields that the person may fill from a file; numbers of a series may be brought along."""
    return {name: part for name, part in visit.sheet.fields.items() if _fits(visit, part)}


def _fits(visit: Visit, part: FieldPart) -> bool:
    if part.attribute is None or part.rows is not None or isinstance(part.attribute.type, File):
        return False
    brought = isinstance(part.field, SerialField) and at_least(visit.level(part.name), "required")
    return brought or visit.writes(part)


def candidates(visit: Visit) -> tuple[Candidate, ...]:
    """What columns can become."""
    return tuple(
        Candidate(part, tuple(dict.fromkeys(plain_title(word) for word in (name, *part.titles.values()))))
        for name, part in importable(visit).items()
    )


def explicit(visit: Visit) -> Mapping[str, str]:
    """Titles of columns that the form itself names, by plain title."""
    found = visit.form.definition.import_
    return {} if found is None else {plain_title(title): str(name) for title, name in found.match.items()}


def form_key(visit: Visit) -> tuple[str, ...]:
    """The fields that tell which record a row means, as the form says."""
    found = visit.form.definition.import_
    return () if found is None else tuple(map(str, found.key_))


def refers(part: FieldPart) -> str | None:
    """The entity to which a field refers."""
    type_ = part.attribute.type if part.attribute is not None else None
    return type_.entity if isinstance(type_, Reference) else None
