"""Files in what people send: only those that were uploaded, and told as they were uploaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from engine.expressions.types import File
from engine.problems import Problem
from engine.records.store import Row
from forms.coercion import Coerced
from forms.compiled import FieldPart
from forms.files.registry import find_file
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def check_files(visit: Visit, uow: UnitOfWork, found: Coerced, row: Row | None) -> None:
    """Replaces what was sent of each file by what is known of it.

    A file may be put into a record by who uploaded it; one that the record holds already may stay.
    """
    for part in visit.sheet.having(_concerned):
        name = part.name
        if name not in found.values:
            continue
        if part.rows is not None:
            rows = {each["id"]: each for each in uow.children(visit.entity, name, row["id"])} if row else {}
            for number, values in enumerate(found.values[name]):
                held = rows.get(values.get("id", ""), {})
                for own in part.rows.having(_holds_files):
                    _check(visit, uow, found, own, values, own.name, held, f"{name}[{number}].{own.name}")
        else:
            _check(visit, uow, found, part, found.values, name, row or {}, name)


def _holds_files(part: FieldPart) -> bool:
    return part.attribute is not None and isinstance(part.attribute.type, File)


def _concerned(part: FieldPart) -> bool:
    return _holds_files(part) if part.rows is None else bool(part.rows.having(_holds_files))


def _check(
    visit: Visit,
    uow: UnitOfWork,
    found: Coerced,
    part: FieldPart,
    values: dict[str, str],
    name: str,
    held: Row,
    path: str,
) -> None:
    if not values.get(name):
        return
    kept = {item["id"] for item in orjson.loads(held.get(name) or "[]")}
    told = []
    for item in orjson.loads(values[name]):
        stored = find_file(uow.cursor, uow.dialect, item["id"])
        own = stored is not None and stored.app == visit.version.app and stored.created_by == visit.viewer.id
        if stored is None or not (own or item["id"] in kept):
            parameters = {"name": str(item.get("name"))[:80], "path": path}
            found.refuse(path.partition("[")[0], Problem("value.file_gone", parameters, part.field.address))
        else:
            told.append(stored.value())
    values[name] = orjson.dumps(told).decode()
