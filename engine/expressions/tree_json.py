"""A checked tree as plain JSON, for back ends outside Python: the browser reads it (designer_ui/src/expressions).

Each node is ``{"node": …, "type": …, …}`` with its parts by their names. A type is its name, a number's with its
scale and digits. Values are in stored form; numbers are text, so that every digit arrives, and a duration is the
list of its parts.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from engine.expressions.checked import Checked
from engine.expressions.tree import Literal, Node, OptionValue
from engine.expressions.types import Number, Type
from engine.time.duration import Duration

VERSION = 1


def to_json(found: Checked | Node) -> dict[str, Any]:
    """``{"node": "Comparison", "type": {"name": "Boolean"}, "operator": "<", "left": {…}, …}``."""
    node = found.tree if isinstance(found, Checked) else found
    parts = {item.name: _plain(getattr(node, item.name)) for item in fields(node) if item.name not in OMITTED}
    told = {"node": type(node).__name__, "type": type_json(node.type), **parts}
    match node:
        case Literal():
            told["value"] = value_json(node.type, node.value)
        case OptionValue():
            told["values"] = [[name, value_json(node.type, value)] for name, value in node.values]
    return told


OMITTED = frozenset(("column", "type"))


def type_json(type_: Type) -> dict[str, Any]:
    """A type by its name; what else it says is in the tree already."""
    told: dict[str, Any] = {"name": type(type_).__name__}
    return {**told, "scale": type_.scale, "digits": type_.digits} if isinstance(type_, Number) else told


def value_json(type_: Type, value: Any) -> Any:
    """A stored value: a number as text, a duration as its parts, a set of people as a list."""
    match value:
        case Duration():
            return list(value.parts)
        case frozenset():
            return sorted(value)
        case int() if isinstance(type_, Number):
            return str(value)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return to_json(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
