"""The explanation of a tag: its condition with values, what is behind them, since when, until when, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.access.evaluate import inputs_level
from engine.expressions import why
from engine.expressions.checked import Checked
from engine.expressions.types import DATETIME, Date, Number
from engine.expressions.why import Condition
from engine.records.codec import to_json
from engine.records.evaluate import beside
from engine.records.history import record_intervals
from rules.why.contributors import Looking
from rules.why.future import flips_at
from rules.why.words import AND, Words

if TYPE_CHECKING:
    from engine.records.entity import Attribute
    from engine.records.readers import Reader


@dataclass(frozen=True)
class Since:
    """Since when a value is what it is, and by which version it was computed."""

    at: int
    number: int


def explained(looking: Looking, reader: Reader, attribute: Attribute, element: str, title: str, words: Words) -> Any:
    """The answer of ``why``, as JSON data in the language of the words."""
    formula = attribute.formula
    assert formula is not None
    row, about = beside(formula, looking.entity, looking.row, reader)
    found = why.explain(formula, row, about, words.field)
    holds = bool(looking.row[attribute.name])
    since = _since(looking, reader, attribute.name, holds)
    flip = flips_at(formula, looking.entity, looking.row, reader) if found.holds is holds else None
    missing = None if holds else _missing(looking, found, flip, words)
    return {
        "element": element,
        "title": title,
        "holds": holds,
        "since": to_json(DATETIME, since.at),
        "lapses_at": to_json(DATETIME, flip) if holds else None,
        "rule_version": since.number,
        "sentence": _sentence(looking, found, holds, title, since.at, flip, words),
        "condition": _told(looking, found, words),
        "missing": missing,
    }


def _since(looking: Looking, reader: Reader, name: str, holds: bool) -> Since:
    """From the stretches that are stored: the open one, or the end of the last one; else since the record is."""
    stretches = [one for one in record_intervals(reader, looking.row["id"]) if one.what == name]
    for one in stretches:
        if holds and one.until is None:
            return Since(one.since, one.rule_version)
        if not holds and one.until is not None:
            return Since(one.until, looking.version.number)
    return Since(looking.row["created_at"], looking.version.number)


def _told(looking: Looking, condition: Condition, words: Words) -> dict[str, Any]:
    if condition.items:
        items = [_told(looking, item, words) for item in condition.items]
        return {"op": condition.op, "holds": condition.holds, "items": items}
    if _veiled(looking, condition):
        return {"op": condition.op, "holds": condition.holds, "text": words.say("unseen"), "veiled": True}
    assert condition.tree is not None and condition.type is not None
    behind = looking.contributors(condition.tree)
    return {
        "op": condition.op,
        "text": words.text(condition),
        "value": to_json(condition.type, condition.value),
        "bound": _bound(condition),
        "holds": condition.holds,
        "from": list(behind.seen),
        "hidden": behind.hidden,
    }


def _bound(condition: Condition) -> Any:
    """A single option beside a set of them is written as it is."""
    assert condition.type is not None
    return condition.bound if condition.op == "has" else to_json(condition.type, condition.bound)


def _veiled(looking: Looking, leaf: Condition) -> bool:
    """Whether a part reads what the reader may not read."""
    assert leaf.tree is not None
    return inputs_level(looking.version, Checked(leaf.tree), looking.viewer) != "read"


def leaves(condition: Condition, holds: bool) -> list[Condition]:
    """The parts that make a condition hold, or those that would have to change for it: as few as can be."""
    if condition.op == "formula":
        return leaves(condition.items[0], holds)
    if condition.op not in ("and", "or"):
        return [condition] if condition.holds is holds else []
    parts = [leaves(item, holds) for item in condition.items if item.holds is holds]
    if condition.op == "or":
        return min(parts, key=len, default=[])
    return [leaf for part in parts for leaf in part]


def _missing(looking: Looking, found: Condition, flip: int | None, words: Words) -> dict[str, Any]:
    """The nearest change: the parts that fail, how much each lacks, and when time alone would do."""
    parts = [_part(looking, leaf, words) for leaf in leaves(found, False)]
    return {"parts": parts, "at": to_json(DATETIME, flip)}


def _part(looking: Looking, leaf: Condition, words: Words) -> dict[str, Any]:
    if _veiled(looking, leaf):
        return {"text": words.say("unseen"), "gap": None}
    measured = leaf.gap is not None and isinstance(leaf.type, Number | Date)
    gap = to_json(Number(0) if isinstance(leaf.type, Date) else leaf.type, leaf.gap) if measured and leaf.type else None
    return {"text": words.text(leaf), "gap": gap}


def _sentence(
    looking: Looking, found: Condition, holds: bool, title: str, since: int, flip: int | None, words: Words
) -> str:
    said = [words.say("unseen") if _veiled(looking, leaf) else words.reason(leaf) for leaf in leaves(found, holds)]
    reasons = AND.get(words.language, AND["en"]).join(dict.fromkeys(said))
    parts = [words.say("holds" if holds else "lacks", title=title, reasons=reasons)]
    if holds:
        parts.append(words.say("since", at=words.instant(since)))
    if flip is not None:
        parts.append(words.say("lapses" if holds else "begins", at=words.instant(flip)))
    return ("" if words.language == "zh" else " ").join(parts)
