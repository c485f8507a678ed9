"""What the person has decided about an import: everything else is known from the file and the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.problems import Problem, Refused
from forms.compiled import FieldPart
from forms.importing import problems as _problems  # noqa: F401 (declares the problem codes)
from forms.importing.fields import form_key, importable, refers
from forms.importing.reading import Table
from forms.importing.similarity import nearest
from forms.records.visit import Visit

# How the orders of dates are called on the wire, beside the names of the reader itself.
DATE_FORMATS: Mapping[str, str] = {
    "YYYY-MM-DD": "Y-M-D",
    "YYYY/MM/DD": "Y-M-D",
    "MM/DD/YYYY": "M/D/Y",
    "DD/MM/YYYY": "D/M/Y",
}
WIRE_FORMATS = {"Y-M-D": "YYYY-MM-DD", "M/D/Y": "MM/DD/YYYY", "D/M/Y": "DD/MM/YYYY"}
NEAREST = {"zh": "是不是「{found}」？", "en": "did you mean “{found}”? "}


@dataclass(frozen=True)
class Choices:
    """``mapping``: field by column index; ``values``: by field, texts of the file and what they stand for;
    ``constants``: the same value in every row; ``date_formats``: by column index, as the reader names them.

    ``key``: the fields by which a row is known; a known row changes its record if ``update``, else is skipped.
    An empty cell leaves what the record has, unless ``clear`` says that it empties the field.
    """

    mapping: Mapping[int, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    create_missing: frozenset[str] = frozenset()
    date_formats: Mapping[int, str] = field(default_factory=dict)
    key: tuple[str, ...] = ()
    update: bool = False
    clear: bool = False


def read_choices(visit: Visit, table: Table, body: Mapping[str, Any]) -> Choices:
    """The choices in a body (see the HTTP shapes), kept to what the person may write. Refused with every problem."""
    known = importable(visit)
    mapping = {int(index): str(name) for index, name in body.get("mapping", {}).items() if name}
    constants = dict(body.get("constants", {}))
    key, update = _key(visit, mapping, constants, body)
    choices = Choices(
        mapping,
        {name: {str(text): str(to) for text, to in told.items()} for name, told in body.get("values", {}).items()},
        constants,
        frozenset(name for name in body.get("create_missing", ()) if name in known and refers(known[name])),
        {int(index): DATE_FORMATS.get(name, name) for index, name in body.get("date_formats", {}).items() if name},
        key,
        update,
        body.get("empty") == "clear",
    )
    if problems := list(_problems_of(visit, table, choices, known)):
        raise Refused(problems)
    return choices


def _key(
    visit: Visit, mapping: Mapping[int, str], constants: Mapping[str, Any], body: Mapping[str, Any]
) -> tuple[tuple[str, ...], bool]:
    """The key that the person chose, or the form's where the file has it."""
    if body.get("key") is not None:
        return tuple(map(str, body["key"])), bool(body.get("update", True))
    key, given = form_key(visit), {*mapping.values(), *constants}
    own = visit.form.definition.import_
    return (key, own is not None and own.update) if given.issuperset(key) else ((), False)


def _problems_of(visit: Visit, table: Table, choices: Choices, known: Mapping[str, FieldPart]) -> Iterator[Problem]:
    columns = {column.index for column in table.columns}
    for index in choices.mapping:
        if index not in columns:
            yield Problem("import.unknown_column", {"name": index, "nearest": "", "path": f"mapping.{index}"})
    for path, names in (("mapping", choices.mapping.values()), ("constants", choices.constants), ("key", choices.key)):
        for name in names:
            if name not in known:
                yield unknown_field(visit, name, known, path)
    mapped = list(choices.mapping.values())
    for name in sorted({name for name in mapped if mapped.count(name) > 1 and name in known}):
        yield Problem("import.mapped_twice", {"title": known[name].titles, "path": f"mapping.{name}"})
    if not mapped:
        yield Problem("import.nothing_mapped")
    for name in choices.key:
        if name in known and name not in mapped and name not in choices.constants:
            yield Problem("import.key_not_mapped", {"title": known[name].titles, "path": "key"})


def unknown_field(visit: Visit, name: str, known: Mapping[str, FieldPart], path: str) -> Problem:
    """The problem of a field that does not exist, or that the person may not write."""
    near = meant(nearest(name, [*known, *(title for part in known.values() for title in part.titles.values())]))
    parameters = {"form": visit.sheet.titles, "name": name[:80], "nearest": near, "path": f"{path}.{name[:80]}"}
    return Problem("import.unknown_field", parameters)


def meant(found: str | None) -> Mapping[str, str]:
    """The question whether something else was meant; empty if nothing is near."""
    return {language: text.format(found=found) if found else "" for language, text in NEAREST.items()}
