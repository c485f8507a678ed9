"""Slots that hold expressions and values. Expressions stay text here: engine/expressions checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import names
from engine.definitions.slots.base import UNREAD, Schema, Slot, Unread
from engine.definitions.tree import Mapping, Node, Scalar, Sequence
from engine.definitions.values import Expression, Literal, SortBy
from engine.definitions.values import Value as AnyValue
from engine.problems import Span

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas


def expression(node: Scalar, skip: int = 0) -> Expression:
    """The expression in a text after ``skip`` characters; its span is narrowed to it where that is exact."""
    text = node.text[skip:].strip()
    file, line, column, end_line, end_column = node.span
    quotes = 0 if node.plain else 2
    if line == end_line and end_column - column == len(node.text) + quotes:
        column += quotes // 2 + node.text.index(text, skip)
        end_column = column + len(text)
    return Expression(text, Span(file, line, column, end_line, end_column))


class Expr(Slot[Expression]):
    """An expression; ``kind`` is what it must be: boolean, people, time, text, value or any."""

    def __init__(self, kind: str = "any") -> None:
        self.kind = kind

    def read(self, node: Node, reader: Reader) -> Expression | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        if not text.text.strip():
            return reader.problem("definition.empty", text.span, expected=self.expects())
        if text.text.lstrip().startswith("=") and not text.text.lstrip().startswith("=="):
            return reader.problem("definition.needless_equals", text.span, text=text.text)
        return expression(text)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": ["string", "number", "boolean"], "description": f"{self.kind} expression"}

    def expects(self) -> dict[str, str]:
        return {"zh": "表达式", "en": "an expression"}


class Time(Expr):
    """A time expression: a duration such as ``3d``, or ``param.stale_after``."""

    def __init__(self) -> None:
        super().__init__("time")

    def expects(self) -> dict[str, str]:
        return {"zh": "时长，如 3d 或 param.x", "en": "a duration such as 3d, or param.x"}


class Sort(Slot[SortBy]):
    """``amount desc``."""

    def read(self, node: Node, reader: Reader) -> SortBy | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        whole = expression(text)
        body, _, last = whole.text.rpartition(" ")
        if not body or last not in ("asc", "desc"):
            return SortBy(whole)
        body = body.rstrip()
        return SortBy(Expression(body, whole.part(0, len(body))), last == "desc")

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "string", "minLength": 1}

    def expects(self) -> dict[str, str]:
        return {"zh": "排序，如 amount desc", "en": "an order such as amount desc"}


class Value(Slot[AnyValue]):
    """A literal, or with a leading ``=`` an expression; lists and maps hold values again."""

    def read(self, node: Node, reader: Reader) -> AnyValue | Unread:
        match node:
            case Scalar():
                return self._scalar(node, reader)
            case Sequence():
                items = [self.read(item, reader) for item in node.items]
                good = tuple(item for item in items if item is not UNREAD)
                return Literal(good, node.span) if len(good) == len(items) else UNREAD
            case Mapping():
                values = Values().read(node, reader)
                return UNREAD if values is UNREAD else Literal(values, node.span)

    def _scalar(self, node: Scalar, reader: Reader) -> AnyValue | Unread:
        if node.null:
            return Literal(None, node.span)
        if not node.text.startswith("="):
            return Literal(node.text, node.span)
        if not node.text[1:].strip():
            known = node.plain and node.text == "="  # the YAML reader has said so
            return UNREAD if known else reader.problem("definition.empty_expression", node.span)
        return expression(node, 1)

    def accepts(self, node: Node) -> bool:
        return True

    def schema(self, schemas: Schemas) -> Schema:
        return schemas.named("value", lambda: _value_schema())

    def expects(self) -> dict[str, str]:
        return {"zh": "值，或 = 开头的表达式", "en": "a value, or an expression after ="}


def _value_schema() -> Schema:
    again = {"$ref": "#/$defs/value"}
    return {
        "anyOf": [
            {"type": ["string", "number", "boolean", "null"]},
            {"type": "array", "items": again},
            {"type": "object", "additionalProperties": again},
        ]
    }


class Values(Slot[dict[str, AnyValue]]):
    """``field: value`` pairs, in written order."""

    def read(self, node: Node, reader: Reader) -> dict[str, AnyValue] | Unread:
        if not isinstance(node, Mapping):
            return self.unexpected(node, reader)
        found: dict[str, AnyValue] = {}
        for entry in node:
            if not names.well_formed(entry.key.text):
                reader.bad_name(entry.key, node, entry)
                continue
            value = Value().read(entry.value, reader.into(entry.key.text))
            if value is not UNREAD:
                found[entry.key.text] = value
        return found

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Mapping)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "object", "additionalProperties": Value().schema(schemas)}

    def expects(self) -> dict[str, str]:
        return {"zh": "映射 字段: 值", "en": "a map of field: value"}
