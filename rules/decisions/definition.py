"""The element `decision`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from engine.definitions.model import Element
from engine.definitions.reader import Reader
from engine.definitions.slots import Map, Word, key
from rules.composing import is_else
from rules.decisions.rows import Row, Rows

Hit = Literal["first", "unique", "any", "priority", "rule_order", "collect"]
Collect = Literal["list", "sum", "min", "max", "count"]
EXAMPLE = (
    "{decision: 价格权限, gives: {level: {text: 审批到}}, "
    "rows: {small: {when: discount <= 5%, level: 主管}, big: {when: else, level: 总监}}}"
)


@dataclass(frozen=True, kw_only=True)
class Decision(Element):
    """A table of rows; what the rows that hold give is read like fields of the form, as `decision.output`."""

    noun = "decision"

    hit: str = key(
        Word("first", "unique", "any", "priority", "rule_order", "collect"),
        default="first",
        doc="Which row counts: the `first` that holds; the only one (`unique`: rows must not overlap); `any`, all "
        "that hold giving the same; the one whose output stands first among its options (`priority`); all of them in "
        "the order of the rows (`rule_order`), or brought together by `collect`",
        example=EXAMPLE.replace("gives", "hit: unique, gives"),
    )
    collect: str = key(
        Word("list", "sum", "min", "max", "count"),
        default="list",
        doc="How `hit: collect` brings together what the rows give",
        example=(
            "{decision: 加分, hit: collect, collect: sum, gives: {points: {number: 分}}, "
            "rows: {big: {when: paid > 50000, points: 10}}}"
        ),
    )
    gives: Mapping[str, Any] = key(
        Map("field"), doc="The outputs, each written like a field of a form", example=EXAMPLE
    )
    rows: Mapping[str, Row] = key(
        Rows(),
        doc="The rows in order: `when`, and a value for each output; an output left out is empty. `else` stands last",
        example=EXAMPLE,
    )

    @property
    def policy(self) -> Hit:
        return cast(Hit, str(self.hit))

    @property
    def collecting(self) -> Collect | None:
        """How outputs are brought together; None where one row counts."""
        if self.policy == "rule_order":
            return "list"
        return cast(Collect, str(self.collect)) if self.policy == "collect" else None

    def promises(self) -> bool:
        return True

    def verify(self, reader: Reader) -> None:
        if "collect" in self.places and self.policy != "collect":
            reader.problem("decision.no_collect", self.span_of("collect"), hit=self.hit)
        if not self.gives or not self.rows:
            reader.problem("decision.nothing", self.span, title=self.title)
        last = list(self.rows.values())[-1:]
        for row in self.rows.values():
            if is_else(row.when) and (row not in last or self.collecting is not None):
                code = "definition.else_first" if self.collecting is None else "decision.else"
                reader.problem(code, row.when.span, title=self.title)
