"""The story of a record: what was changed, by whom and why, and the records that came to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa

from engine.access.labels import referred_label
from engine.access.records import labels
from engine.actions.wording import wording_of
from engine.causes import cause_title
from engine.expressions.checked import Checked
from engine.expressions.tree import Attribute, Comparison, Literal
from engine.expressions.types import BOOLEAN, DATETIME, File, Reference
from engine.problems import Problem, Refused
from engine.records import kernel
from engine.records.codec import ValueProblem, from_json, to_json
from engine.records.dialect import Dialect
from engine.records.entity import Way
from engine.records.paging import Sort
from engine.records.query import list_records
from engine.records.statement import Statement
from engine.records.viewing import Shown
from engine.web.request import not_found
from forms.records.showing import LABEL, binds_of, showing
from forms.records.visit import Visit, visit_to
from forms.rows import find_row

if TYPE_CHECKING:
    from engine.records.readers import Reader

PAGE = 30
BETWEEN = {"zh": "；", "en": "; "}
COLON = {"zh": "{title}：{before} → {after}", "en": "{title}: {before} → {after}"}
FAR = 2**62
TITLES = {
    "create": {"zh": "新建", "en": "Created"},
    "update": {"zh": "修改", "en": "Changed"},
    "tagged": {"zh": "加上标签", "en": "Tagged"},
    "untagged": {"zh": "去掉标签", "en": "Tag removed"},
    "tags": {"zh": "标签有变化", "en": "Tags changed"},
    "delete": {"zh": "删除", "en": "Deleted"},
    "restore": {"zh": "恢复", "en": "Restored"},
}


def timeline(
    visit: Visit, reader: Reader, id_: str, after: str, more: Callable[[int, int], list[dict[str, Any]]]
) -> dict[str, Any]:
    """The newest ``items`` before ``after``, and where the older ones begin. Refused 404 for a hidden record.

    ``more`` gives what other engines tell of the record before an instant, at most so many.
    """
    row = find_row(reader, visit.entity, id_)
    if row is None or not visit.allowed("see", row, reader):
        raise not_found()
    before = _instant(after)
    names = [str(name) for name in visit.form.definition.timeline] or ["changes"]
    items = more(before, PAGE + 1)
    for name in names:
        way = visit.entity.ways.get(name)
        items += _records(visit, reader, way, id_, before) if way is not None else _changes(visit, reader, id_, before)
    items.sort(key=lambda item: str(item["at"]), reverse=True)
    page = items[:PAGE]
    following = page[-1]["at"] if len(items) > PAGE else None
    return {"items": page, "next": following}


def _instant(after: str) -> int:
    if not after:
        return FAR
    try:
        found: int = from_json(DATETIME, after.replace(" ", "+"))
        return found
    except ValueProblem as wrong:
        raise Refused((Problem("query.cursor", {}),), 400) from wrong


@cache
def _log(dialect: Dialect) -> Statement:
    table = kernel.change
    columns = (table.c.operation, table.c.actor, table.c.cause, table.c.at, table.c.diff)
    own = [table.c[name] == sa.bindparam(name, type_=sa.Text) for name in ("app", "entity", "record")]
    earlier = table.c.at < sa.bindparam("before", type_=sa.BigInteger)
    return Statement(sa.select(*columns).where(*own, earlier).order_by(table.c.seq.desc()).limit(PAGE + 1), dialect)


def _changes(visit: Visit, reader: Reader, id_: str, before: int) -> list[dict[str, Any]]:
    binds = {"app": visit.entity.app, "entity": visit.entity.name, "record": id_, "before": before}
    _log(reader.dialect).run(reader.cursor, binds)
    rows = reader.cursor.fetchall()
    people = labels(visit.version, visit.viewer, "user", {row[1] for row in rows if row[1]}, reader)
    return [item for row in rows if (item := _change(visit, row, people)) is not None]


def _change(visit: Visit, row: Any, people: dict[str, str]) -> dict[str, Any] | None:
    operation, actor, cause, at, diff = row
    changes = {name: both for name, both in orjson.loads(diff).items() if visit.shows(name) and _set(visit, name)}
    if operation == "update" and not changes:
        return None
    tags = operation == "update" and all(_is_tag(visit, name) for name in changes)
    between = BETWEEN[visit.language]
    return {
        "kind": "tag" if tags else "change",
        "at": to_json(DATETIME, at),
        "title": TITLES[_tagging(changes) if tags else operation].get(visit.language, operation),
        "text": between.join(_told(visit, name, *both) for name, both in changes.items())
        if operation == "update"
        else None,
        "who": {"id": actor, "name": people.get(actor, "")} if actor else None,
        "cause": cause_title(visit.version.definition, orjson.loads(cause), visit.language) or None,
        "form": visit.form.name,
        "id": None,
    }


def _is_tag(visit: Visit, name: str) -> bool:
    attribute = visit.entity.attributes.get(name)
    return attribute is not None and attribute.kept and "." in name


def _set(visit: Visit, name: str) -> bool:
    """Whether somebody or something set it: what is derived follows from what the story tells anyway."""
    attribute = visit.entity.attributes.get(name)
    return attribute is None or ("." not in name and attribute.formula is None) or _is_tag(visit, name)


def _tagging(changes: dict[str, list[Any]]) -> str:
    now = {bool(new) for _, new in changes.values()}
    return "tags" if len(now) > 1 else "tagged" if now == {True} else "untagged"


def _told(visit: Visit, name: str, old: Any, new: Any) -> str:
    attribute = visit.entity.attributes.get(name)
    if attribute is None:
        return name
    definition = visit.version.definition
    address = attribute.address.removesuffix("/when")  # what keeps a tag stands at its condition
    title = definition.text(address, visit.language, attribute.title or name)
    if isinstance(attribute.type, Reference | File):
        return title
    if _is_tag(visit, name):
        return f"{'+' if new else '-'} {title}"
    wording = wording_of(definition, attribute, attribute.type, visit.language)
    before, after = (wording.write(attribute.type, value) or "—" for value in (old, new))
    return COLON[visit.language].format(title=title, before=before, after=after)


def _records(visit: Visit, reader: Reader, way: Way, id_: str, before: int) -> list[dict[str, Any]]:
    """The records at the end of a way back that the person sees, at the time they were made."""
    target = visit_to(visit.version, way.entity, visit.viewer, visit.language)
    see = False if target is None else target.right("see")
    if target is None or see is False or visit.level(way.name) == "hide":
        return []
    link = Reference(visit.entity.name)
    conditions = [Checked(Comparison(BOOLEAN, "=", Attribute(link, way.entity, way.attribute), Literal(link, id_)))]
    made = Attribute(DATETIME, way.entity, "created_at")
    conditions.append(Checked(Comparison(BOOLEAN, "<", made, Literal(DATETIME, before))))
    values = [str(name) for name in target.form.definition.quick if name != way.attribute and target.shows(name)]
    people = referred_label(visit.version, visit.viewer, "user", visit.language)
    made_by = {"created_at": Shown("created_at"), "created_by": Shown("created_by", label=people)}
    found = showing(target, values, made_by)
    query = found.query((see, *conditions), sort=(Sort("created_at", True),), limit=PAGE + 1, count=False)
    told = orjson.loads(list_records(reader, visit.version.app, query, binds_of(visit, reader)))["records"]
    found.finish(told)
    title = visit.version.definition.title(target.form.definition, visit.language)
    return [_record(title, way.entity, record, values) for record in told]


def _record(title: str, form: str, record: dict[str, Any], values: list[str]) -> dict[str, Any]:
    who = record["created_by"]
    return {
        "kind": "record",
        "at": record["created_at"],
        "title": title,
        "text": record[LABEL],
        "values": {name: record[name] for name in values},
        "who": {"id": who["id"], "name": who["label"]} if who else None,
        "cause": None,
        "form": form,
        "id": record["id"],
    }
