"""From a score to the number that it keeps on the records of its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from engine.compiling import check_in
from engine.expressions.checked import Checked
from engine.expressions.tree import Case, Extreme, IsEmpty, Literal, Node
from engine.expressions.types import BOOLEAN, NULL, Number, describe
from engine.plugin import Build
from engine.problems import Problem
from engine.records.entity import Attribute, Entity
from rules.composing import added, composed, condition, first_true
from rules.cuts.composing import Ranking, better, unknown, value_of
from rules.kept import Result, kept
from rules.scores.definition import Score

DIGITS = 9
BAND = Number(0, 3)


def results(score: Score) -> Iterator[Result]:
    """The score, and for bands the hidden value that is judged."""
    address = score.address
    if score.points:
        yield Result(kept(score.name, points_type(score), score.title, address), score, Pointing(score))
    elif score.formula is not None:
        yield Result(kept(score.name, BAND, score.title, address), score, Banding(score))
        hidden = Attribute(f"{score.name}.value", NULL, hidden=True, title=score.title, address=f"{address}/formula")
        yield Result(hidden, score, score.formula)


def points_type(score: Score) -> Number:
    """The number that points add up to."""
    scale = max(_decimals(each) for each in (*(point.add for point in score.points.values()), score.max or Decimal(0)))
    return Number(scale, DIGITS)


def ranking(score: Score) -> Ranking | None:
    """What a score by quantiles cuts."""
    if score.quantiles is None or score.refresh is None:
        return None
    bounds = tuple(Fraction(number, score.quantiles) for number in range(1, score.quantiles))
    return Ranking(score.name, f"{score.name}.value", bounds, str(score.better), score.refresh, score.address)


def top(score: Score) -> int:
    """The best band."""
    return score.quantiles or len(score.bands) + 1


@dataclass(frozen=True, eq=False)
class Banding:
    """The formula of a score by bands: the best first, null without a value."""

    score: Score

    def compose(self, build: Build, entity: Entity, attribute: Attribute) -> Checked | None:
        value = value_of(build, entity, f"{self.score.name}.value", self.score.address)
        if value is None:
            return None
        ranked, end = ranking(self.score), str(self.score.better)
        if ranked is not None:
            cuts: Sequence[Node] | None = ranked.points(entity, value.type)
        else:
            cuts = self._bounds(build, entity, value)
        if cuts is None:
            return None
        nothing = unknown(value, cuts) if ranked is not None else IsEmpty(BOOLEAN, value)
        branches: list[tuple[Node, Node]] = [(nothing, Literal(attribute.type, None))]
        for place, cut in enumerate(reversed(cuts)):
            band = Literal(attribute.type, top(self.score) - place)
            branches.append((better(value, cut, end, equal=ranked is None), band))
        return composed(first_true(attribute.type, branches, Literal(attribute.type, 1)))

    def _bounds(self, build: Build, entity: Entity, value: Node) -> list[Node] | None:
        """The bounds from the worst; None after a problem was recorded."""
        found: list[Node] = []
        for written in self.score.bands:
            address = f"{self.score.address}/bands"
            checked = check_in(build, entity, written, "any", address)
            if checked is None:
                return None
            if type(checked.type) is not type(value.type):
                parameters = {"expected": describe(value.type), "found": describe(checked.type)}
                build.problems.add(Problem("expression.type", parameters, address, written.span))
                return None
            found.append(checked.tree)
        self._check_order(build, found)
        return found if self.score.better == "high" else found[::-1]

    def _check_order(self, build: Build, bounds: list[Node]) -> None:
        known = [_exact(bound) for bound in bounds if isinstance(bound, Literal)]
        if any(one >= other for one, other in pairwise(known)):
            score = self.score
            build.problems.add(Problem("score.order", {"title": score.title}, score.address, score.span_of("bands")))


@dataclass(frozen=True, eq=False)
class Pointing:
    """The formula of a score by points: their sum, at most ``max``."""

    score: Score

    def compose(self, build: Build, entity: Entity, attribute: Attribute) -> Checked | None:
        type_ = points_type(self.score)
        items: list[Node] = []
        for point in self.score.points.values():
            when = condition(build, entity, point.when, f"{point.address}/when")
            if when is not None:
                worth = Literal(type_, int(point.add.scaleb(type_.scale)))
                items.append(Case(type_, ((when, worth),), Literal(type_, 0)))
        total = added(items, type_)
        if self.score.max is not None:
            total = Extreme(total.type, "min", (total, Literal(type_, int(self.score.max.scaleb(type_.scale)))))
        return composed(total)


def _exact(bound: Literal) -> Fraction:
    scale = bound.type.scale if isinstance(bound.type, Number) else 0
    return Fraction(bound.value or 0, 10**scale)


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
