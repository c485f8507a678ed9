"""A decision with its conditions and outputs checked: each once, however many outputs read them."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.actions.values import read_literal
from engine.compiling import check_in
from engine.definitions import meant
from engine.definitions.values import Expression, Value
from engine.expressions.tree import Literal, Node
from engine.expressions.types import Boolean, Choice, Date, DateTime, Number, Reference, Text, Type
from engine.plugin import Build
from engine.problems import Problem
from engine.records.codec import ValueProblem
from engine.records.entity import Entity
from rules.composing import condition, is_else
from rules.decisions.definition import Decision
from rules.decisions.rows import Row

WRITABLE = Number | Text | Boolean | Date | DateTime | Choice | Reference


@dataclass(frozen=True)
class Line:
    """A row at work; ``when`` is None for `else`, ``gives`` has a value for every output."""

    row: Row
    when: Node | None
    gives: dict[str, Node]


@dataclass(frozen=True, eq=False)
class Table:
    """``outputs`` are the types of what the rows give, by name."""

    decision: Decision
    outputs: dict[str, Type]
    known: list[tuple[Line, ...]] = field(default_factory=list)

    def lines(self, build: Build, entity: Entity) -> tuple[Line, ...]:
        """The rows that could be checked; problems go to the build, once."""
        if not self.known:
            lines = [self._line(build, entity, row) for row in self.decision.rows.values()]
            self.known.append(tuple(line for line in lines if line is not None))
        return self.known[0]

    def _line(self, build: Build, entity: Entity, row: Row) -> Line | None:
        when = None if is_else(row.when) else condition(build, entity, row.when, f"{row.address}/when")
        gives = {name: self._value(build, entity, row, name, type_) for name, type_ in self.outputs.items()}
        self._check_outputs(build, row)
        if when is None and not is_else(row.when):
            return None
        return Line(row, when, gives)

    def _check_outputs(self, build: Build, row: Row) -> None:
        for name, value in row.gives.items():
            if name not in self.outputs:
                parameters = {"name": name, "title": self.decision.title, "nearest": meant(name, self.outputs)}
                build.problems.add(Problem("decision.no_output", parameters, f"{row.address}/{name}", value.span))

    def _value(self, build: Build, entity: Entity, row: Row, name: str, type_: Type) -> Node:
        nothing = Literal(type_, None)
        written: Value | None = row.gives.get(name)
        address = f"{row.address}/{name}"
        if written is None:
            return nothing
        if isinstance(written, Expression):
            checked = check_in(build, entity, written, type_, address)
            return nothing if checked is None else checked.tree
        try:
            return Literal(type_, read_literal(type_, written, build.definition.app.timezone))
        except ValueProblem as wrong:
            build.problems.add(Problem(wrong.code, wrong.parameters, address, written.span))
        except TypeError:
            title = self.decision.gives[name].title
            build.problems.add(Problem("action.shape", {"title": title}, address, written.span))
        return nothing
