"""An explanation as JSON data, with sentences in the language of its reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.expressions.nearest import Need
from engine.expressions.tree import Attribute
from engine.expressions.types import BOOLEAN, DATE, DATETIME, Date, DateTime, Number, People, Reference
from engine.expressions.why import Condition
from engine.records.codec import to_json
from rules.why.facts import Explanation, Lack, Part
from rules.why.words import AND, LIST, Words, within


@dataclass(frozen=True)
class Telling:
    found: Explanation
    words: Words

    def answer(self) -> dict[str, Any]:
        """The answer of ``why``."""
        found, condition = self.found, self.found.type == BOOLEAN
        return {
            "element": found.subject.element,
            "title": found.subject.title,
            "holds": found.holds if condition else None,
            "value": to_json(found.type, found.value),
            "since": to_json(DATETIME, found.since.at),
            "lapses_at": to_json(DATETIME, found.flips_at) if found.holds or not condition else None,
            "rule_version": found.since.number,
            "clock": {
                "now": to_json(DATETIME, found.environment.now),
                "today": to_json(DATE, found.environment.today),
                "zone": self.words.zone,
            },
            "sentence": self.sentence(),
            "condition": self.part(found.root),
            "missing": self.missing(),
        }

    # Parts

    def part(self, part: Part) -> dict[str, Any]:
        found = part.found
        told: dict[str, Any] = {"op": found.op, "holds": found.holds}
        if part.veil == "fields":
            return {**told, "text": self.words.say("unseen"), "veiled": True}
        if part.items:
            named = {"text": self.words.node(found.tree)} if found.op == "formula" and found.tree is not None else {}
            return {**told, **named, "items": [self.part(item) for item in part.items]}
        told |= {"text": self.words.text(found), "from": list(part.behind.seen), "hidden": part.behind.hidden}
        if part.veil:
            return told
        return {**told, "value": self.value(found, found.value), "bound": self.value(found, found.bound)}

    def value(self, found: Condition, value: Any) -> Any:
        """A single option beside a set of them is written as it is; a record with what it is called."""
        assert found.type is not None
        if isinstance(found.type, Reference) and value is not None:
            return {"id": value, "label": self.words.label(found.type.entity, value)}
        if isinstance(found.type, People):
            return None
        return value if found.op == "has" and value == found.bound else to_json(found.type, value)

    # What is missing

    def missing(self) -> dict[str, Any] | None:
        """The nearest change: the parts that have to turn, how much each lacks, and when time alone would do."""
        found = self.found
        if found.missing is None:
            return None
        begins = found.flips_at if found.type == BOOLEAN else None
        return {
            "parts": [self.lack(lack) for lack in found.missing],
            "at": to_json(DATETIME, begins),
            "wanted": to_json(found.type, found.wanted),
            "sure": found.sure,
        }

    def lack(self, lack: Lack) -> dict[str, Any]:
        need, part = lack.need, lack.part
        if part.veil:
            text = self.words.say("unseen") if part.veil == "fields" else self.words.text(part.found)
            return {"text": text, "gap": None, "change": None, "at": None}
        return {
            "text": self.words.text(part.found),
            "gap": self.gap(need, part.found),
            "change": self.words.change(need.change) if need.change is not None else None,
            "at": to_json(DATETIME, need.at),
        }

    def gap(self, need: Need, leaf: Condition) -> Any:
        """How much a number or a date lacks; in days for dates."""
        if need.wanted is True and leaf.gap is not None and isinstance(leaf.type, Number | Date):
            return to_json(Number(0) if leaf.type == DATE else leaf.type, leaf.gap)
        change = need.change
        if change is None or change.word not in ("at_least", "at_most") or change.before is None:
            return None
        type_ = change.node.type
        if isinstance(type_, DateTime):
            return None
        return to_json(Number(0) if type_ == DATE else type_, abs(change.after - change.before))

    # Sentences

    def sentence(self) -> str:
        parts = list(self.sentences())
        return ("" if self.words.language == "zh" else " ").join(parts)

    def sentences(self) -> Iterator[str]:
        found, say = self.found, self.words.say
        title, condition = found.subject.title, found.type == BOOLEAN
        if not condition:
            yield self.being()
        elif found.holds:
            yield say("holds", title=title, reasons=self.joined(self.reasons(found.root, True)))
        else:
            yield say("lacks", title=title, reasons=self.joined(self.lacking()))
        if found.since.at is not None and (found.holds or not condition):
            yield say("since", at=self.words.instant(found.since.at))
        if found.flips_at is not None:
            key = "changes" if not condition else "lapses" if found.holds else "begins"
            yield say(key, at=self.words.instant(found.flips_at))
        if not condition and found.missing:
            wanted = self.shown(found.wanted)
            yield say("for", wanted=wanted, reasons=self.joined(self.lacking()))

    def being(self) -> str:
        """A value with what decided about it: the condition of its branch, or what it was computed from."""
        value = self.shown(self.found.value)
        reasons = [*self.deciding(self.found.root)]
        key = "is" if reasons else "is_plain"
        return self.words.say(key, title=self.found.subject.title, value=value, reasons=self.joined(reasons))

    def deciding(self, part: Part) -> Iterator[str]:
        if part.veil:
            yield self.words.say("unseen")
        elif part.found.op == "formula" and part.items:
            yield from self.deciding(part.items[0])
        elif part.found.op == "case" and part.items:
            *tried, chosen = part.items
            if tried and tried[-1].found.holds:
                yield from self.reasons(tried[-1], True)
            yield from self.deciding(chosen) if chosen.found.facts or chosen.items else ()
        elif part.found.facts:
            said = (f"{self.words.node(fact.node)} = {self.fact(fact.node, fact.value)}" for fact in part.found.facts)
            yield LIST[self.words.language].join(within(fact, self.words.language) for fact in said)

    def fact(self, node: Any, value: Any) -> str:
        return self.words.value(node, node.type, value)

    def shown(self, value: Any) -> str:
        subject = self.found.subject
        return self.words.value(Attribute(self.found.type, subject.form, subject.name), self.found.type, value)

    def reasons(self, part: Part, wanted: bool) -> list[str]:
        """The parts that make a condition hold, or those that would have to change for it: as few as can be."""
        if part.veil == "fields":
            return [self.words.say("unseen")]
        op, items = part.found.op, part.items
        if not items:
            said = self.words.text(part.found) if part.veil else self.words.reason(part.found)
            return [said]
        if op in ("formula", "not"):
            return self.reasons(items[0], wanted is (op == "formula"))
        if op == "case":
            *tried, chosen = items
            before = self.reasons(tried[-1], True) if tried and tried[-1].found.holds else []
            return [*before, *self.reasons(chosen, wanted)]
        turning = [self.reasons(item, wanted) for item in items if item.found.holds is wanted]
        if (op == "and") is wanted:
            return [one for each in turning for one in each]
        return min(turning, key=len, default=[])

    def lacking(self) -> list[str]:
        """The parts that have to turn; all that fails, where no way is known."""
        return [self.lacks(lack) for lack in self.found.missing or ()] or self.reasons(self.found.root, False)

    def lacks(self, lack: Lack) -> str:
        found = lack.part.found
        if lack.part.veil == "fields":
            return self.words.say("unseen")
        return self.words.text(found) if lack.part.veil else self.words.need(lack.need, found)

    def joined(self, reasons: list[str]) -> str:
        language = self.words.language
        return AND.get(language, AND["en"]).join(within(reason, language) for reason in dict.fromkeys(reasons))
