"""The element `score`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.definitions.model import Element
from engine.definitions.reader import Reader
from engine.definitions.slots import Expr, Integer, Many, Map, Number, Repeat, Word, key
from engine.definitions.values import Expression
from engine.time import repeat


@dataclass(frozen=True, kw_only=True)
class Point(Element):
    """Points that a record has while a condition holds."""

    add: Decimal = key(
        Number(),
        doc="So many points; fewer than none take away",
        example="{add: 40, when: budget > 100000}",
    )
    when: Expression = key(Expr("boolean"), doc="As long as this holds", example="{add: 40, when: budget > 100000}")


@dataclass(frozen=True, kw_only=True)
class Score(Element):
    """A number for how well a record does; the best have the greatest."""

    noun = "score"

    formula: Expression | None = key(
        Expr(),
        default=None,
        doc="What is judged",
        example="{score: R 近度, formula: recency, better: low, bands: [7, 30, 60, 90]}",
    )
    better: str = key(
        Word("high", "low"),
        default="",
        doc="Which end of it is the good one",
        example="{score: R 近度, formula: recency, better: low, bands: [7, 30, 60, 90]}",
    )
    bands: tuple[Expression, ...] = key(
        Many(Expr()),
        default=(),
        doc="Bounds of the bands, ascending; a value on a bound is in the better band. Four bounds give 1 to 5",
        example="{score: F 频度, formula: order_count, better: high, bands: [2, 5, 10]}",
    )
    quantiles: int | None = key(
        Integer(2, 100),
        default=None,
        doc="So many bands with equally many records, by stored bounds; equal values share the lower band",
        example="{score: M 金额, formula: paid, better: high, quantiles: 5, refresh: day 02:00}",
    )
    refresh: repeat.Repeat | None = key(
        Repeat(),
        default=None,
        doc="When the bounds of `quantiles` are computed anew; between, records are held against the stored ones",
        example="{score: M 金额, formula: paid, better: high, quantiles: 5, refresh: day 02:00}",
    )
    points: Mapping[str, Point] = key(
        Map(Point),
        default={},
        doc="Points that add up, instead of a formula",
        example="{score: 线索评分, max: 100, points: {budget: {add: 40, when: budget > 100000}}}",
    )
    max: Decimal | None = key(
        Number(),
        default=None,
        doc="No more than so many points",
        example="{score: 线索评分, max: 100, points: {budget: {add: 40, when: budget > 100000}}}",
    )

    def promises(self) -> bool:
        return True

    def verify(self, reader: Reader) -> None:
        ways = [word for word in ("bands", "quantiles", "points") if getattr(self, word)]
        if len(ways) != 1:
            reader.problem("score.one_way", self.span, title=self.title)
            return
        if self.points:
            self._refuse(reader, "formula", "refresh")
            return
        for word in ("formula", "better"):
            if not getattr(self, word):
                reader.problem("definition.missing", self.span, key=word)
        self._refuse(reader, "max")
        if self.quantiles and self.refresh is None:
            reader.problem("cut.no_refresh", self.span, title=self.title)
        elif self.bands and self.refresh is not None:
            reader.problem("cut.needless_refresh", self.span_of("refresh"), title=self.title)

    def _refuse(self, reader: Reader, *words: str) -> None:
        for word in words:
            if getattr(self, word) is not None:
                reader.problem("score.does_not_go", self.span_of(word), word=word, title=self.title)
