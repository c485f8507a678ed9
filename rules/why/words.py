"""Parts, changes and instants in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.actions.wording import Wording, wording_of
from engine.expressions.nearest import Change, Need
from engine.expressions.render import render
from engine.expressions.tree import (
    Aggregate,
    Attribute,
    Comparison,
    Formula,
    Node,
    OptionValue,
    Parameter,
    Path,
    Rescale,
)
from engine.expressions.types import DATE, DATETIME, Choices, Date, DateTime, Number, Reference, Type
from engine.expressions.why import Condition
from engine.records.codec import SEPARATOR

if TYPE_CHECKING:
    from engine.plugin import AppVersion

SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}
AND = {"zh": "，且", "en": " and "}
LIST = {"zh": "，", "en": ", "}
ENGLISH = {
    "now": "{text} (now {value})",
    "short": "{text} (now {value}, {gap} short)",
    "holds": "“{title}” because {reasons}.",
    "lacks": "Not “{title}”; still needed: {reasons}.",
    "is": "“{title}” is {value}: {reasons}.",
    "is_plain": "“{title}” is {value}.",
    "for": "For {wanted}: {reasons}.",
    "unseen": "conditions that you may not see",
    "cut": "the cut point",
    "since": "Since {at}.",
    "lapses": "Without a change it lapses at {at}.",
    "begins": "Without a change it begins at {at}.",
    "changes": "Without a change of the data it changes at {at}.",
    "none": "empty",
    "not": "not: {text}",
    "waits": "{text} (from {at})",
    "more": "{gap} more {name} needed",
    "fewer": "{name} {gap} too much",
    "count": "{gap} more: {name}",
    "from": "{name} on or after {value}",
    "until": "{name} on or before {value}",
    "at_least": "{name} at least {value}",
    "at_most": "{name} at most {value}",
    "be": "{name}: {value}",
    "differ": "{name} other than {before}",
    "fill": "{name} filled in",
    "clear": "{name} empty",
    "add": "{name} with {value}",
    "remove": "{name} without {value}",
}
CHINESE = {
    "now": "{text}（现为 {value}）",
    "short": "{text}（现为 {value}，差 {gap}）",
    "holds": "有「{title}」，因为{reasons}。",
    "lacks": "没有「{title}」，还差：{reasons}。",
    "is": "「{title}」是 {value}：{reasons}。",
    "is_plain": "「{title}」是 {value}。",
    "for": "要成为{wanted}：{reasons}。",
    "unseen": "有些条件您无权查看",
    "cut": "分界值",
    "since": "自 {at} 起。",
    "lapses": "若无变化，{at} 失效。",
    "begins": "若无变化，{at} 起成立。",
    "changes": "若数据不变，{at} 会变。",
    "none": "空",
    "not": "不再满足：{text}",
    "waits": "{text}（{at} 起）",
    "more": "{name}还差 {gap}",
    "fewer": "{name}多了 {gap}",
    "count": "{name}还差 {gap} 条",
    "from": "{name}不早于 {value}",
    "until": "{name}不晚于 {value}",
    "at_least": "{name}至少 {value}",
    "at_most": "{name}至多 {value}",
    "be": "{name}为 {value}",
    "differ": "{name}不是 {before}",
    "fill": "填写{name}",
    "clear": "清空{name}",
    "add": "{name}加上 {value}",
    "remove": "{name}去掉 {value}",
}
SENTENCES = {"zh": CHINESE, "en": ENGLISH}


def within(text: str, language: str) -> str:
    """A text as it stands within a sentence: without the capital of a title, unless it is an abbreviation."""
    plain = language == "en" and text[:1].isupper() and text[1:2].islower()
    return text[0].lower() + text[1:] if plain else text


@dataclass(frozen=True)
class Words:
    """Words of one language about the records of an app. ``label(entity, id)`` is what a record is called for the
    reader."""

    version: AppVersion
    language: str
    zone: str
    label: Callable[[str, str], str] = lambda entity, id: id

    def say(self, key: str, **parts: str) -> str:
        return SENTENCES.get(self.language, ENGLISH)[key].format(**parts)

    def field(self, entity: str, name: str) -> str:
        """What people call a field."""
        attribute = self.version.catalog[entity].attributes.get(name)
        if attribute is None:
            return ""
        return self.version.definition.text(attribute.address.removesuffix("/when"), self.language, attribute.title)

    def node(self, node: Node) -> str:
        return render(node, self.language, self.field, self.parameter)

    def parameter(self, name: str) -> str:
        """What people call a parameter; what no app declares is a cut point that the engine has worked out."""
        declared = self.version.definition.app.parameters.get(name)
        return self.version.definition.title(declared, self.language) if declared is not None else self.say("cut")

    def text(self, leaf: Condition) -> str:
        """A part of a condition with its bound: ``paid > ¥100.00``."""
        node = leaf.tree
        if not isinstance(node, Comparison) or not node.right.constant or leaf.type is None:
            return self.node(node) if node is not None else self.pick(leaf.text)
        if not isinstance(node.right, Parameter) and isinstance(node.right.type, Choices):
            return self.node(node)
        sign = SIGNS.get(node.operator, node.operator)
        return f"{self.node(node.left)} {sign} {self.value(node.left, leaf.type, leaf.bound)}"

    def pick(self, texts: Mapping[str, str]) -> str:
        return texts.get(self.language) or texts["en"]

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
        if isinstance(type_, Reference) and value is not None:
            return self.label(type_.entity, value)
        return self._wording(about, type_).write(type_, value) or self.say("none")

    def instant(self, at: int) -> str:
        return Wording(self.language, self.zone).write(DATETIME, at)

    def need(self, need: Need, leaf: Condition) -> str:
        """A part that has to turn, with the value that it has, how much it lacks, or when time does it."""
        if need.at is not None:
            return self.say("waits", text=self.text(leaf), at=self.instant(need.at))
        if need.wanted is not True:
            return self.say("not", text=self.reason(leaf))
        if need.change is None or leaf.gap or leaf.op in ("value", "set"):
            return self.reason(leaf)
        return f"{self.reason(leaf)}{LIST[self.language]}{self.change(need.change)}"

    def change(self, change: Change) -> str:
        """What would have to be otherwise, at least."""
        name, type_ = self.node(change.node), change.node.type
        if change.word in ("at_least", "at_most"):
            return self._further(change, name)
        shown = change.after
        if isinstance(type_, Choices) and change.word in ("add", "remove"):
            held, wanted = (set((each or "").split(SEPARATOR)) for each in (change.before, change.after))
            shown = SEPARATOR.join(sorted(held ^ wanted))
        value = self.value(change.node, type_, shown)
        return self.say(change.word, name=name, value=value, before=self.value(change.node, type_, change.before))

    def _further(self, change: Change, name: str) -> str:
        type_, up = change.node.type, change.word == "at_least"
        if isinstance(type_, Date | DateTime):
            return self.say("from" if up else "until", name=name, value=self.value(change.node, type_, change.after))
        if change.before is None:
            return self.say(change.word, name=name, value=self.value(change.node, type_, change.after))
        gap = self._wording(change.node, type_).write(type_, abs(change.after - change.before))
        if up and isinstance(change.node, Aggregate) and change.node.function == "count":
            return self.say("count", name=name, gap=gap)
        return self.say("more" if up else "fewer", name=name, gap=gap)

    def _wording(self, node: Node, type_: Type) -> Wording:
        """How a value is written: as the field that it is of says."""
        while not isinstance(node, Attribute | Formula):
            inner = _of(node)
            if inner is None:
                break
            node = inner
        attribute = None
        if isinstance(node, Attribute | Formula):
            attribute = self.version.catalog[node.entity].attributes.get(node.name)
        return wording_of(self.version.definition, attribute, type_, self.language)


def _of(node: Node) -> Node | None:
    """What the value of a node is one of, or is made of values of the same kind."""
    match node:
        case OptionValue(item=inner) | Path(value=inner) | Rescale(item=inner) | Aggregate(value=inner):
            return inner
    return None


def _amount(type_: Type) -> Type:
    """The type of a difference: of dates it is a number of days."""
    return Number(0) if type_ == DATE else type_
