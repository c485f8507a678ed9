"""Work for a person: who, by when, which fields, which buttons, and what happens if it is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.actions import compile_actions
from engine.definitions import (
    Choice as Line,
)
from engine.definitions import (
    Choosing,
    Element,
    Expression,
    Located,
    Many,
    Map,
    One,
    Pairs,
    Time,
    Word,
    key,
)
from engine.expressions.types import DATETIME, TEXT, USER, Choice, Option, Type
from engine.plugin import Build
from engine.problems import Problem
from flows import problems as _problems  # noqa: F401 (declares the problem codes)
from flows.definition import Step
from flows.steps.behaviour import Behaviour, FlowBuild
from flows.steps.ladder import compile_ladder
from flows.steps.working import TaskPlan, Working

LEVELS = ("hide", "mask", "read", "edit", "required")


@dataclass(frozen=True, kw_only=True)
class Outcome(Element):
    """A button with which a task is completed."""


@dataclass(frozen=True, kw_only=True)
class TaskStep(Step):
    """A to-do; the flow goes on when it is done."""

    noun: ClassVar[str] = "task"

    assign: tuple[Line[tuple[Expression, ...]], ...] = key(
        Choosing("people"), doc="Who has to do it", example="{task: 电话联系, assign: owner}"
    )
    due: Expression | None = key(
        Time(), default=None, doc="When it must be done", example="{task: 电话联系, assign: owner, due: 2h}"
    )
    remind: Expression | None = key(
        Time(),
        default=None,
        doc="How long before that to remind",
        example="{task: 电话联系, assign: owner, remind: 30min}",
    )
    overdue: tuple[Any, ...] = key(
        Many(One("rung")),
        default=(),
        doc="What happens if it is late",
        example="{task: 电话联系, assign: owner, overdue: {notify: owner.manager}}",
    )
    fields: Mapping[str, Located] = key(
        Pairs(Word(*LEVELS)),
        default={},
        doc="The fields of the record that it is about: field → level",
        example="{task: 电话联系, assign: owner, fields: {intent: required}}",
    )
    outcomes: Mapping[str, Outcome] = key(
        Map(Outcome),
        default={},
        doc="Buttons to complete it with",
        example="{task: 谈判, assign: owner, outcomes: {agreed: 达成一致}}",
    )
    pick: Located = key(
        Word("all", "any"),
        default=Located("all"),
        doc="Each of several people has the task, or one of them takes it",
        example="{task: 电话联系, assign: role.sales, pick: any}",
    )
    then: tuple[Any, ...] = key(
        Many(One("action")),
        default=(),
        doc="Actions when it is done",
        example="{task: 电话联系, assign: owner, then: {set: {called: true}}}",
    )

    def results(self, name: str, build: Build) -> Mapping[str, Type]:
        outcome = self._outcome_type()
        return {
            f"step.{name}.outcome": outcome,
            f"step.{name}.done_at": DATETIME,
            f"step.{name}.done_by": USER,
        }

    def local(self, build: Build) -> Mapping[str, Type]:
        return {"outcome": self._outcome_type()}

    def compiled(self, flow: FlowBuild) -> Behaviour:
        self._check_fields(flow)
        people = tuple(
            (
                tuple(flow.check(self, "assign", one, "people") for one in line.to),
                flow.check(self, "assign", line.when, "boolean"),
                line.when is None,
            )
            for line in self.assign
        )
        plan = TaskPlan(
            self,
            people,
            flow.check(self, "due", self.due, "time"),
            flow.check(self, "remind", self.remind, "time"),
            compile_ladder(flow, self),
            compile_actions(flow.build, flow.entity, self.then, f"{self.address}/then", variables=flow.variables),
        )
        return Working(plan)

    def _outcome_type(self) -> Type:
        if not self.outcomes:
            return TEXT
        return Choice(tuple(Option(name, outcome.title) for name, outcome in self.outcomes.items()))

    def _check_fields(self, flow: FlowBuild) -> None:
        for name, level in self.fields.items():
            if name not in flow.entity.attributes and name not in flow.entity.ways:
                parameters = {"name": name, "form": flow.entity.title}
                flow.build.problems.add(Problem("flow.field", parameters, f"{self.address}/fields/{name}", level.span))
