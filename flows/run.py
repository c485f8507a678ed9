"""One flow being moved on inside a unit of work: what its steps may ask and do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from engine.actions import ActionContext, Actions
from engine.actions.moments import named_instant
from engine.expressions.checked import Checked
from engine.expressions.types import Duration
from engine.problems import LANGUAGES
from engine.records.entity import Entity
from engine.records.evaluate import evaluate
from flows.compiled import Flow
from flows.instance import Event, Instance, events, tasks_of
from flows.pinning import pinned
from flows.state import Token

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.records.unit_of_work import UnitOfWork


@dataclass
class Run:
    """``extras`` are the results of earlier steps and what the present step ended with."""

    uow: UnitOfWork
    flow: Flow
    instance: Instance
    row: Mapping[str, Any]
    extras: dict[str, Any]
    tasks: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def begin(cls, uow: UnitOfWork, flow: Flow, instance: Instance) -> Run | None:
        """None if the record is gone."""
        row = uow.get(flow.entity, instance.record)
        if row is None:
            return None
        run = cls(uow, flow, instance, row, {})
        for event in events(uow.cursor, uow.dialect, instance.id):
            run.learn(event)
        for token in instance.state.tokens:
            run.tasks[token.id] = tasks_of(uow.cursor, uow.dialect, instance.id, token.id)
        return run

    @property
    def entity(self) -> Entity:
        return self.flow.entity

    def refresh(self) -> None:
        """Reads the record again after something was written."""
        self.row = self.uow.get(self.entity, self.instance.record) or self.row

    def learn(self, event: Event) -> None:
        """Makes the result of a step known to later expressions."""
        name = f"step.{event.step}"
        if event.kind == "done":
            self.extras |= {
                f"{name}.outcome": event.outcome,
                f"{name}.done_at": event.at,
                f"{name}.done_by": event.by,
            }
        elif event.record is not None:
            definition = self.flow.steps[event.step].definition
            form = getattr(getattr(definition, "action", None), "create", None)
            if form is not None:
                self.extras[name] = self.uow.get(str(form), event.record)

    # What steps ask

    def value(self, checked: Checked) -> Any:
        """The value of an expression beside the record, in stored form."""
        return evaluate(checked, self.entity, self.row, self.uow, extras=self.extras, me=self.uow.actor.id)

    def people(self, expressions: Iterable[Checked]) -> tuple[str, ...]:
        """The users that people expressions name, each once, in order."""
        found: dict[str, None] = {}
        for checked in expressions:
            value = self.value(checked)
            for user in sorted(value) if isinstance(value, frozenset | set) else [value]:
                if user is not None:
                    found[user] = None
        return tuple(found)

    def awaited(self, condition: str) -> bool:
        """Whether what a step waits for is there already; what the active version has lost is looked at from now on."""
        from flows import lost

        if lost.is_lost(self.uow, self.instance, condition):
            lost.wait_on(self.uow, self.instance.app)
        return lost.holds(self.uow, self.instance, condition, self.row)

    def after(self, checked: Checked, start: int | None = None) -> int | None:
        """The instant that a time expression leads to, from now or from ``start``."""
        counted = self.uow.now if start is None else start
        return self._instant(checked, self.value(checked), counted)

    def before(self, instant: int | None, checked: Checked | None) -> int | None:
        """The instant that lies the given time before another, or that a date or datetime names."""
        value = self.value(checked) if checked is not None and instant is not None else None
        if checked is None or instant is None or value is None:
            return None
        return self._instant(checked, -value if isinstance(checked.type, Duration) else value, instant)

    def _instant(self, checked: Checked, value: Any, start: int) -> int | None:
        calendar = self.flow.definition.calendar
        return named_instant(self.uow, self.entity.app, checked.type, value, start, calendar)

    def length(self, checked: Checked) -> int | None:
        """A time expression as a number of milliseconds, counted from now."""
        until = self.after(checked)
        return until - self.uow.now if until is not None else None

    def texts(self, address: str, written: str) -> dict[str, str]:
        """A text of the pack in every language, as it was when the flow began."""
        version, _ = pinned(cast("Platform", self.uow.runtime), self.uow, self.instance)
        return {language: version.definition.text(address, language, written) for language in LANGUAGES}

    # What steps do

    def perform(self, actions: Actions) -> list[tuple[str, str]]:
        """Runs actions beside the record; the records that they made: entity and id."""
        context = ActionContext(self.entity, self.row["id"], self.row, extras=dict(self.extras))
        actions.run(self.uow, context)
        self.refresh()
        return context.created

    def set_timer(self, kind: str, token: Token, at: int | None) -> None:
        if at is not None:
            payload = {"instance": self.instance.id, "token": token.id}
            self.uow.set_due(kind, timer_key(self.instance, token), at, payload)

    def cancel_timer(self, kind: str, token: Token) -> None:
        self.uow.cancel_due(kind, timer_key(self.instance, token))


def timer_key(instance: Instance, token: Token) -> str:
    """Under which key what a token waits for falls due."""
    return f"{instance.id}/{token.id}"
