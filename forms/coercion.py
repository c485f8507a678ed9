"""What people and programs send, read into stored form: every problem at once, each with its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.problems import Problem
from engine.records.codec import ValueProblem, from_json
from forms.compiled import FieldPart, Sheet

ROWS = {"zh": "行的列表", "en": "a list of rows"}
ROW = {"zh": "一行：字段和值", "en": "a row of fields and values"}
OWN = frozenset({"id", "version"})


@dataclass
class Coerced:
    """``values`` in stored form by field, tables as lists of rows; ``bad`` are the fields with a problem."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    bad: set[str] = field(default_factory=set)

    def refuse(self, name: str, problem: Problem) -> None:
        self.bad.add(name)
        self.problems.append(problem)


def coerce(sheet: Sheet, body: Mapping[str, Any], path: str = "") -> Coerced:
    """The values of a body; names that begin with ``_`` are what the server told of the record."""
    found = Coerced()
    for name, value in body.items():
        if name in OWN or name.startswith("_"):
            continue
        part = sheet.fields.get(name)
        if part is None:
            found.refuse(name, unknown(name, path))
        elif part.rows is not None:
            _rows(found, part, value, f"{path}{name}")
        else:
            _value(found, part, value, f"{path}{name}")
    return found


def unknown(name: str, path: str = "") -> Problem:
    """The problem of a field that does not exist, or that the person may not know of."""
    shown = name[:80]
    return Problem("value.unknown", {"name": shown, "path": f"{path}{shown}"})


def coerce_value(part: FieldPart, value: Any) -> Any:
    """One value in stored form. Raises ValueProblem."""
    assert part.attribute is not None
    return from_json(part.attribute.type, part.field.clean(value))


def _value(found: Coerced, part: FieldPart, value: Any, path: str) -> None:
    try:
        found.values[part.name] = coerce_value(part, value)
    except ValueProblem as wrong:
        parameters = {**wrong.parameters, "path": path, "title": part.titles}
        found.refuse(part.name, Problem(wrong.code, parameters, part.field.address))


def _rows(found: Coerced, part: FieldPart, value: Any, path: str) -> None:
    assert part.rows is not None
    if value is not None and not isinstance(value, list):
        found.refuse(part.name, _shape(part, path, ROWS))
        return
    rows = []
    for number, item in enumerate(value or ()):
        if not isinstance(item, Mapping):
            found.refuse(part.name, _shape(part, f"{path}[{number}]", ROW))
            continue
        row = coerce(part.rows, item, f"{path}[{number}].")
        for problem in row.problems:
            found.refuse(part.name, problem)
        own = {"id": item["id"]} if isinstance(item.get("id"), str) and item["id"] else {}
        rows.append({**own, **row.values})
    found.values[part.name] = rows


def _shape(part: FieldPart, path: str, expected: Mapping[str, str]) -> Problem:
    parameters = {"title": part.titles, "expected": expected, "path": path}
    return Problem("value.shape", parameters, part.field.address)
