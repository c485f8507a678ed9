"""What the world of a scenario looks like when it stops: open tasks, the last notices, the last changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa

from engine.records import kernel
from engine.records.entity import Attribute
from engine.records.statement import Statement
from engine.scenarios.contrast import shown
from engine.tasks.boxes import holders, open_tasks
from engine.tasks.tables import notice
from engine.tasks.task import Texts

if TYPE_CHECKING:
    from engine.records.dialect import Dialect
    from engine.records.readers import Reader
    from engine.scenarios.play import Play

LAST = 6
ROWS = 4 * LAST  # rows of histories and tables are not told by themselves
DONE: Mapping[str, Texts] = {
    "create": {"zh": "新建", "en": "create"},
    "update": {"zh": "修改", "en": "update"},
    "delete": {"zh": "删除", "en": "delete"},
    "restore": {"zh": "恢复", "en": "restore"},
}
WIDEST = 4  # changed fields that are told of one change


@dataclass(frozen=True)
class Line:
    """One thing: ``at`` (ms), who or what it concerns, what it says, because of which definition."""

    at: int
    who: str
    text: Texts
    because: str


@dataclass(frozen=True)
class Around:
    """The oldest first; of notices and changes the last few."""

    tasks: tuple[Line, ...]
    notices: tuple[Line, ...]
    changes: tuple[Line, ...]


def look_around(play: Play, reader: Reader) -> Around:
    """What is there now."""
    return Around(tuple(_tasks(play, reader)), tuple(_notices(play, reader)), tuple(_changes(play, reader)))


@cache
def _last_notices(dialect: Dialect) -> Statement:
    columns = [notice.c[name] for name in ("at", "user", "text", "element")]
    return Statement(sa.select(*columns).order_by(notice.c.id.desc()).limit(LAST), dialect)


@cache
def _last_changes(dialect: Dialect) -> Statement:
    change = kernel.change
    columns = [change.c[name] for name in ("at", "entity", "record", "operation", "diff", "cause", "actor")]
    own = change.c.app == sa.bindparam("app_name", type_=sa.Text)
    return Statement(sa.select(*columns).where(own).order_by(change.c.seq.desc()).limit(ROWS), dialect)


def _tasks(play: Play, reader: Reader) -> Iterable[Line]:
    found = open_tasks(reader, play.app)
    having = holders(reader, [task.id for task in found])
    for task in found:
        people = ", ".join(play.name_of(user) or "?" for user in having.get(task.id, []))
        about = play.name_of(task.record)
        text = {language: " · ".join(filter(None, (title, about))) for language, title in task.title.items()}
        yield Line(task.created_at, people, text, task.element)


def _notices(play: Play, reader: Reader) -> Iterable[Line]:
    _last_notices(reader.dialect).run(reader.cursor, {})
    for at, user, text, element in reversed(reader.cursor.fetchall()):
        yield Line(at, play.name_of(user) or "?", orjson.loads(text), element)


def _changes(play: Play, reader: Reader) -> Iterable[Line]:
    _last_changes(reader.dialect).run(reader.cursor, {"app_name": play.app})
    whole = [row for row in reader.cursor.fetchall() if play.entity(row[1]).parent is None]
    for at, entity, record, operation, diff, cause, actor in reversed(whole[:LAST]):
        name = play.name_of(record) or entity
        text = {language: _changed(play, entity, operation, orjson.loads(diff), language) for language in ("zh", "en")}
        found = orjson.loads(cause)
        yield Line(at, name, text, found.get("element") or play.name_of(actor or "") or found["kind"])


def _changed(play: Play, entity: str, operation: str, diff: dict[str, Any], language: str) -> str:
    """``update: amount 3 → 5, status won``."""
    attributes = play.entity(entity).attributes
    known = [name for name, attribute in attributes.items() if name in diff and _telling(attribute, *diff[name])]
    told = []
    for name in known[:WIDEST]:
        type_, (old, new) = attributes[name].type, diff[name]
        before = f"{shown(play, type_, old, language)} → " if old is not None else ""
        told.append(f"{name} {before}{shown(play, type_, new, language)}")
    more = ", …" if len(known) > WIDEST else ""
    done = DONE[operation][language]
    return f"{done}: {', '.join(told)}{more}" if told else done


def _telling(attribute: Attribute, old: Any, new: Any) -> bool:
    """Whether a value is worth a word: what people know, and of tags those that come or go."""
    return not attribute.hidden and ("." not in attribute.name or (attribute.kept and bool(old or new)))
