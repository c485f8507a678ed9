"""The kind `flows`: a way of working, as a list of steps about the records of one form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from engine.definitions.model import Element
from engine.definitions.slots import Choosing, Expr, Many, Map, Name, Names, One, Ref, Text, Trigger, Word, key
from engine.definitions.values import Choice, Expression, Located, On

if TYPE_CHECKING:
    from engine.definitions import AppDefinition

END = "end"
EXAMPLE = "{title: 审批, form: customer, steps: {call: {task: 电话联系, assign: owner}}"


@dataclass(frozen=True, kw_only=True)
class Step(Element):
    """What every step may say. A step kind adds its own keys, and its behaviour in flows/steps."""

    help: Located | None = key(
        Text(),
        default=None,
        doc="One line for the person who does it",
        example="{branch: 分流, help: 看预算}",
    )
    skip: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="The step is passed over if this holds",
        example="{branch: 分流, skip: amount = 0}",
    )
    next: tuple[Choice[Located], ...] = key(
        Choosing("step"),
        default=(),
        doc="Where the flow goes: a step, `end`, or target: condition; without it, the step written next",
        example="{branch: 分流, next: {big: amount > 100, end: else}}",
    )

    def promises(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class Interrupt(Element):
    """What ends whatever the flow is at, from anywhere: its open tasks are nobody's any more."""

    when: Expression = key(
        Expr("boolean"), doc="The instant at which it becomes true", example="{when: status = cancelled}"
    )
    next: Located = key(
        Name(),
        default=Located(END),
        doc="The step at which the flow goes on; without it, it ends",
        example="{when: status = cancelled, next: drop}",
    )
    then: tuple[Any, ...] = key(
        Many(One("action")),
        default=(),
        doc="Actions that follow",
        example="{when: status = cancelled, then: {notify: owner}}",
    )

    def promises(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class FlowDefinition(Element):
    """A flow. Its steps follow one another as written unless `next` says otherwise."""

    scope: ClassVar[str] = "flows"

    form: Located = key(Ref("forms"), doc="The form whose records it is about", example=EXAMPLE + "}")
    trigger: tuple[On, ...] = key(
        Trigger(), default=(On("manual"),), doc="What starts it", example=EXAMPLE + ", trigger: created}"
    )
    when: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="It starts only if this holds",
        example=EXAMPLE + ", when: amount > 100}",
    )
    once: Located = key(
        Word("record", "ever", "many"),
        default=Located("record"),
        doc="One running per record, one ever per record, or as many as are started",
        example=EXAMPLE + ", once: ever}",
    )
    goal: Located | None = key(
        Text(),
        default=None,
        doc="Why it exists, shown to the people in it",
        example=EXAMPLE + ", goal: 一条不丢}",
    )
    calendar: Located | None = key(
        Ref("calendars"),
        default=None,
        doc="The calendar of its working time",
        example=EXAMPLE + ", calendar: cn}",
    )
    metrics: tuple[Located, ...] = key(
        Names(),
        default=(),
        doc="The measures that tell how well it works",
        example=EXAMPLE + ", metrics: [leads]}",
    )
    steps: Mapping[str, Any] = key(Map("step"), doc="The steps in their order", example=EXAMPLE + "}")
    interrupts: Mapping[str, Interrupt] = key(
        Map(Interrupt),
        default={},
        doc="What ends it from anywhere",
        example=EXAMPLE + ", interrupts: {lost: {when: stage = lost}}}",
    )


def flow_files(definition: AppDefinition) -> Iterator[FlowDefinition]:
    """The flows of an app, in the order of their names."""
    yield from definition.all("flows", FlowDefinition).values()
