"""Scenarios: tests of a pack on a virtual clock, written in the language of the pack. The model only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from engine.definitions.model import Element
from engine.definitions.slots import Expr, Many, Map, Moment, Name, One, Plain, Ref, Text, Values, key
from engine.definitions.slots.base import UNREAD, Schema, Slot, Unread
from engine.definitions.tree import Mapping as Tree
from engine.definitions.tree import Node
from engine.definitions.values import Expression, Located, Value
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


@dataclass(frozen=True, kw_only=True)
class Step(Element):
    """What is done; as the system unless a user is named."""

    as_: Located | None = key(Name(), default=None, doc="the user who does it", example="{pass: 1d, as: li}")
    fails: Located | None = key(
        Plain(),
        default=None,
        doc="the code of the refusal that must come",
        example="{pass: 1d, fails: not_allowed}",
    )


@dataclass(frozen=True, kw_only=True)
class Create(Step):
    """Makes a record; ``name`` calls it."""

    verb: ClassVar[str] = "create"
    create: Located = key(Ref("forms"), doc="the form", example="{create: order, with: {amount: 1}}")
    with_: Mapping[str, Value] = key(
        Values(), default={}, doc="its values", example="{create: order, with: {amount: 1}}"
    )


@dataclass(frozen=True, kw_only=True)
class Update(Step):
    """Changes a record."""

    verb: ClassVar[str] = "update"
    update: Located = key(Name(), doc="the record", example="{update: acme, with: {size: s}}")
    with_: Mapping[str, Value] = key(Values(), doc="the new values", example="{update: acme, with: {size: s}}")


@dataclass(frozen=True, kw_only=True)
class Delete(Step):
    """Deletes a record."""

    verb: ClassVar[str] = "delete"
    delete: Located = key(Name(), doc="the record", example="{delete: acme}")


@dataclass(frozen=True, kw_only=True)
class Do(Step):
    """Completes the open task of a flow step."""

    verb: ClassVar[str] = "do"
    do: Located = key(Name(), doc="the step", example="{do: first_call, as: li, with: {intent: none}}")
    with_: Mapping[str, Value] = key(
        Values(),
        default={},
        doc="values of the record's fields",
        example="{do: first_call, with: {intent: none}}",
    )
    outcome: Located | None = key(Name(), default=None, doc="the button", example="{do: talk, outcome: agreed}")
    opinion: Located | None = key(Text(), default=None, doc="what is said", example="{do: talk, opinion: 同意}")
    record: Located | None = key(
        Name(),
        default=None,
        doc="the record, where several wait at this step",
        example="{do: talk, record: deal}",
    )


@dataclass(frozen=True, kw_only=True)
class Press(Step):
    """Presses a button of a record."""

    verb: ClassVar[str] = "press"
    press: Located = key(Name(), doc="the button", example="{press: convert, as: li, record: l}")
    with_: Mapping[str, Value] = key(
        Values(),
        default={},
        doc="values that it asks for",
        example="{press: give_back, with: {churn_reason: price}}",
    )
    record: Located | None = key(
        Name(),
        default=None,
        doc="the record, where several have the button",
        example="{press: convert, record: l}",
    )


@dataclass(frozen=True, kw_only=True)
class Submit(Step):
    """Hands in a record that was a draft."""

    verb: ClassVar[str] = "submit"
    submit: Located = key(Name(), doc="the record", example="{submit: q, as: li}")


@dataclass(frozen=True, kw_only=True)
class Pass(Step):
    """Lets time pass."""

    verb: ClassVar[str] = "pass"
    pass_: Duration = key(Length(), doc="how much", example="{pass: 2h1min}")


@dataclass(frozen=True, kw_only=True)
class Until(Step):
    """Lets time pass until a moment."""

    verb: ClassVar[str] = "until"
    until: datetime = key(Moment(), doc="the moment", example="{until: 2026-03-05 09:00}")


@dataclass(frozen=True, kw_only=True)
class Expect(Step):
    """What must hold now."""

    verb: ClassVar[str] = "expect"
    expect: tuple[Expression, ...] = key(
        Many(Expr("boolean")), doc="conditions", example="{expect: [acme.paid = 50001, tasks(li) = 0]}"
    )


STEPS: tuple[type[Step], ...] = (Create, Update, Delete, Do, Press, Submit, Pass, Until, Expect)


@dataclass(frozen=True, kw_only=True)
class ScenarioDefinition(Element):
    """A story with a known end."""

    covers: tuple[Located, ...] = key(Many(Plain()), default=(), doc="what it proves", example="covers: [B01, B02]")
    at: datetime | None = key(Moment(), default=None, doc="where the clock begins", example="at: 2026-03-02 09:00")
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
