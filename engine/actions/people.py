"""Who-expressions of actions: the active people that they name, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from engine.people.finding import flattened, working

if TYPE_CHECKING:
    from engine.actions.compilation import Compilation
    from engine.actions.context import ActionContext
    from engine.definitions import Choice, Expression
    from engine.expressions.checked import Checked
    from engine.records.unit_of_work import UnitOfWork

People = Callable[["UnitOfWork", "ActionContext"], tuple[str, ...]]


def compile_people(compilation: Compilation, expressions: Iterable[Expression], address: str) -> People:
    """Everybody whom one of the expressions names and who still works here."""
    checked = _checked(compilation, expressions, address)
    return lambda uow, context: resolve(uow, context, checked)


def compile_choosing_people(
    compilation: Compilation, choices: Sequence[Choice[tuple[Expression, ...]]], address: str
) -> People:
    """The people of the first line whose condition holds; nobody if none does."""
    lines = []
    for choice in choices:
        condition = None
        if choice.when is not None:
            condition = compilation.check(choice.when, "boolean", choice.address)
        lines.append((choice.when is None, condition, _checked(compilation, choice.to, choice.address)))

    def chosen(uow: UnitOfWork, context: ActionContext) -> tuple[str, ...]:
        for always, condition, people in lines:
            if always or (condition is not None and context.value(uow, condition)):
                return resolve(uow, context, people)
        return ()

    return chosen


def resolve(uow: UnitOfWork, context: ActionContext, people: Iterable[Checked]) -> tuple[str, ...]:
    """The active people among those whom the expressions name."""
    return working(uow, flattened(context.value(uow, each) for each in people))


def _checked(compilation: Compilation, expressions: Iterable[Expression], address: str) -> tuple[Checked, ...]:
    found = (compilation.check(each, "people", address) for each in expressions)
    return tuple(each for each in found if each is not None)
