"""Demo data: records that a pack brings along, written one by one or made by the hundred, always the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from engine.definitions.kinds.generators import Generated, Generator, Offset, Span, groups
from engine.definitions.kinds.scenarios import Length, Person, record_schema
from engine.definitions.model import Element
from engine.definitions.names import meant
from engine.definitions.slots import Integer, Many, Map, Moment, Name, Number, One, Pairs, Ref, key
from engine.definitions.slots.base import Schema
from engine.definitions.tree import Entry, Node, Scalar
from engine.definitions.tree import Mapping as Tree
from engine.definitions.values import Located
from engine.time.duration import Duration

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas

USERS = {"zh": "用户", "en": "users"}
RECORDS = {"zh": "在它之前的记录", "en": "records before it"}


@dataclass(frozen=True, kw_only=True)
class Change(Element):
    """What happens to the record later; a change whose time has not come yet is left out."""

    verb: ClassVar[str] = "set"
    set: Mapping[str, Generator] = key(
        Pairs(Generated()), doc="new values", example="{set: {stage: won}, after: 5d, chance: 30%}"
    )
    after: Span = key(Offset(), doc="how long after what went before", example="{set: {stage: won}, after: 5d}")
    chance: Decimal = key(
        Number(),
        default=Decimal(1),
        doc="how often it happens; if not, nothing more does",
        example="{set: {stage: won}, after: 5d, chance: 30%}",
    )
    as_: Located | None = key(
        Name(), default=None, doc="the user who does it", example="{set: {a: 1}, after: 1d, as: li}"
    )


@dataclass(frozen=True, kw_only=True)
class Batch(Element):
    """Records of one form; ``customers`` of them are called ``customers_1``, ``customers_2``, …"""

    verb: ClassVar[str] = "create"
    create: Located = key(Ref("forms"), doc="the form", example="{create: customer, with: {name: 云海}}")
    times: int = key(
        Integer(1, 10_000),
        default=0,
        doc="how many; without it one, with the name itself",
        example="{create: customer, times: 60, with: {code: {count: 1}}}",
    )
    at: Span | None = key(
        Offset(),
        default=None,
        doc="when, before now",
        example="{create: customer, at: {between: [-90d, -1d]}, with: {}}",
    )
    as_: Located | None = key(
        Name(), default=None, doc="the user who enters it", example="{create: lead, as: li, with: {}}"
    )
    with_: Mapping[str, Generator] = key(
        Pairs(Generated()),
        default={},
        doc="values by field",
        example="{create: customer, with: {size: {pick: [s, m]}}}",
    )
    then: tuple[Change, ...] = key(
        Many(One(Change), numbered=True),
        default=(),
        doc="what happens to it later, one after the other",
        example="{create: deal, with: {}, then: [{set: {stage: won}, after: 5d, chance: 30%}]}",
    )


class Batches(Map[Batch]):
    """Records by name: ``{customer: {…}}`` as in a scenario, or ``{create: customer, times: 60, …}``."""

    def __init__(self) -> None:
        super().__init__(Batch)

    def read(self, node: Node, reader: Reader) -> Any:
        if isinstance(node, Tree):
            entries = tuple(Entry(entry.key, _long(entry.value)) for entry in node)
            node = Tree(entries, node.span, node.flow)
        return super().read(node, reader)

    def schema(self, schemas: Schemas) -> Schema:
        batches = super().schema(schemas)
        either = [record_schema(schemas), batches["additionalProperties"]]
        return {**batches, "additionalProperties": {"anyOf": either}}


def _long(body: Node) -> Node:
    """``{form: values}`` as ``{create: form, with: values}``."""
    if not isinstance(body, Tree) or len(body.entries) != 1 or body.entries[0].key.text == "create":
        return body
    form = body.entries[0]
    create = Entry(Scalar("create", form.key.span), form.key)
    return Tree((create, Entry(Scalar("with", form.key.span), form.value)), body.span, body.flow)


@dataclass(frozen=True, kw_only=True)
class DataDefinition(Element):
    """A set of demo data, told up to now."""

    at: datetime | None = key(
        Moment(),
        default=None,
        doc="what counts as now; without it the moment of loading",
        example="at: 2026-03-02 09:00",
    )
    live: Duration | None = key(
        Length(),
        default=None,
        doc="how long before now rules and flows begin to run; without it they do not",
        example="live: 3d",
    )
    users: Mapping[str, Person] = key(
        Map(Person),
        default={},
        doc="people who can sign in",
        example="users: {li: {title: 李雷, roles: sales}}",
    )
    sign_in: tuple[Located, ...] = key(
        Many(Name()),
        default=(),
        doc="the users whose sign-ins are shown to whoever serves the app",
        example="{users: {li: {title: 李雷, roles: sales}}, sign_in: [li], given: {}}",
    )
    given: Mapping[str, Batch] = key(
        Batches(),
        doc="the records, in order: a record refers only to those before it",
        example="given: {acme: {customer: {name: 云海}}, many: {create: customer, times: 60, with: {}}}",
    )

    def verify(self, reader: Reader) -> None:
        """A record refers only to groups before it, and people only to those who take part."""
        for login in self.sign_in:
            if login not in self.users:
                _unknown(reader, login, USERS, self.users)
        before: set[str] = set()
        for name, batch in self.given.items():
            makers = [
                *batch.with_.values(),
                *(maker for change in batch.then for maker in change.set.values()),
            ]
            for group in (group for maker in makers for group in groups(maker)):
                if group not in before:
                    _unknown(reader, group, RECORDS, before)
            before.add(name)


def _unknown(reader: Reader, name: Located, kind: Mapping[str, str], known: Collection[str]) -> None:
    parameters = {"kind": kind, "name": name, "nearest": meant(name, known), "names": sorted(known)}
    reader.problem("definition.unknown_reference", name.span, **parameters)
