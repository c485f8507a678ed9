"""Scenarios: tests of a pack on a virtual clock, written in the language of the pack. The model only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from engine.definitions.model import Element
from engine.definitions.slots import Many, Map, Moment, Name, One, Plain, Ref, Values, key
from engine.definitions.slots.base import UNREAD, Schema, Slot, Unread
from engine.definitions.tree import Mapping as Tree
from engine.definitions.tree import Node
from engine.definitions.values import Located, Value
from engine.time import duration
from engine.time.duration import Duration
from engine.time.phrase import PhraseError

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas


class Length(Slot[Duration]):
    """A duration as a literal: ``3d``, ``2h1min``."""

    def read(self, node: Node, reader: Reader) -> Duration | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        try:
            return duration.parse(text.text)
        except PhraseError as error:
            return reader.problem(error.code, text.span, text=text.text)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "string", "pattern": "^([+-]?[0-9]+(min|h|d|w|mo|q|y|wd|wh))+$"}

    def expects(self) -> dict[str, str]:
        return {"zh": "时长，如 3d", "en": "a duration such as 3d"}


@dataclass(frozen=True)
class Record:
    """A record given: its form and its values by field."""

    form: Located
    values: Mapping[str, Value]


class Records(Slot[dict[str, Record]]):
    """Records by name: ``{acme: {customer: {name: 云海}}}``."""

    def read(self, node: Node, reader: Reader) -> dict[str, Record] | Unread:
        if not isinstance(node, Tree):
            return self.unexpected(node, reader)
        found = {}
        for entry in node:
            if reader.good_name(entry, node):
                record = read_record(entry.value, reader.into(entry.key.text))
                if record is not UNREAD:
                    found[entry.key.text] = record
        return found

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Tree)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "object", "additionalProperties": record_schema(schemas)}

    def expects(self) -> dict[str, str]:
        return {"zh": "映射 名称: {表单: {字段: 值}}", "en": "a map of name: {form: {field: value}}"}


def read_record(node: Node, reader: Reader) -> Record | Unread:
    """The short body of a record, ``{form: {field: value}}``."""
    if not isinstance(node, Tree) or len(node.entries) != 1:
        return reader.problem("definition.record", node.span)
    entry = node.entries[0]
    form = Ref("forms").read(entry.key, reader)
    values = Values().read(entry.value, reader.into(entry.key.text))
    return UNREAD if form is UNREAD or values is UNREAD else Record(form, values)


def record_schema(schemas: Schemas) -> Schema:
    """One record in its short body."""
    values = Values().schema(schemas)
    return {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": values}


@dataclass(frozen=True, kw_only=True)
class Person(Element):
    """A user who takes part; the title is what people call them."""

    translated: ClassVar[bool] = False

    roles: tuple[Located, ...] = key(Many(Ref("roles")), default=(), doc="roles of the app", example="{roles: sales}")
    manager: Located | None = key(Name(), default=None, doc="another user", example="{roles: sales, manager: wang}")
    team: tuple[Located, ...] = key(Many(Ref("teams")), default=(), doc="teams of the app", example="{team: online}")
    department: Located | None = key(Plain(), default=None, doc="department", example="{department: 华东}")


@dataclass(frozen=True)
class Refusal:
    """A refusal that must come: its code, and the field that it must speak of where one is named."""

    code: Located
    path: str = ""


class Fails(Slot[Refusal]):
    """The code of a refusal, or the code with a field: ``value.required``, ``{value.required: phone}``."""

    def read(self, node: Node, reader: Reader) -> Refusal | Unread:
        if not isinstance(node, Tree):
            text = self.scalar(node, reader)
            return UNREAD if text is UNREAD else Refusal(Located(text.text, text.span))
        if len(node.entries) != 1:
            return self.unexpected(node, reader)
        entry = node.entries[0]
        path = self.scalar(entry.value, reader)
        return UNREAD if path is UNREAD else Refusal(Located(entry.key.text, entry.key.span), path.text)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Tree) or super().accepts(node)

    def schema(self, schemas: Schemas) -> Schema:
        pair = {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": {"type": "string"}}
        return {"anyOf": [{"type": "string"}, pair]}

    def expects(self) -> dict[str, str]:
        return {"zh": "问题代码，如 value.required，或 {代码: 字段}", "en": "a problem code, or {code: field}"}


@dataclass(frozen=True, kw_only=True)
class Step(Element):
    """What is done; as the system unless a user is named. Engines add the steps: see ``engine/scenarios/step.py``."""

    as_: Located | None = key(Name(), default=None, doc="the user who does it", example="{pass: 1d, as: li}")
    fails: Refusal | None = key(
        Fails(),
        default=None,
        doc="the code of the refusal that must come, or {code: field}",
        example="{pass: 1d, fails: request.forbidden}",
    )


@dataclass(frozen=True, kw_only=True)
class ScenarioDefinition(Element):
    """A story with a known end."""

    covers: tuple[Located, ...] = key(Many(Plain()), default=(), doc="what it proves", example="covers: [B01, B02]")
    at: datetime | None = key(
        Moment(),
        default=None,
        doc="where the clock begins, 2026-01-01 09:00 by default",
        example="at: 2026-03-02 09:00",
    )
    users: Mapping[str, Person] = key(
        Map(Person), default={}, doc="who takes part", example="users: {li: {roles: sales, manager: wang}}"
    )
    parameters: Mapping[str, Value] = key(
        Values(), default={}, doc="values of the app's parameters", example="parameters: {stale_after: 5d}"
    )
    given: Mapping[str, Record] = key(
        Records(),
        default={},
        doc="records that exist, written as the system",
        example="given: {acme: {customer: {name: 云海, owner: li}}}",
    )
    steps: tuple[Step, ...] = key(
        Many(One("scenario_step"), numbered=True),
        default=(),
        doc="what happens",
        example="steps: [{pass: 3d}, {expect: notices(li) = 1}]",
    )
