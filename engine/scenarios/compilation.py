"""Where scenarios are compiled: the people and records known so far, and what is written about them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.actions.values import Values, compile_values
from engine.definitions.names import meant
from engine.demo.values import StoryCompilation
from engine.expressions.types import USER, Reference, Type
from engine.problems import Problem, Span
from engine.scenarios import problems as _problems  # noqa: F401 (declares the problem codes)
from engine.scenarios.conditions import Condition, compile_condition

if TYPE_CHECKING:
    from engine.definitions import Expression, Located
    from engine.definitions.values import Value
    from engine.plugin import Build
    from engine.records.entity import Entity


@dataclass
class ScenarioCompilation:
    """``forms`` are the forms of the records named so far."""

    build: Build
    people: Collection[str]
    forms: dict[str, str] = field(default_factory=dict)

    def report(self, code: str, address: str, span: Span, **parameters: object) -> None:
        """Records a problem."""
        self.build.problems.add(Problem(code, parameters, address, span))

    def named(self, name: str, form: str, address: str, span: Span) -> None:
        """Remembers a record under its name."""
        if name in self.forms or name in self.people:
            self.report("scenario.named_twice", address, span, name=name)
        self.forms[name] = form

    def person(self, name: Located, address: str) -> bool:
        """Whether a user of this name takes part; a problem is recorded otherwise."""
        if name in self.people:
            return True
        self.report("scenario.user", address, name.span, name=name, nearest=meant(name, self.people))
        return False

    def form_of(self, name: Located, address: str) -> str | None:
        """The form of a record by its name; None after a problem was recorded."""
        form = self.forms.get(name)
        if form is None:
            self.report("scenario.record", address, name.span, name=name, nearest=meant(name, self.forms))
        return form

    def entity(self, form: str) -> Entity | None:
        """The entity of a form; None where the form has problems of its own."""
        return self.build.catalog.get(form)

    def values(self, form: str, written: Mapping[str, Value], address: str) -> Values | None:
        """Values for the fields of a form; expressions also see the scenario's people and records."""
        entity = self.entity(form)
        if entity is None:
            return None
        known = {*entity.attributes, *entity.ways}
        variables: dict[str, Type] = {name: Reference(of) for name, of in self.forms.items() if name not in known}
        variables |= {name: USER for name in self.people if name not in known}
        story = StoryCompilation(self.build, entity, variables, False, forms=self.forms, people=self.people)
        return compile_values(story, entity, written, address)

    def condition(self, expression: Expression, address: str) -> Condition | None:
        """A condition over the people and records named so far; None after its problems were recorded."""
        return compile_condition(self, expression, address)
