"""The rows of a decision: a condition, and for each output a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from engine.definitions import names
from engine.definitions.model import Element
from engine.definitions.slots import UNREAD, Expr, Slot, Text, Value
from engine.definitions.slots.base import Schema, Unread
from engine.definitions.slots.names import NAME_SCHEMA
from engine.definitions.tree import Entry, Node
from engine.definitions.tree import Mapping as MapNode
from engine.definitions.values import Expression
from engine.definitions.values import Value as AnyValue

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas


@dataclass(frozen=True, kw_only=True)
class Row(Element):
    """One row: what it gives when its condition holds. ``gives`` is by the name of the output."""

    scope: ClassVar[str] = "row"

    when: Expression
    gives: Mapping[str, AnyValue] = field(default_factory=dict)


class Rows(Slot[dict[str, Row]]):
    """Rows by name, in the order in which they are tried: ``{when: condition, output: value, …}``."""

    def read(self, node: Node, reader: Reader) -> dict[str, Row] | Unread:
        if not isinstance(node, MapNode):
            return self.unexpected(node, reader)
        found = {}
        for entry in node:
            if reader.good_name(entry, node):
                row = self._row(entry, reader.into(entry.key.text, named=True))
                if row is not UNREAD:
                    found[entry.key.text] = row
        return found

    def _row(self, entry: Entry, reader: Reader) -> Row | Unread:
        if not isinstance(entry.value, MapNode):
            reader.loading.broken.add(reader.address)
            return self.unexpected(entry.value, reader)
        read: dict[str, Any] = {}
        places = {}
        for part in entry.value:
            word = part.key.text
            if not names.well_formed(word):
                reader.bad_name(part.key, entry.value, part)
                continue
            places[word] = part.value.span
            read[word] = self._slot(word).read(part.value, reader if word == "title" else reader.into(word))
        when, title = read.pop("when", None), read.pop("title", "")
        if when is None:
            reader.problem("definition.missing", entry.key.span, key="when")
        if when is None or when is UNREAD:
            reader.loading.broken.add(reader.address)
            return UNREAD
        gives = {word: value for word, value in read.items() if value is not UNREAD}
        title = "" if title is UNREAD else title
        row = Row(
            name=reader.name,
            title=title,
            address=reader.address,
            span=entry.key.span,
            places=places,
            when=when,
            gives=gives,
        )
        reader.loading.elements[reader.address] = row
        return row

    @staticmethod
    def _slot(word: str) -> Slot[Any]:
        return Expr("boolean") if word == "when" else Text() if word == "title" else Value()

    def accepts(self, node: Node) -> bool:
        return isinstance(node, MapNode)

    def schema(self, schemas: Schemas) -> Schema:
        row = {
            "type": "object",
            "properties": {"when": Expr("boolean").schema(schemas), "title": Text().schema(schemas)},
            "required": ["when"],
            "additionalProperties": Value().schema(schemas),
        }
        return {"type": "object", "propertyNames": dict(NAME_SCHEMA), "additionalProperties": row}

    def expects(self) -> dict[str, str]:
        return {"zh": "映射 行名: {when: 条件, 输出: 值}", "en": "a map of row: {when: condition, output: value}"}
