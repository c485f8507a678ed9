"""From a decision to the values that it keeps on the records of its form: one tree for each output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.expressions.checked import Checked
from engine.expressions.tree import Literal, Node
from engine.expressions.types import Choice, Choices, Number, Text, Type
from engine.plugin import Build
from engine.problems import Problem
from engine.records.entity import Attribute, Entity
from rules.composing import all_of, any_of, compared, composed, first_true
from rules.decisions.boxes import harmless
from rules.decisions.collecting import COLLECTORS
from rules.decisions.definition import Decision
from rules.decisions.table import WRITABLE, Line, Table
from rules.kept import Result, kept

COUNT = Number(0, 6)


def results(decision: Decision, definition: Any) -> Iterator[Result]:
    """The outputs of a decision, named ``decision.output``."""
    types = {name: noun.value_type(definition) for name, noun in decision.gives.items()}
    table = Table(decision, {name: type_ for name, type_ in types.items() if isinstance(type_, WRITABLE)})
    for name, noun in decision.gives.items():
        if name in table.outputs:
            type_ = result_type(decision, table.outputs[name])
            attribute = kept(f"{decision.name}.{name}", type_, noun.title, noun.address)
            yield Result(replace(attribute, sensitive=noun.sensitive), decision, Deciding(table, name), noun)


def result_type(decision: Decision, output: Type) -> Type:
    """The type of an output: of a list of options a set of them, of a count a number."""
    if decision.collecting == "count":
        return COUNT
    if decision.collecting == "list":
        return Choices(output.options) if isinstance(output, Choice) else Choices((), free=True)
    return output


@dataclass(frozen=True, eq=False)
class Deciding:
    """The formula of one output."""

    table: Table
    output: str

    def compose(self, build: Build, entity: Entity, attribute: Attribute) -> Checked | None:
        decision = self.table.decision
        lines = self.table.lines(build, entity)
        if len(lines) < len(decision.rows) or not self._fits(build):
            return None
        if decision.collecting is not None:
            return composed(COLLECTORS[decision.collecting](lines, self.output, attribute.type))
        if decision.policy == "priority":
            lines = by_priority(decision, self.table.outputs, lines)
        return composed(self._one_row(lines, attribute.type))

    def _one_row(self, lines: Sequence[Line], type_: Type) -> Node:
        """The row that counts. Rows that might disagree are guarded: then there is no answer."""
        rows = [(line.when, line.gives[self.output]) for line in lines if line.when is not None]
        left = next((line.gives[self.output] for line in lines if line.when is None), Literal(type_, None))
        if self.table.decision.policy in ("unique", "any") and (clash := self._clash(lines)):
            rows.insert(0, (any_of(clash), Literal(type_, None)))
        return first_true(type_, rows, left)

    def _clash(self, lines: Sequence[Line]) -> list[Node]:
        """The conditions under which two rows hold that must not: those of which nothing else is known."""
        found = []
        own = [line for line in lines if line.when is not None]
        for place, one in enumerate(own):
            for other in own[place + 1 :]:
                assert one.when is not None and other.when is not None
                differ = self._differ(one, other)
                if differ is not None and not harmless(one.when, other.when):
                    found.append(all_of([one.when, other.when, *differ]))
        return found

    def _differ(self, one: Line, other: Line) -> list[Node] | None:
        """What makes two rows that hold a clash, besides that they hold; None if nothing does."""
        if self.table.decision.policy == "unique":
            return []
        pairs = [(one.gives[name], other.gives[name]) for name in self.table.outputs]
        different = [(mine, yours) for mine, yours in pairs if mine != yours]
        if not different:
            return None
        if any(isinstance(mine, Literal) and isinstance(yours, Literal) for mine, yours in different):
            return []
        return [any_of([compared("!=", mine, yours) for mine, yours in different])]

    def _fits(self, build: Build) -> bool:
        """Whether the outputs are such that the policy can be followed."""
        decision, type_ = self.table.decision, self.table.outputs[self.output]
        numbers = decision.collecting in ("sum", "min", "max")
        listed = decision.collecting == "list"
        if (numbers and not isinstance(type_, Number)) or (listed and not isinstance(type_, Choice | Text)):
            return self._refuse(build, "decision.cannot_collect", collect=decision.collect)
        fixed = all(isinstance(line.gives[name], Literal) for line in self.table.known[0] for name in self._ranked())
        if not fixed:
            return self._refuse(build, "decision.fixed", hit=decision.hit)
        if decision.policy == "priority" and not self._ranked():
            return self._refuse(build, "decision.no_priority")
        return True

    def _ranked(self) -> list[str]:
        """The outputs that must be written out: those that are listed, or that tell which row is first."""
        decision = self.table.decision
        if decision.collecting == "list":
            return [self.output]
        if decision.policy != "priority":
            return []
        return [name for name, type_ in self.table.outputs.items() if isinstance(type_, Choice)]

    def _refuse(self, build: Build, code: str, **parameters: Any) -> bool:
        decision = self.table.decision
        about = {"title": decision.title, **parameters}
        build.problems.add(Problem(code, about, decision.address, decision.span_of("hit")))
        return False


def by_priority(decision: Decision, outputs: dict[str, Type], lines: Sequence[Line]) -> tuple[Line, ...]:
    """The rows with those first whose outputs stand first among their options; `else` stays last."""

    def rank(line: Line) -> list[int]:
        places = []
        for name, type_ in outputs.items():
            value = line.gives[name]
            if isinstance(type_, Choice) and isinstance(value, Literal):
                order = list(type_.names)
                places.append(order.index(value.value) if value.value in order else len(order))
        return [int(line.when is None), *places]

    return tuple(sorted(lines, key=rank))
