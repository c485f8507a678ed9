"""One record, with its table rows and what the person may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from engine.records.query import LIMIT, ListQuery, list_records
from engine.records.query import get_record as read_record
from engine.web.request import not_found
from forms.compiled import FieldPart
from forms.records.buttons import pressable
from forms.records.moves import stage_states
from forms.records.showing import binds_of, shown_attribute, usual, usual_record
from forms.records.visit import Visit
from forms.rows import child_rows, find_row

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = UnitOfWork | Reader


def get_record(visit: Visit, at: At, id_: str) -> dict[str, Any]:
    """The record as the person sees it. Refused 404 where it is missing or hidden."""
    row = find_row(at, visit.entity, id_)
    if row is None or visit.right("see") is False:
        raise not_found()
    told = tell_record(visit, at, id_, usual_record(visit))
    if told is None:
        raise not_found()
    edit = visit.allowed("edit", row, at)
    told["_can"] = {"edit": edit, "delete": visit.allowed("delete", row, at)}
    told["_can"]["transfer"] = visit.allowed("transfer", row, at)
    told["_buttons"] = pressable(visit, at, row, edit)
    told["_stage"] = stage_states(visit, at, row, edit)
    return told


def tell_record(visit: Visit, at: Any, id_: str, query: ListQuery) -> dict[str, Any] | None:
    """The usual values of a record, rows included; None if the query does not find it."""
    found = read_record(at, visit.version.app, query, id_, binds_of(visit, at))
    if found is None:
        return None
    told: dict[str, Any] = orjson.loads(found)
    usual(visit).finish((told,))
    for name, part in visit.sheet.fields.items():
        if part.rows is not None and visit.shows(name):
            told[name] = _told_rows(visit, at, part, id_)
    return told


def _told_rows(visit: Visit, at: Any, part: FieldPart, id_: str) -> list[dict[str, Any]]:
    """The rows of a table as the person sees them, in their order."""
    assert part.rows is not None
    sheet, binds = part.rows, binds_of(visit, at)
    ids = [row["id"] for row in child_rows(at, visit.entity, part.name, id_)]
    shown = tuple(shown_attribute(visit, name, sheet) for name in sheet.fields if visit.level(name, sheet) != "hide")
    found: dict[str, dict[str, Any]] = {}
    for first in range(0, len(ids), LIMIT):
        some = tuple(ids[first : first + LIMIT])
        query = ListQuery(sheet.entity.name, shown, ids=some, limit=LIMIT, count=False)
        told = orjson.loads(list_records(at, visit.version.app, query, binds))
        found |= {row["id"]: row for row in told["records"]}
    return [found[id_] for id_ in ids if id_ in found]
