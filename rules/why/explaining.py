"""The explanation of a derived value, for one reader: every part with its values, since when, until when, and what is
missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.expressions import python, why
from engine.expressions.atoms import live
from engine.expressions.checked import Checked
from engine.expressions.nearest import Asking, nearest
from engine.expressions.render import Title
from engine.expressions.tree import Node
from engine.expressions.types import BOOLEAN, Type
from engine.expressions.why import Condition
from engine.records.evaluate import At, beside
from engine.records.history import last_change, record_intervals
from rules.why.contributors import Contributors, Looking
from rules.why.facts import Explanation, Lack, Part, Since, Subject, Veil
from rules.why.future import Moment, flips_at
from rules.why.unfolding import conditions_opened, times_opened

if TYPE_CHECKING:
    from engine.expressions.environment import Environment
    from engine.records.entity import Attribute
    from engine.records.readers import Reader

OPENED, TIMED = "_conditions_opened", "_times_opened"  # where a tree keeps itself as it is shown, and as time sees it


def explain(
    looking: Looking, reader: Reader, subject: Subject, wanted: Any = None, title: Title | None = None
) -> Explanation:
    """Why a record has the value of a subject; why not the ``wanted`` one, if one is named and it has another."""
    formula = kept_tree(subject.formula, OPENED, lambda tree: conditions_opened(tree, looking.version.catalog))
    row, environment = beside(formula, looking.entity, looking.row, reader)
    found = why.explain(formula, row, environment, title)
    root = _part(looking, found)
    stored = subject.name and looking.entity.attributes[subject.name].column is not None
    value = looking.row[subject.name] if stored else python.function(formula)(row, environment)
    lacks, sure = None, False
    if wanted is not None and not as_wanted(formula.type, value, wanted):
        missing = nearest(formula.tree, wanted, _Trying(looking, reader, formula, wanted).asking(row, environment))
        seen = {id(part.found.tree): part for part in leaves(root)}
        parts = (
            seen.get(id(need.leaf)) or _part(looking, why.explain(need.leaf, row, environment, title))
            for need in missing.needs
        )
        lacks, sure = tuple(map(Lack, missing.needs, parts)), missing.sure
    flip = None if _secret(root) else flips(looking, reader, subject.formula)
    since = _since(looking, reader, subject, value)
    return Explanation(subject, value, formula.type, since, flip, environment, root, wanted, lacks, sure)


def as_wanted(type_: Type, value: Any, wanted: Any) -> bool:
    return bool(value) is wanted if type_ == BOOLEAN else bool(value == wanted)


def flips(looking: Looking, at: At, formula: Checked) -> int | None:
    """When time alone changes a value, also through other values that time changes."""
    found = timed(looking, formula)
    return flips_at(found, looking.entity, looking.row, at) if live(found.tree) else None


def timed(looking: Looking, formula: Checked) -> Checked:
    return kept_tree(formula, TIMED, lambda tree: times_opened(tree, looking.version.catalog))


def kept_tree(formula: Checked, where: str, make: Callable[[Node], Node]) -> Checked:
    """The same formula made into another tree, once."""
    kept = formula.tree.__dict__
    if where not in kept:
        kept[where] = Checked(make(formula.tree), formula.text)
    found: Checked = kept[where]
    return found


def _part(looking: Looking, found: Condition) -> Part:
    assert found.tree is not None
    if found.items and looking.opens(found.tree):
        return Part(found, "", Contributors(), tuple(_part(looking, item) for item in found.items))
    veil: Veil = "fields" if found.items else looking.veil(found.tree, found.facts)
    return Part(found, veil, Contributors() if veil == "fields" else looking.contributors(found.tree))


def _secret(part: Part) -> bool:
    """Whether the time of a change would tell a value that is not for the reader."""
    if part.items:
        return any(map(_secret, part.items))
    return bool(part.veil) and part.found.tree is not None and live(part.found.tree)


def leaves(part: Part) -> Iterator[Part]:
    """The parts that are not made of others."""
    if not part.items:
        yield part
    for item in part.items:
        yield from leaves(item)


def _since(looking: Looking, reader: Reader, subject: Subject, value: Any) -> Since:
    number = looking.version.number
    attribute = looking.entity.attributes.get(subject.name)
    if attribute is None or attribute.column is None:
        return Since(None, number)
    if attribute.intervals:
        return _in_intervals(looking, reader, attribute, value)
    at = last_change(reader, looking.row["id"], subject.name)
    return Since(looking.row["created_at"] if at is None else at, number)


def _in_intervals(looking: Looking, reader: Reader, attribute: Attribute, value: Any) -> Since:
    """From the stretches that are stored: the open one, or the end of the last one; else since the record is."""
    for one in record_intervals(reader, looking.row["id"]):
        if one.what != attribute.name:
            continue
        if value and one.until is None:
            return Since(one.since, one.rule_version)
        if not value and one.until is not None:
            return Since(one.until, looking.version.number)
    return Since(looking.row["created_at"], looking.version.number)


@dataclass(frozen=True)
class _Trying:
    """Tries changes of a record, and other times, without writing anything."""

    looking: Looking
    reader: Reader
    formula: Checked
    wanted: Any

    def asking(self, row: Mapping[str, Any], environment: Environment) -> Asking:
        def told(part: Node) -> bool:
            facts = (why.Fact(key, node, row.get(key)) for key, node in why.reads(part).items())
            return not self.looking.veil(part, tuple(facts))

        return Asking(row, environment, self.waits, self.holds, told)

    def waits(self, part: Node, wanted: bool) -> int | None:
        return flips(self.looking, self.reader, Checked(part))

    def holds(self, changed: Mapping[str, Any], at: int | None) -> bool:
        """Whether the value is as wanted for the record with other values, at another time."""
        entity = self.looking.entity
        moment: At = self.reader if at is None else Moment(self.reader, at)
        formula = self.formula if at is None else timed(self.looking, self.formula)
        own = {name: value for name, value in changed.items() if name in entity.attributes}
        row, environment = beside(formula, entity, {**self.looking.row, **own}, moment)
        value = python.function(formula)({**row, **changed}, environment)
        return as_wanted(formula.type, value, self.wanted)
