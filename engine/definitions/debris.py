"""The debris of YAML: what a comma or a colon made of a text that was meant as one."""

from __future__ import annotations

from engine.definitions import names
from engine.definitions.tree import Entry, Mapping, Scalar
from engine.problems import Problem


def debris(entry: Entry, among: Mapping) -> Problem | None:
    """The problem of a key that is really the tail of the text before it, as in ``{when: x in (a, b)}``."""
    if not among.flow or not isinstance(entry.value, Scalar) or not entry.value.null:
        return None
    if names.well_formed(entry.key.text) and not _open(_before(entry, among)):
        return None
    head = _before(entry, among)
    code = "yaml.comma_in_expression" if _open(head) or ")" in entry.key.text else "yaml.comma_in_text"
    return Problem(code, {"head": head, "tail": entry.key.text}, span=entry.key.span)


def _before(entry: Entry, among: Mapping) -> str:
    position = among.entries.index(entry)
    for other in reversed(among.entries[:position]):
        if isinstance(other.value, Scalar) and not other.value.null:
            return other.value.text
    return ""


def _open(text: str) -> bool:
    return text.count("(") > text.count(")")
