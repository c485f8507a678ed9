"""From a segment to the choice that it keeps on the records of its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from engine.definitions.values import Expression
from engine.expressions.checked import Checked
from engine.expressions.tree import Literal, Node
from engine.expressions.types import NULL, Choice, Option
from engine.plugin import Build
from engine.records.entity import Attribute, Entity
from rules.composing import composed, condition, first_true, is_else
from rules.cuts.composing import Ranking, better, unknown
from rules.kept import Result, kept
from rules.segments.definition import Segment


def results(segment: Segment) -> Iterator[Result]:
    """The class of a record; for classes by rank also the hidden value that it is ranked by."""
    yield Result(kept(segment.name, class_type(segment), segment.title, segment.address), segment, Segmenting(segment))
    if segment.cut is not None:
        address = f"{segment.cut.address}/by"
        hidden = Attribute(f"{segment.name}.value", NULL, hidden=True, title=segment.title, address=address)
        yield Result(hidden, segment, segment.cut.by)


def class_type(segment: Segment) -> Choice:
    """The classes as the options of a choice."""
    options = []
    for name in segment.names():
        known = segment.classes.get(name)
        title, color = (known.title, str(known.color or "")) if known is not None else ("", "")
        address = known.address if known is not None else ""
        options.append(Option(name, title or name.upper(), address=address, color=color))
    return Choice(tuple(options))


def ranking(segment: Segment) -> Ranking | None:
    """What a segment by rank cuts; the worst class first."""
    if segment.cut is None or segment.refresh is None:
        return None
    shares = [Fraction(share) for share in segment.cut.shares.values()]
    bounds = tuple(accumulate(reversed(shares)))[:-1]
    return Ranking(segment.name, f"{segment.name}.value", bounds, "high", segment.refresh, segment.address)


@dataclass(frozen=True, eq=False)
class Segmenting:
    """The formula of a segment: the first class whose condition holds."""

    segment: Segment

    def compose(self, build: Build, entity: Entity, attribute: Attribute) -> Checked | None:
        ranked = ranking(self.segment)
        if ranked is not None:
            return self._by_rank(build, entity, attribute, ranked)
        branches: list[tuple[Node, Node]] = []
        otherwise = Literal(attribute.type, None)
        for name, each in self.segment.classes.items():
            assert each.when is not None
            value = Literal(attribute.type, name)
            if is_else(each.when):
                otherwise = value
            elif (when := self._condition(build, entity, each.when, each.address)) is not None:
                branches.append((when, value))
        return composed(first_true(attribute.type, branches, otherwise))

    def _condition(self, build: Build, entity: Entity, when: Expression, address: str) -> Node | None:
        return condition(build, entity, when, f"{address}/when")

    def _by_rank(self, build: Build, entity: Entity, attribute: Attribute, ranked: Ranking) -> Checked | None:
        value = ranked.ranked(build, entity)
        if value is None:
            return None
        cuts = ranked.points(entity, value.type)
        names = self.segment.names()
        branches: list[tuple[Node, Node]] = [(unknown(value, cuts), Literal(attribute.type, None))]
        for name, cut in zip(names, reversed(cuts), strict=False):
            branches.append((better(value, cut, "high"), Literal(attribute.type, name)))
        return composed(first_true(attribute.type, branches, Literal(attribute.type, names[-1])))
