"""Waiting: for some time, or until something holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.definitions import Either, Element, Expr, Expression, One, Time, key
from engine.expressions.checked import Checked
from engine.expressions.types import BOOLEAN, Type
from engine.plugin import Build
from flows.definition import Step
from flows.run import Run, timer_key
from flows.state import Token
from flows.steps.behaviour import Behaviour, FlowBuild

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork
    from flows.instance import Instance

TIMER = "flows.wait"
KEPT = "flows."  # how the names of the attributes begin that flows keep true


@dataclass(frozen=True, kw_only=True)
class Until(Element):
    """What a flow waits for, and for how long at most."""

    until: Expression = key(Expr("boolean"), doc="Goes on once this holds", example="{until: paid > 0}")
    at_most: Expression | None = key(
        Time(),
        default=None,
        doc="Goes on after this time anyway; then `timed_out` is true",
        example="{until: paid > 0, at_most: 7d}",
    )


@dataclass(frozen=True, kw_only=True)
class Wait(Step):
    """The flow rests here."""

    verb: ClassVar[str] = "wait"

    wait: Expression | Until = key(Either(One(Until), Time()), doc="How long, or until what", example="{wait: 15d}")

    def results(self, name: str, build: Build) -> Mapping[str, Type]:
        return {}

    def local(self, build: Build) -> Mapping[str, Type]:
        return {"timed_out": BOOLEAN}

    def compiled(self, flow: FlowBuild) -> Behaviour:
        if isinstance(self.wait, Until):
            at_most = flow.check(self, "wait/at_most", self.wait.at_most, "time")
            return Waiting(self.name, at_most, condition_name(flow.flow.name, self.name))
        return Waiting(self.name, flow.check(self, "wait", self.wait, "time"), None)


def condition_name(flow: str, step: str) -> str:
    """The kept attribute that tells when the wait of a step is over."""
    return f"{KEPT}{flow}.{step}"


class Waiting(Behaviour):
    """``condition`` is the kept attribute that ends the wait; ``time`` ends it at the latest."""

    word = "wait"

    def __init__(self, step: str, time: Checked | None, condition: str | None) -> None:
        self.step = step
        self.time = time
        self.condition = condition

    def enter(self, run: Run, token: Token) -> bool:
        if self.condition is not None and run.awaited(self.condition):
            return True
        if self.time is not None:
            run.set_timer(TIMER, token, run.after(self.time))
        return False

    def leave(self, run: Run, token: Token) -> None:
        run.cancel_timer(TIMER, token)

    def suspend(self, uow: UnitOfWork, instance: Instance, token: Token) -> None:
        uow.cancel_due(TIMER, timer_key(instance, token))

    def resume(self, run: Run, token: Token) -> None:
        if self.time is not None:
            run.set_timer(TIMER, token, run.after(self.time, token.since))
