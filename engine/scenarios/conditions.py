"""Conditions of scenarios: expressions over the people and records that it names, with the questions that it may ask.

To the expression language the cast of a scenario is one record: each person and each record is a field of it that
refers to them, so ``acme.paid`` is a path like any other. Questions are variables, answered before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from engine.compiling import scope_in
from engine.expressions import parser, syntax
from engine.expressions.check import check_parsed
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.mistake import Mistake, to_problem
from engine.expressions.python import function
from engine.expressions.types import USER, Expected, Reference, Type
from engine.expressions.why import Condition as Explained
from engine.expressions.why import explain
from engine.records.entity import Attribute, Entity
from engine.records.evaluate import beside
from engine.scenarios.question import Answer, Asked

if TYPE_CHECKING:
    from engine.definitions import Expression
    from engine.records.readers import Reader
    from engine.scenarios.compilation import ScenarioCompilation
    from engine.scenarios.play import Play

CAST = "@scenario"


@dataclass(frozen=True)
class Condition:
    """A checked expression; ``cast`` is the scenario's people and records as a record."""

    expression: Expression
    checked: Checked
    cast: Entity
    answers: Mapping[str, Answer]

    def explained(self, play: Play, reader: Reader) -> Explained:
        """Whether it holds now, and the values that decide."""
        return explain(self.checked, *self._beside(play, reader))

    def value(self, play: Play, reader: Reader) -> Any:
        """Its value now, in stored form."""
        return function(self.checked)(*self._beside(play, reader))

    def _beside(self, play: Play, reader: Reader) -> tuple[Mapping[str, Any], Environment]:
        extras = {name: answer(play, reader) for name, answer in self.answers.items()}
        return beside(self.checked, self.cast, play.ids, reader, extras=extras, me=play.me)


def compile_condition(
    compilation: ScenarioCompilation, expression: Expression, address: str, expected: Expected = "boolean"
) -> Condition | None:
    """The condition, or None after its problems were recorded."""
    questions: dict[str, tuple[Type, Answer]] = {}
    try:
        found = parser.parse(expression.text)
    except Mistake as mistake:
        compilation.build.problems.add(to_problem(mistake, expression.text, expression.span, address))
        return None
    known = len(compilation.build.problems)
    tree = _asking(found, lambda call: _asked(compilation, call, expression, address, questions))
    if len(compilation.build.problems) > known:
        return None
    cast = cast_of(compilation)
    scope = scope_in(compilation.build, cast, variables={name: type_ for name, (type_, _) in questions.items()})
    checked = check_parsed(tree, expression.text, scope, expected, expression.span, address)
    if not isinstance(checked, Checked):
        compilation.build.problems.extend(checked)
        return None
    return Condition(expression, checked, cast, {name: answer for name, (_, answer) in questions.items()})


def cast_of(compilation: ScenarioCompilation) -> Entity:
    """The people and records known so far, as the fields of one record."""
    types: dict[str, Type] = dict.fromkeys(compilation.people, USER)
    types |= {name: Reference(form) for name, form in compilation.forms.items()}
    attributes = {name: Attribute(name, type_, column=name) for name, type_ in types.items()}
    return Entity(compilation.build.definition.name, CAST, "", attributes)


def _asked(
    compilation: ScenarioCompilation,
    call: syntax.Call,
    expression: Expression,
    address: str,
    questions: dict[str, tuple[Type, Answer]],
) -> syntax.Syntax:
    """A variable in the place of a question."""
    question = compilation.build.registry.questions.get(call.function)
    if question is None:
        return call
    name = expression.text[call.start : call.end]
    found = question.compile(Asked(compilation, question, call, expression, address))
    if found is not None:
        questions[name] = found
    return syntax.Name(call.start, call.end, (name,))


def _asking(found: syntax.Syntax, ask: Callable[[syntax.Call], syntax.Syntax]) -> syntax.Syntax:
    """The same with every call replaced by ``ask``; what stands inside a ``where`` is left as it is."""
    if isinstance(found, syntax.Call):
        asked = ask(found)
        if asked is not found:
            return asked
    changed = {field.name: _inside(getattr(found, field.name), ask) for field in fields(found) if field.name != "where"}
    return replace(found, **changed)


def _inside(value: Any, ask: Callable[[syntax.Call], syntax.Syntax]) -> Any:
    if isinstance(value, syntax.Syntax):
        return _asking(value, ask)
    if isinstance(value, tuple):
        return tuple(_inside(item, ask) for item in value)
    return value
