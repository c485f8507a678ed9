"""`can(li, edit, acme)`: whether somebody may do something with a record, or with one field of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.access.asking import READ, can
from engine.access.policy import RIGHTS
from engine.expressions import syntax
from engine.expressions.types import BOOLEAN, Type
from engine.scenarios.question import Answer, Asked, Question

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.scenarios.play import Play


def _compile(asked: Asked) -> tuple[Type, Answer] | None:
    names = asked.names(3)
    if names is None:
        return None
    who, right, what = names
    record = syntax.Name(what.start, what.end, what.segments[:1])
    found = asked.person(who), asked.word(right, (*RIGHTS, READ)), asked.record(record)
    if None in found:
        return None
    name, field = what.segments[0], ".".join(what.segments[1:])
    form = asked.compilation.forms[name]
    entity = asked.compilation.entity(form)
    if entity is None or (field and asked.word(_part(what), (*entity.attributes, *entity.ways)) is None):
        return None

    def answer(play: Play, reader: Reader) -> bool:
        viewer, id = play.viewer(who.name, reader), play.cast.records[name]
        return can(play.version, viewer, right.name, form, id, reader, field or None)

    return BOOLEAN, answer


def _part(what: syntax.Name) -> syntax.Name:
    return syntax.Name(what.start, what.end, (".".join(what.segments[1:]),))


CAN = Question(
    "can",
    "can(user, right, record) / can(user, read, record.field)",
    "某人能否对记录或字段这样做",
    "whether somebody may do this to a record or a field",
    _compile,
)
