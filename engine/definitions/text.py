"""The bytes of a definition file to its located tree; hostile bytes are refused with their place."""

from __future__ import annotations

import re

import engine.definitions.text_problems  # noqa: F401  declares the codes
from engine.definitions import json_text, yaml_text
from engine.definitions.budget import Budget
from engine.definitions.tree import Node
from engine.problems import Problem, Problems, Span

LONGEST = 1_000_000  # bytes of one file
BOM = b"\xef\xbb\xbf"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def parse(file: str, data: bytes, problems: Problems, pack: Budget | None = None) -> Node | None:
    """The tree of a .yaml or .json file, or None after its problems were added."""
    text = _decode(file, data, problems)
    if text is None:
        return None
    budget = Budget(whole=pack)
    if file.endswith(".json"):
        return json_text.parse(file, text, problems, budget)
    return yaml_text.parse(file, text, problems, budget)


def _decode(file: str, data: bytes, problems: Problems) -> str | None:
    start = Span(file, 1, 1, 1, 2)
    if len(data) > LONGEST:
        problems.add(Problem("yaml.large", {"size": len(data), "limit": LONGEST}, span=start))
        return None
    if data.startswith((BOM, b"\xff\xfe", b"\xfe\xff")):
        problems.add(Problem("yaml.bom", span=start))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        span = _place(file, data[: error.start].decode("utf-8"))
        problems.add(Problem("yaml.bytes", {"detail": f"0x{data[error.start]:02x}"}, span=span))
        return None
    if (control := CONTROL.search(text)) is not None:
        span = _place(file, text[: control.start()])
        problems.add(Problem("yaml.control", {"detail": f"U+{ord(control[0]):04X}"}, span=span))
        return None
    return text


def _place(file: str, before: str) -> Span:
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Span(file, line, column, line, column + 1)
