"""Files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, ClassVar

import orjson

from engine.definitions import AppDefinition
from engine.definitions.reader import Reader
from engine.definitions.slots import UNREAD, Flag, Many, Name, Plain, key
from engine.definitions.slots.base import Schema, Unread
from engine.definitions.tree import Node
from engine.definitions.values import Located
from engine.expressions.browser import Told
from engine.expressions.types import File, Type
from forms.fields.field import Constraint, Field, Finding

UNITS = {"KB": 2**10, "MB": 2**20}
MEGABYTE = 2**20
USUAL = 20 * MEGABYTE


class Size(Plain):
    """``20MB``, in bytes."""

    def read(self, node: Node, reader: Reader) -> Any:
        text = super().read(node, reader)
        if text is UNREAD:
            return UNREAD
        found = re.fullmatch(r"([1-9][0-9]{0,3}) ?(KB|MB)", text, re.IGNORECASE)
        return int(found[1]) * UNITS[found[2].upper()] if found else self._wrong(text, reader)

    def _wrong(self, text: Located, reader: Reader) -> Unread:
        return reader.problem("definition.number", text.span, text=text, expected=self.expects())

    def schema(self, schemas: Any) -> Schema:
        return {"type": "string", "pattern": "^[1-9][0-9]{0,3} ?([KkMm][Bb])$"}

    def expects(self) -> dict[str, str]:
        return {"zh": "大小，如 20MB", "en": "a size such as 20MB"}


SIZE: Any = Size()


@dataclass(frozen=True, kw_only=True)
class FileField(Field):
    """One file, or with ``many`` several; the bytes are kept apart from the record."""

    noun: ClassVar[str] = "file"

    many: bool = key(Flag(), default=False, doc="more than one", example="{file: 附件, many: true}")
    accept: tuple[Located, ...] = key(
        Many(Name()),
        default=(),
        doc="endings of the file's name",
        example="{file: 合同, accept: [pdf, docx]}",
    )
    max: int = key(SIZE, default=USUAL, doc="largest file", example="{file: 视频, max: 50MB}")

    def value_type(self, definition: AppDefinition) -> Type:
        return File(self.many)

    def constraints(self) -> tuple[Constraint, ...]:
        return (self._allowed,)

    @property
    def typed(self) -> Told | None:
        return "emptiness"

    def shown(self, definition: AppDefinition, language: str) -> dict[str, Any]:
        return {"many": self.many, "accept": list(self.accept), "max": self.max}

    def _allowed(self, stored: str) -> Finding | None:
        for file in orjson.loads(stored):
            ending = PurePath(file["name"]).suffix.lstrip(".").lower()
            if self.accept and ending not in self.accept:
                return ("value.file_kind", {"name": file["name"], "accept": [*map(str, self.accept)]})
            if file["size"] > self.max:
                return ("value.file_size", {"name": file["name"], "limit": _size(self.max)})
        return None


def _size(size: int) -> str:
    return f"{size / MEGABYTE:g} MB" if size >= MEGABYTE else f"{size / 2**10:g} KB"
