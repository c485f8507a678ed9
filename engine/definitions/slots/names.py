"""Slots that hold names: of other definitions, of fields, of anything that has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.definitions import names
from engine.definitions.slots.base import UNREAD, Schema, Slot, Unread
from engine.definitions.tree import Node, Scalar
from engine.definitions.values import Located

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas

PATH = re.compile(r"([a-z][a-z0-9_]*/)?[a-z][a-z0-9_]*([./][a-z][a-z0-9_]*)*", re.ASCII)
NAME_SCHEMA = {"type": "string", "pattern": f"^{names.PATTERN.pattern}$", "maxLength": names.LONGEST}


class Name(Slot[Located]):
    """A name whose meaning the engine checks: a field of the same form, a back name, a step."""

    def read(self, node: Node, reader: Reader) -> Located | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        if not names.well_formed(text.text):
            return reader.problem("definition.name", text.span, name=text.text)
        return Located(text.text, text.span)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Scalar) and names.well_formed(node.text)

    def schema(self, schemas: Schemas) -> Schema:
        return dict(NAME_SCHEMA)

    def expects(self) -> dict[str, str]:
        return {"zh": "名称", "en": "a name"}


class Path(Slot[Located]):
    """Names joined by dots (``customer.industry``), maybe of another app (``crm/customer``)."""

    def read(self, node: Node, reader: Reader) -> Located | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        if not PATH.fullmatch(text.text):
            return reader.problem("definition.path", text.span, path=text.text)
        return Located(text.text, text.span)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Scalar) and not node.null and PATH.fullmatch(node.text) is not None

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "string", "pattern": f"^{PATH.pattern}$"}

    def expects(self) -> dict[str, str]:
        return {"zh": "名称或用点连接的路径", "en": "a name, or names joined by dots"}


class Ref(Name):
    """The name of another definition: a kind (``forms``, ``options``) or a map of app.yaml (``roles``)."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def read(self, node: Node, reader: Reader) -> Located | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        app, slash, name = text.text.rpartition("/")
        if slash and names.well_formed(app) and names.well_formed(name):
            return reader.problem("definition.not_yet", text.span, word=text.text)
        found = super().read(node, reader)
        if found is not UNREAD:
            reader.refer(self.kind, found)
        return found


class Names(Slot[tuple[Located, ...]]):
    """One name or a list of names."""

    def read(self, node: Node, reader: Reader) -> tuple[Located, ...] | Unread:
        from engine.definitions.slots.structures import Many

        return Many(Name()).read(node, reader)

    def accepts(self, node: Node) -> bool:
        return Name().accepts(node) or not isinstance(node, Scalar)

    def schema(self, schemas: Schemas) -> Schema:
        return {"anyOf": [dict(NAME_SCHEMA), {"type": "array", "items": dict(NAME_SCHEMA)}]}

    def expects(self) -> dict[str, str]:
        return {"zh": "一个或多个名称", "en": "one or more names"}
