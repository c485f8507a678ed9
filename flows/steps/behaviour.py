"""What a step kind does when a flow comes to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Protocol

from engine.definitions import Expression
from engine.expressions.checked import Checked
from engine.expressions.types import Expected, Type
from engine.plugin import Build
from engine.records.entity import Entity
from flows.definition import FlowDefinition, Step
from flows.graph import Behaviour as Word
from flows.state import Token

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork
    from flows.instance import Instance
    from flows.run import Run


@dataclass(frozen=True)
class FlowBuild:
    """One flow while its steps are compiled; ``variables`` are the results that its steps leave."""

    build: Build
    flow: FlowDefinition
    entity: Entity
    variables: Mapping[str, Type]

    def check(
        self,
        step: Step,
        key: str,
        expression: Expression | None,
        expected: Expected,
        more: Mapping[str, Type] = {},
    ) -> Checked | None:
        """An expression of a step, checked; None where none is written or after its problems were recorded."""
        from engine.compiling import check_in

        if expression is None:
            return None
        variables = {**self.variables, **more}
        return check_in(self.build, self.entity, expression, expected, f"{step.address}/{key}", variables=variables)


class Behaviour:
    """``word``: whether the flow waits at the step, acts, passes or ends."""

    word: ClassVar[Word] = "pass"
    outcome: str | None = None
    condition: str | None = None  # the kept attribute of the record that ends the wait

    def enter(self, run: Run, token: Token) -> bool:
        """The flow arrives and waits. True if what it waits for is there already."""
        return False

    def leave(self, run: Run, token: Token) -> None:
        """The flow goes on, or is ended from outside: what was waited for is not needed any more."""

    def suspend(self, uow: UnitOfWork, instance: Instance, token: Token) -> None:
        """The record was deleted while the flow waits here."""

    def resume(self, run: Run, token: Token) -> None:
        """The record was restored while the flow waits here."""

    def act(self, run: Run) -> str | None:
        """Carries out the actions of the step; the id of the record that they made, if any."""
        return None


class StepKind(Protocol):
    """What a definition class of the family `step` offers besides its keys."""

    def results(self, name: str, build: Build) -> Mapping[str, Type]:
        """The variables that the step leaves to later ones, such as ``step.visit.done_at``."""

    def local(self, build: Build) -> Mapping[str, Type]:
        """The variables that its own `next` may read, such as ``outcome``."""

    def compiled(self, flow: FlowBuild) -> Behaviour:
        """What it does."""


@dataclass(frozen=True)
class CompiledStep:
    """``conditions`` are tried in order, each with its target."""

    definition: Step
    behaviour: Behaviour
    skip: Checked | None
    conditions: Mapping[str, Checked] = field(default_factory=dict)
