"""A located tree as JSON text."""

from __future__ import annotations

import json
import re

from engine.definitions.tree import Mapping, Node, Scalar, Sequence

TYPED = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?|true|false", re.ASCII)


def rendered(node: Node) -> str:
    """The JSON text that means the same; plain numbers and truth values are written without quotes."""
    match node:
        case Scalar():
            if node.null:
                return "null"
            return node.text if node.plain and TYPED.fullmatch(node.text) else json.dumps(node.text)
        case Sequence():
            return f"[{', '.join(rendered(item) for item in node.items)}]"
        case Mapping():
            return f"{{{', '.join(f'{json.dumps(e.key.text)}: {rendered(e.value)}' for e in node)}}}"
