"""Records that may be chosen for a reference, people that may be chosen for a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson

from engine.access.evaluate import condition
from engine.access.guard import readable
from engine.expressions.checked import Checked
from engine.expressions.tree import Among, Attribute, Literal, Node, rebuild
from engine.expressions.types import BOOLEAN, USER, Reference
from engine.records.query import ListQuery, list_records
from engine.web.request import not_found
from forms.coercion import coerce
from forms.compiled import FieldPart, Sheet
from forms.records.references import check_references
from forms.records.showing import LABEL, binds_of, label_shown
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.readers import Reader

MOST = 20


def choices(visit: Visit, reader: Reader, path: str, search: str, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records that may be chosen for a field (``items.product`` for a column), those found by ``search``.

    ``body`` are the values of the form so far, on which a condition may depend.
    """
    sheet, part, row = _find(visit, reader, path, body)
    if part.attribute is None or not isinstance(part.attribute.type, Reference):
        raise not_found()
    entity = visit.version.catalog[part.attribute.type.entity]
    see = condition(visit.version, entity.name, "see", visit.viewer)
    chosen = _condition(part, sheet, row)
    if see is False:
        return []
    conditions = tuple(each for each in (see, chosen, _active(entity.name)) if isinstance(each, Checked))
    shown = (label_shown(visit.version, visit.viewer, entity.name, visit.language),)
    searched = readable(visit.version, entity.name, visit.viewer)
    query = ListQuery(entity.name, shown, conditions, limit=MOST, search=search, searched=searched, count=False)
    told = orjson.loads(list_records(reader, visit.version.app, query, binds_of(visit, reader)))
    return [{"id": record["id"], "label": _label(record)} for record in told["records"]]


def _find(
    visit: Visit, reader: Reader, path: str, body: Mapping[str, Any]
) -> tuple[Sheet, FieldPart, Mapping[str, Any]]:
    """The field of a path, its sheet, and the values beside it in stored form."""
    name, _, column = path.partition(".")
    part = visit.sheet.fields.get(name)
    if part is None or not visit.shows(name):
        raise not_found()
    rows = {} if part.rows is None else {name: [body.get("row", {})]}
    found = coerce(visit.sheet, {**body, **rows})
    check_references(visit, reader, [(found, None)])
    if part.rows is None:
        return visit.sheet, part, found.values
    own = part.rows.fields.get(column)
    if own is None or not visit.shows(column, part.rows):
        raise not_found()
    inner: Mapping[str, Any] = next(iter(found.values[name]), {})
    outer = {f"parent.{key}": value for key, value in found.values.items()}
    return part.rows, own, {**outer, **inner}


def _active(entity: str) -> Checked | None:
    """People who have left are not offered."""
    if entity != "user":
        return None
    return Checked(Attribute(BOOLEAN, "user", "active"))


def _condition(part: FieldPart, sheet: Sheet, row: Mapping[str, Any]) -> Checked | None:
    """The condition of the field beside a candidate, with the form's values in their places."""
    if part.candidates is not None:
        return Checked(bound(part.candidates.tree, row, 1))
    if part.people is not None:
        people = bound(part.people.tree, row, 0)
        return Checked(Among(BOOLEAN, Attribute(USER, "user", "id"), people))
    return None


def bound(node: Node, row: Mapping[str, Any], depth: int) -> Node:
    """The node with the attributes of the record ``depth`` outwards replaced by their values."""
    if isinstance(node, Attribute) and node.depth == depth:
        return Literal(node.type, row.get(node.name))
    if type(node).__name__ == "Path":
        inner = _parent_value(node, row, depth)
        if inner is not None:
            return inner
    return rebuild(node, lambda child, entered: bound(child, row, depth + entered))


def _parent_value(node: Any, row: Mapping[str, Any], depth: int) -> Node | None:
    """``parent.customer`` in a row that is not stored yet: the value of the form around it."""
    reference, value = node.reference, node.value
    outer = isinstance(reference, Attribute) and reference.name == "parent" and reference.depth == depth
    if outer and isinstance(value, Attribute) and value.depth == 0:
        return Literal(value.type, row.get(f"parent.{value.name}"))
    return None


def _label(record: Mapping[str, Any]) -> str:
    return str(record["id"] if record[LABEL] is None else record[LABEL])
