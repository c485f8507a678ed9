"""The element `segment`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from engine.definitions.colors import COLORS
from engine.definitions.model import Element
from engine.definitions.reader import Reader
from engine.definitions.slots import Expr, Map, Number, One, Pairs, Repeat, Text, Word, key
from engine.definitions.values import Expression
from engine.time import repeat
from rules.composing import is_else


@dataclass(frozen=True, kw_only=True)
class Class(Element):
    """One class of a segment: who belongs in it, and how they are treated."""

    bare: ClassVar[bool] = True

    when: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="Who belongs here: the first class whose condition holds; `else` stands last",
        example="{title: 高价值客户, when: paid > 50000}",
    )
    strategy: str = key(
        Text(),
        default="",
        doc="How people treat the records of this class",
        example="{title: 高价值客户, when: paid > 50000, strategy: 专属客户经理}",
    )
    color: str = key(
        Word(*COLORS),
        default="",
        doc="A hue of the design",
        example="{title: 高价值客户, when: paid > 50000, color: amber}",
    )

    def promises(self) -> bool:
        return self.when is not None


@dataclass(frozen=True, kw_only=True)
class Cut(Element):
    """Classes by rank: the best so many percent of the records, the next, and so on."""

    by: Expression = key(
        Expr(), doc="What the records are ranked by, the greatest first", example="{by: paid, shares: {a: 20%, b: 80%}}"
    )
    shares: Mapping[str, Decimal] = key(
        Pairs(Number()),
        doc="The classes from the best, each with its share of the records; together 100%",
        example="{by: paid, shares: {a: 20%, b: 30%, c: 50%}}",
    )

    def verify(self, reader: Reader) -> None:
        total = sum(self.shares.values())
        if total != 1 or any(share <= 0 for share in self.shares.values()):
            written = f"{(Decimal(total) * 100).normalize():f}%"
            reader.problem("segment.shares", self.span_of("shares"), total=written)


@dataclass(frozen=True, kw_only=True)
class Segment(Element):
    """Classes of which each record is in one; read like a choice of the form, with its history."""

    noun = "segment"

    classes: Mapping[str, Class] = key(
        Map(Class),
        default={},
        doc="The classes in the order in which they are tried; with `cut` only their titles and looks",
        example="{segment: 分层, classes: {vip: {title: 重点, when: paid > 9}, rest: {title: 普通, when: else}}}",
    )
    cut: Cut | None = key(
        One(Cut),
        default=None,
        doc="Classes by rank instead of conditions",
        example="{segment: ABC 分级, cut: {by: paid, shares: {a: 20%, b: 30%, c: 50%}}, refresh: day 02:00}",
    )
    refresh: repeat.Repeat | None = key(
        Repeat(),
        default=None,
        doc="When the bounds of a `cut` are computed anew; between, records are held against the stored ones",
        example="{segment: ABC 分级, cut: {by: paid, shares: {a: 20%, b: 30%, c: 50%}}, refresh: day 02:00}",
    )

    def promises(self) -> bool:
        return self.cut is not None

    def names(self) -> list[str]:
        """The classes in order."""
        return list(self.cut.shares) if self.cut is not None else list(self.classes)

    def verify(self, reader: Reader) -> None:
        if self.cut is None:
            self._verify_classes(reader)
        else:
            self._verify_cut(reader, self.cut)

    def _verify_classes(self, reader: Reader) -> None:
        if not self.classes:
            reader.problem("segment.no_classes", self.span, title=self.title)
        if self.refresh is not None:
            reader.problem("cut.needless_refresh", self.span_of("refresh"), title=self.title)
        last = list(self.classes.values())[-1:]
        for each in self.classes.values():
            if each.when is None:
                reader.problem("definition.missing", each.span, key="when")
            elif is_else(each.when) and each not in last:
                reader.problem("definition.else_first", each.when.span)

    def _verify_cut(self, reader: Reader, cut: Cut) -> None:
        if self.refresh is None:
            reader.problem("cut.no_refresh", self.span, title=self.title)
        for name, each in self.classes.items():
            if name not in cut.shares or each.when is not None:
                reader.problem("segment.class_of_cut", each.span, name=name)
