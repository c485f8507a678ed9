"""From the action elements of a definition to actions that can run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from engine.actions import problems as _problems  # noqa: F401 (declares the problem codes)
from engine.actions.action import PART, Action, Actions, Run, Write
from engine.actions.values import ValueOf, constant
from engine.compiling import check_in
from engine.definitions import Element
from engine.expressions.types import Expected, Type
from engine.problems import Problem, Span

if TYPE_CHECKING:
    from engine.definitions import Expression, Literal
    from engine.expressions.checked import Checked
    from engine.plugin import Build
    from engine.records.entity import Attribute, Entity


@dataclass
class Compilation:
    """Where actions are compiled: beside records of ``entity``, with ``variables`` of dotted names.

    A verb that leaves something behind adds to ``variables``, so that later actions know it; what it changes it
    adds to ``writes``, the addresses of other actions that it sets off to ``calls``.
    """

    build: Build
    entity: Entity
    variables: dict[str, Type] = field(default_factory=dict)
    changing: bool = True
    writes: list[Write] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def check(self, expression: Expression, expected: Expected, address: str) -> Checked | None:
        """The checked expression; None after its problems were recorded."""
        return check_in(
            self.build,
            self.entity,
            expression,
            expected,
            address,
            changing=self.changing,
            variables=self.variables,
        )

    def knowing(self, name: str, type_: Type) -> Compilation:
        """The same place with one more variable."""
        return replace(self, variables={**self.variables, name: type_})

    def constant(self, attribute: Attribute, value: Literal, address: str) -> ValueOf | None:
        """What a literal means as the value of a field; None after its problem was recorded."""
        return constant(self, attribute, value, address)

    def report(self, code: str, address: str, span: Span, **parameters: object) -> None:
        """Records a problem."""
        self.build.problems.add(Problem(code, parameters, address, span))


class ActionElement(Element):
    """A verb of the family ``action``. An engine adds one with ``registry.family("action").add(…)``."""

    def compile(self, compilation: Compilation) -> Run | None:
        """What it does when it runs; None after problems were recorded."""
        raise NotImplementedError


def compile_actions(
    build: Build,
    entity: Entity,
    elements: Iterable[Any],
    address: str,
    *,
    variables: Mapping[str, Type] | None = None,
    changing: bool = True,
) -> Actions:
    """The actions written at an address, kept there in the version too; problems go to the build.

    ``changing`` allows ``old.x`` and ``changed(x)``.
    """
    compilation = Compilation(build, entity, dict(variables or {}), changing)
    found: list[Action] = []
    for element in elements:
        run = element.compile(compilation)
        if run is not None:
            found.append(Action(element.address, element.word(), run))
    reads = dict(variables or {})
    gives = {name: type_ for name, type_ in compilation.variables.items() if name not in reads}
    actions = Actions(tuple(found), reads, gives, tuple(compilation.writes), tuple(compilation.calls))
    kept = cast("dict[str, Actions]", build.parts.setdefault(PART, {}))
    kept[address] = actions
    return actions
