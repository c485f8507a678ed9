"""Conditions and instants in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.actions.wording import Wording, wording_of
from engine.expressions.render import render
from engine.expressions.tree import Attribute, Comparison, Formula, Node, OptionValue
from engine.expressions.types import DATETIME, Date, Number, Type
from engine.expressions.why import Condition

if TYPE_CHECKING:
    from engine.plugin import AppVersion

SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}
AND = {"zh": "，且", "en": " and "}
SENTENCES = {
    "zh": {
        "now": "{text}（现为 {value}）",
        "short": "{text}（现为 {value}，差 {gap}）",
        "holds": "有「{title}」，因为{reasons}。",
        "lacks": "没有「{title}」，还差：{reasons}。",
        "unseen": "有些条件您无权查看",
        "since": "自 {at} 起。",
        "lapses": "若无变化，{at} 失效。",
        "begins": "若无变化，{at} 起成立。",
        "none": "空",
    },
    "en": {
        "now": "{text} (now {value})",
        "short": "{text} (now {value}, {gap} short)",
        "holds": "“{title}” because {reasons}.",
        "lacks": "Not “{title}”; still needed: {reasons}.",
        "unseen": "conditions that you may not see",
        "since": "Since {at}.",
        "lapses": "Without a change it lapses at {at}.",
        "begins": "Without a change it begins at {at}.",
        "none": "empty",
    },
}


@dataclass(frozen=True)
class Words:
    """Words of one language about the records of an app."""

    version: AppVersion
    language: str
    zone: str

    def say(self, key: str, **parts: str) -> str:
        return SENTENCES.get(self.language, SENTENCES["en"])[key].format(**parts)

    def field(self, entity: str, name: str) -> str:
        """What people call a field."""
        attribute = self.version.catalog[entity].attributes.get(name)
        return self.version.definition.text(attribute.address, self.language, attribute.title) if attribute else ""

    def text(self, leaf: Condition) -> str:
        """A part of a condition with its bound: ``paid > ¥100.00``."""
        node = leaf.tree
        if not isinstance(node, Comparison) or not node.right.constant or leaf.type is None:
            return leaf.text.get(self.language) or leaf.text["en"]
        left = render(node.left, self.language, self.field)
        sign = SIGNS.get(node.operator, node.operator)
        return f"{left} {sign} {self.value(node.left, leaf.type, leaf.bound)}"

    def reason(self, leaf: Condition) -> str:
        """The part with the value that it has, and how much it lacks."""
        if leaf.type is None or leaf.tree is None:
            return self.text(leaf)
        about = leaf.tree.left if isinstance(leaf.tree, Comparison) else leaf.tree
        value = self.value(about, leaf.type, leaf.value)
        if leaf.gap and leaf.type != DATETIME:
            amount = _amount(leaf.type)
            gap = self._wording(about, amount).write(amount, leaf.gap)
            return self.say("short", text=self.text(leaf), value=value, gap=gap)
        return self.say("now", text=self.text(leaf), value=value)

    def value(self, about: Node, type_: Type, value: Any) -> str:
        return self._wording(about, type_).write(type_, value) or self.say("none")

    def instant(self, at: int) -> str:
        return Wording(self.language, self.zone).write(DATETIME, at)

    def _wording(self, node: Node, type_: Type) -> Wording:
        """How a value is written: as the field that it is of says."""
        while isinstance(node, OptionValue):
            node = node.item
        attribute = None
        if isinstance(node, Attribute | Formula):
            attribute = self.version.catalog[node.entity].attributes.get(node.name)
        return wording_of(self.version.definition, attribute, type_, self.language)


def _amount(type_: Type) -> Type:
    """The type of a difference: of dates it is a number of days."""
    return Number(0) if isinstance(type_, Date) else type_
