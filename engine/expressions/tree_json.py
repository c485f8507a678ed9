"""A checked tree as plain JSON, for back ends outside Python (the browser)."""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass
from typing import Any

from engine.expressions.checked import Checked
from engine.expressions.tree import Node
from engine.time.duration import Duration


def to_json(found: Checked | Node) -> dict[str, Any]:
    """``{"node": "Comparison", "type": {"name": "Boolean"}, "operator": "<", "left": {…}, …}``."""
    node = found.tree if isinstance(found, Checked) else found
    parts = {item.name: _plain(getattr(node, item.name)) for item in fields(node) if item.name != "column"}
    return {"node": type(node).__name__, **parts}


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return to_json(value)
    if isinstance(value, Duration):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {"name": type(value).__name__, **asdict(value)}
    return value
