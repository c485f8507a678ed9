"""What a person is told of a file before anything is tried: how it was read, and everything that can be decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.expressions.types import Choice, Choices
from forms.compiled import FieldPart
from forms.importing.choices import WIRE_FORMATS
from forms.importing.fields import form_key, importable, refers
from forms.importing.files import Upload
from forms.importing.lookup import unique_sets
from forms.importing.matching import Match, matches_of
from forms.importing.missing import creatable
from forms.importing.reading import SourceColumn, Table
from forms.importing.reading.delimited import DELIMITERS, SPACE
from forms.importing.reading.encoding import LABELS
from forms.records.visit import Visit


def told_start(visit: Visit, upload: Upload, table: Table, language: str) -> dict[str, Any]:
    """How the file was read and what its columns become, each with its alternatives, for the person to confirm."""
    matches = matches_of(visit, table)
    return {
        "id": upload.id,
        "name": upload.name,
        "columns": [_column(column, found) for column, found in zip(table.columns, matches, strict=True)],
        "encoding": table.encoding,
        "encodings": list(LABELS.values()) if table.encoding else [],
        "delimiter": table.delimiter,
        "delimiters": [*DELIMITERS, SPACE] if table.delimiter else [],
        "sheets": [sheet.name for sheet in table.sheets],
        "sheet": table.sheet,
        "header": table.header_row,
        "rows": table.row_count,
        "fields": [_field(visit, part, language) for part in importable(visit).values()],
        "key": _key(visit),
        "remarks": [problem.to_json(language) for problem in table.problems],
    }


def _column(column: SourceColumn, found: Match) -> dict[str, Any]:
    wire = WIRE_FORMATS.get(column.date_format or "", column.date_format)
    return {
        "index": column.index,
        "title": column.title or column.name,
        "samples": list(column.samples),
        "kind": column.kind,
        "filled": column.filled,
        "misfits": column.misfits,
        "field": found.field,
        "confidence": found.confidence,
        "date_format": wire,
        "date_formats": [WIRE_FORMATS.get(each, each) for each in column.date_formats],
        "ambiguous": column.ambiguous,
    }


def _field(visit: Visit, part: FieldPart, language: str) -> dict[str, Any]:
    """``refers`` is the form of the records that it names, ``creates`` whether missing ones can be made."""
    target = refers(part)
    required = part.required is not None and part.required.always is True
    return {
        "name": part.name,
        "title": part.titles[language],
        "type": part.field.noun,
        "required": required or visit.level(part.name) == "required",
        "options": _options(part, language),
        "refers": target,
        "creates": target is not None and creatable(visit, target),
    }


def _options(part: FieldPart, language: str) -> list[dict[str, str]]:
    assert part.attribute is not None
    if not isinstance(part.attribute.type, Choice | Choices):
        return []
    return [{"name": name, "title": titles[language]} for name, titles in part.options.items()]


def _key(visit: Visit) -> dict[str, Any]:
    """By which fields a row means a record: as the form says, and what else could tell records apart."""
    own = visit.form.definition.import_
    return {
        "fields": list(form_key(visit)),
        "update": own is not None and own.update,
        "choices": [list(names) for names in dict.fromkeys(_keys(visit))],
    }


def _keys(visit: Visit) -> Iterator[tuple[str, ...]]:
    known = importable(visit)
    for names in (form_key(visit), *unique_sets(visit)):
        if names and known.keys() >= set(names):
            yield names
