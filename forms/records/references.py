"""References in what people send: to records that they do not see there are none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from engine.access.records import allowed, may
from engine.expressions.types import Reference
from engine.problems import Problem
from engine.records.store import Row
from forms.coercion import Coerced
from forms.compiled import FieldPart
from forms.records.visit import Visit
from forms.rows import child_rows, find_row

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = UnitOfWork | Reader

Place = tuple[Coerced, dict[str, Any], FieldPart, str]


def check_references(visit: Visit, at: At, many: Iterable[tuple[Coerced, Row | None]]) -> None:
    """Takes out references to records that are missing or hidden from the person, alike; what stands may stay.

    ``many``: what is sent for some records, each with the row as it is.
    """
    given: dict[str, list[Place]] = {}
    for found, row in many:
        for values, part, path, before in _places(visit, at, found.values, row):
            assert part.attribute is not None and isinstance(part.attribute.type, Reference)
            value = values.get(part.name)
            if value is not None and before.get(part.name) != value:
                given.setdefault(part.attribute.type.entity, []).append((found, values, part, path))
    for entity, places in given.items():
        ids = {values[part.name] for _, values, part, _ in places}
        seen = _seen(visit, at, entity, ids)
        for found, values, part, path in places:
            if values[part.name] not in seen:
                values.pop(part.name)
                parameters = {"title": part.titles, "path": path}
                problem = Problem("value.reference_missing", parameters, part.field.address)
                found.refuse(path.partition("[")[0], problem)


def _seen(visit: Visit, at: At, entity: str, ids: set[str]) -> Collection[str]:
    """Those that the person sees: several by a query, one by its row, which what is derived asks for next anyway."""
    target = visit.version.catalog[entity]
    if len(ids) > 1 or target.app != visit.version.app:
        return allowed(visit.version, visit.viewer, "see", entity, ids, at)
    row = find_row(at, target, *ids)
    return ids if row is not None and may(visit.version, visit.viewer, "see", entity, row, at) else ()


def _places(
    visit: Visit, at: At, values: dict[str, Any], row: Row | None
) -> Iterator[tuple[dict[str, Any], FieldPart, str, Mapping[str, Any]]]:
    """Each reference with the values around it, its field, its path and what stood there before."""
    for part in visit.sheet.having(_concerned):
        name = part.name
        if name not in values:
            continue
        if part.rows is None:
            yield values, part, name, row or {}
            continue
        known = {each["id"]: each for each in child_rows(at, visit.entity, name, row["id"])} if row else {}
        for number, inner in enumerate(values[name]):
            before = known.get(inner.get("id", ""), {})
            for own in part.rows.having(_refers):
                yield inner, own, f"{name}[{number}].{own.name}", before


def _concerned(part: FieldPart) -> bool:
    return _refers(part) if part.rows is None else bool(part.rows.having(_refers))


def _refers(part: FieldPart) -> bool:
    return part.attribute is not None and isinstance(part.attribute.type, Reference)
