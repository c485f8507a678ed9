"""What is the case instead of a condition that does not hold, in one line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine.expressions.render import render
from engine.expressions.tree import Comparison, Has, In, IsEmpty, Node, Not
from engine.expressions.types import Choices, DateTime, Reference, Type
from engine.expressions.why import Condition
from engine.records.clock import moment, zone_of
from engine.records.codec import to_json
from engine.scenarios.unmet import Texts

if TYPE_CHECKING:
    from engine.scenarios.play import Play

NOTHING = {"zh": "空", "en": "empty"}
JOINED = {"zh": "，", "en": ", "}


def actual(play: Play, found: Condition) -> Texts:
    """The values that decide, of the parts that are at fault."""
    parts = list(_faults(found, True))
    told = [{language: _said(play, part, language) for language in ("zh", "en")} for part in parts]
    return {language: JOINED[language].join(dict.fromkeys(each[language] for each in told)) for language in JOINED}


def _faults(found: Condition, wanted: bool) -> Iterator[Condition]:
    """The leaves because of which a condition is not as ``wanted``."""
    if not found.items or found.op == "case":
        yield found
        return
    inner = not wanted if found.op == "not" else wanted
    wrong = [item for item in found.items if item.holds != inner]
    for item in wrong or found.items:
        yield from _faults(item, inner)


def _said(play: Play, leaf: Condition, language: str) -> str:
    looked = _looked_at(leaf.tree) if leaf.tree is not None else None
    if looked is None:
        holds = {"zh": "成立" if leaf.holds else "不成立", "en": "holds" if leaf.holds else "does not hold"}
        return f"{leaf.text[language]} {holds[language]}"
    value = shown(play, leaf.type, leaf.value, language)
    text = f"{render(looked, language)} = {value}"
    if leaf.bound is not None and isinstance(leaf.tree, Comparison) and leaf.tree.right.children:
        text += (
            f"{JOINED[language]}{render(leaf.tree.right, language)} = {shown(play, leaf.type, leaf.bound, language)}"
        )
    return text


def _looked_at(node: Node) -> Node | None:
    """What a leaf looks at; None where it is a yes or no by itself."""
    match node:
        case Comparison():
            return node.left
        case Has() | In() | IsEmpty():
            return node.item
        case Not(item=IsEmpty() as inner):
            return inner.item
    return None


def shown(play: Play, type_: Type | None, value: Any, language: str) -> str:
    """A stored value as the scenario would write it."""
    if value is None or type_ is None:
        return NOTHING[language]
    if isinstance(type_, Reference):
        return play.name_of(value) or str(value)
    if isinstance(type_, Choices):
        return JOINED[language].join(to_json(type_, value))
    if isinstance(type_, DateTime):
        return f"{local(value, play.version.definition.app.timezone):%Y-%m-%d %H:%M}"
    told = to_json(type_, value)
    return str(told).lower() if isinstance(told, bool) else f"{told:g}" if _whole(told) else str(told)


def local(instant: int, zone: str) -> datetime:
    """An instant on the clocks of the app."""
    return moment(instant).astimezone(zone_of(zone))


def _whole(value: Any) -> bool:
    return isinstance(value, float) and value.is_integer() and abs(value) < 1e6
