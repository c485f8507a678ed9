"""Slots that are made of others: one or many, elements by name, pairs, alternatives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from engine.definitions import bodies, names
from engine.definitions.model import Element
from engine.definitions.slots.base import UNREAD, Schema, Slot, Unread
from engine.definitions.slots.names import NAME_SCHEMA, PATH
from engine.definitions.tree import Mapping, Node, Sequence

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas

T = TypeVar("T")
E = TypeVar("E", bound=Element)


class One(Slot[T]):
    """One element: of a class, or of a family by its name."""

    @overload
    def __init__(self: One[E], target: type[E]) -> None: ...
    @overload
    def __init__(self: One[Any], target: str) -> None: ...
    def __init__(self, target: type[Element] | str) -> None:
        self.target = target

    def read(self, node: Node, reader: Reader) -> Any:
        return bodies.read(node, self.target, reader)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Mapping)

    def schema(self, schemas: Schemas) -> Schema:
        return schemas.element(self.target)

    def expects(self) -> dict[str, str]:
        return {"zh": "一个定义体 {…}", "en": "a body {…}"}


class Map(Slot[dict[str, T]]):
    """Elements by name, in written order: of a class, or of a family by its name."""

    @overload
    def __init__(self: Map[E], target: type[E]) -> None: ...
    @overload
    def __init__(self: Map[Any], target: str) -> None: ...
    def __init__(self, target: type[Element] | str) -> None:
        self.target = target

    def read(self, node: Node, reader: Reader) -> Any:
        if not isinstance(node, Mapping):
            return self.unexpected(node, reader)
        found = {}
        bare = self._bare(reader)
        for entry in node:
            if reader.good_name(entry, node, bare):
                element = bodies.read(entry.value, self.target, reader.into(entry.key.text, named=True), entry.key)
                if element is not UNREAD:
                    found[entry.key.text] = element
        return found

    def _bare(self, reader: Reader) -> bool:
        """Whether expressions see the names of these elements bare."""
        if not isinstance(self.target, str):
            return self.target.bare
        return any(member.bare for member in reader.registry.family(self.target).members.values())

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Mapping)

    def schema(self, schemas: Schemas) -> Schema:
        elements = schemas.element(self.target, named=True)
        return {"type": "object", "propertyNames": dict(NAME_SCHEMA), "additionalProperties": elements}

    def expects(self) -> dict[str, str]:
        return {"zh": "映射 名称: 定义体", "en": "a map of name: body"}


class Many(Slot[tuple[T, ...]]):
    """A list; a list of one may be written without brackets.

    An element in it is addressed by its ``name``, else its noun or verb; with ``numbered`` by its position
    whatever its ``name``.
    """

    def __init__(self, slot: Slot[T], *, numbered: bool = False) -> None:
        self.slot, self.numbered = slot, numbered

    def read(self, node: Node, reader: Reader) -> tuple[T, ...] | Unread:
        items = node.items if isinstance(node, Sequence) else (node,)
        if isinstance(self.slot, One):
            read = bodies.read_list(items, self.slot.target, reader, numbered=self.numbered)
        else:
            read = [self.slot.read(item, reader) for item in items]
        return tuple(item for item in read if item is not UNREAD)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Sequence) or self.slot.accepts(node)

    def schema(self, schemas: Schemas) -> Schema:
        one = self.slot.schema(schemas)
        return {"anyOf": [one, {"type": "array", "items": one}]}

    def expects(self) -> dict[str, str]:
        one = self.slot.expects()
        return {"zh": f"{one['zh']}，或它们的列表", "en": f"{one['en']}, or a list of them"}


class Pairs(Slot[dict[str, T]]):
    """Keys and values that are not elements.

    ``keys``: ``name``, ``path`` (names and dots), ``text`` (anything) or ``title`` (translated).
    """

    def __init__(self, slot: Slot[T], keys: str = "name") -> None:
        self.slot, self.keys = slot, keys

    def read(self, node: Node, reader: Reader) -> dict[str, T] | Unread:
        if not isinstance(node, Mapping):
            return self.unexpected(node, reader)
        found = {}
        for entry in node:
            if not self._good(entry.key.text):
                reader.bad_name(entry.key, node, entry)
                continue
            inside = reader.into(entry.key.text)
            if self.keys == "title":
                inside.keep_text(entry.key.text)
            value = self.slot.read(entry.value, inside)
            if value is not UNREAD:
                found[entry.key.text] = value
        return found

    def _good(self, text: str) -> bool:
        if self.keys == "name":
            return names.well_formed(text)
        return bool(PATH.fullmatch(text) if self.keys == "path" else text)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Mapping)

    def schema(self, schemas: Schemas) -> Schema:
        keys = {"name": dict(NAME_SCHEMA), "path": {"pattern": f"^{PATH.pattern}$"}}
        return {
            "type": "object",
            "propertyNames": keys.get(self.keys, {"minLength": 1}),
            "additionalProperties": self.slot.schema(schemas),
        }

    def expects(self) -> dict[str, str]:
        value = self.slot.expects()
        return {"zh": f"映射，值是{value['zh']}", "en": f"a map whose values are {value['en']}"}


class Either(Slot[Any]):
    """The first of several slots that accepts what is written."""

    def __init__(self, *slots: Slot[Any]) -> None:
        self.slots = slots

    def read(self, node: Node, reader: Reader) -> Any:
        slot = next((slot for slot in self.slots if slot.accepts(node)), None)
        return slot.read(node, reader) if slot else self.unexpected(node, reader)

    def accepts(self, node: Node) -> bool:
        return any(slot.accepts(node) for slot in self.slots)

    def schema(self, schemas: Schemas) -> Schema:
        return {"anyOf": [slot.schema(schemas) for slot in self.slots]}

    def expects(self) -> dict[str, str]:
        each = [slot.expects() for slot in self.slots]
        return {"zh": "，或".join(e["zh"] for e in each), "en": ", or ".join(e["en"] for e in each)}


class Inner(Slot[Any]):
    """In a wrapper: what is left of the body, read as an element of another family."""

    def __init__(self, family: str) -> None:
        self.family = family

    def read(self, node: Node, reader: Reader) -> Any:
        return bodies.read(node, self.family, reader)

    def schema(self, schemas: Schemas) -> Schema:
        return schemas.element(self.family)
