"""What is wrong with a table before anybody uses it: gaps, overlaps that matter, rows that are never reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.compiling import check_in
from engine.definitions.values import Expression
from engine.expressions.render import render
from engine.expressions.tree import Node
from engine.plugin import Build
from engine.problems import LANGUAGES, Problem, Span
from engine.records.entity import Entity
from rules.composing import ELSE, is_else
from rules.decisions.boxes import Space, space
from rules.decisions.definition import Decision
from rules.decisions.geometry import Box, TooMuch, remainder, shared
from rules.decisions.rows import Row
from rules.decisions.table import WRITABLE
from rules.decisions.wording import speakers
from rules.segments.definition import Class, Segment

MOST_GAPS = 10
COVERED = {"zh": "前面的行已经占满", "en": "earlier rows take everything"}
IMPOSSIBLE = {"zh": "条件自相矛盾", "en": "its condition contradicts itself"}


@dataclass(frozen=True)
class Part:
    """A row or class with a condition of its own."""

    element: Row | Class
    when: Node

    @property
    def title(self) -> str:
        return self.element.title or self.element.name

    @property
    def span(self) -> Span:
        return self.element.span


def check_decision(build: Build, entity: Entity, decision: Decision) -> None:
    """Reports outputs that cannot be, and what the boxes of the rows show."""
    for noun in decision.gives.values():
        if not isinstance(noun.value_type(build.definition), WRITABLE):
            build.problems.add(Problem("decision.noun", {"noun": noun.word()}, noun.address, noun.span))
    parts = _parts(build, entity, tuple(decision.rows.values()))
    if parts is None:
        return
    report = _Report(build, entity, decision, parts, space([part.when for part in parts]))
    open_ = not any(is_else(row.when) for row in decision.rows.values())
    try:
        if decision.policy in ("unique", "any"):
            report.overlaps(decision)
        if decision.policy == "first":
            report.unreachable("decision.unreachable", "row")
        if decision.collecting is None and open_:
            report.gaps("decision.gap")
    except TooMuch:
        report.tell("decision.too_large", decision.span)


def check_classes(build: Build, entity: Entity, segment: Segment) -> None:
    """Reports classes that no record can be in, and records without a class."""
    parts = _parts(build, entity, tuple(segment.classes.values())) if segment.cut is None else None
    if parts is None:
        return
    report = _Report(build, entity, segment, parts, space([part.when for part in parts]))
    try:
        report.unreachable("segment.unreachable", "class")
        if not any(is_else(each.when) for each in segment.classes.values()):
            report.gaps("segment.gap")
    except TooMuch:
        report.tell("decision.too_large", segment.span)


def _parts(build: Build, entity: Entity, elements: Sequence[Row | Class]) -> list[Part] | None:
    """The conditions; None if one is wrong, which has been said where the formula was made."""
    found = []
    for element in elements:
        if element.when is None:
            return None
        if element.when.text != ELSE:
            checked = check_in(build, entity, element.when, "boolean", f"{element.address}/when")
            if checked is None:
                return None
            found.append(Part(element, checked.tree))
    return found


@dataclass(frozen=True)
class _Report:
    """``space`` has the boxes of each part, None for those that cannot be analysed."""

    build: Build
    entity: Entity
    table: Decision | Segment
    parts: Sequence[Part]
    space: Space

    def tell(self, code: str, span: Span, address: str = "", **parameters: object) -> None:
        about = {"title": self.table.title, **parameters}
        self.build.problems.add(Problem(code, about, address or self.table.address, span))

    def words(self, box: Box) -> dict[str, str]:
        known = speakers(self.build.definition, self.build.catalog)
        return {language: known[language].box(self.space, box) for language in LANGUAGES}

    def overlaps(self, decision: Decision) -> None:
        """Rows that hold together and give different things; and those of which that cannot be told."""
        for place, one in enumerate(self.parts):
            for later in range(place + 1, len(self.parts)):
                other, mine, yours = self.parts[later], self.space.boxes[place], self.space.boxes[later]
                if mine is None or yours is None or not _differ(decision, one, other):
                    continue
                found = shared(mine, yours, self.space.steps)
                if found is not None:
                    self.tell(
                        "decision.overlap",
                        other.span,
                        other.element.address,
                        one=one.title,
                        other=other.title,
                        box=self.words(found),
                    )
        self._not_analysed()

    def _not_analysed(self) -> None:
        unknown = [part for part, boxes in zip(self.parts, self.space.boxes, strict=True) if boxes is None]
        if unknown:
            first = unknown[0]
            text = render(first.when)[:80]
            rows = [part.title for part in unknown]
            self.tell("decision.not_analysed", first.span, first.element.address, rows=rows, text=text)

    def unreachable(self, code: str, word: str) -> None:
        """Parts that hold for nothing that an earlier one has not taken."""
        taken: list[Box] = []
        for part, boxes in zip(self.parts, self.space.boxes, strict=True):
            if boxes is None:
                continue
            left = remainder(boxes, taken, self.space.steps)
            if not left:
                why = COVERED if boxes else IMPOSSIBLE
                self.tell(code, part.span, part.element.address, why=why, **{word: part.title})
            taken += boxes

    def gaps(self, code: str) -> None:
        """What no part covers, of everything that has a value; not told where a part cannot be analysed."""
        taken = [box for boxes in self.space.boxes if boxes is not None for box in boxes]
        if None in self.space.boxes:
            return
        for box in remainder([self.space.domain], taken, self.space.steps)[:MOST_GAPS]:
            self.tell(code, self.table.span, box=self.words(box))


def _differ(decision: Decision, one: Part, other: Part) -> bool:
    """Whether two rows may not hold together: never for `unique`, for `any` unless they give the same."""
    if decision.policy == "unique":
        return True
    mine, yours = one.element, other.element
    if not isinstance(mine, Row) or not isinstance(yours, Row):
        return False
    return any(_written(mine, name) != _written(yours, name) for name in decision.gives)


def _written(row: Row, name: str) -> object:
    value = row.gives.get(name)
    return value.text if isinstance(value, Expression) else getattr(value, "data", None)
