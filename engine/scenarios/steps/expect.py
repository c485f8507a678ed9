"""`expect`: what must hold now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.definitions import Expression
from engine.definitions.slots import Expr, Many, key
from engine.scenarios.conditions import Condition
from engine.scenarios.contrast import actual
from engine.scenarios.step import Run, ScenarioStep
from engine.scenarios.unmet import Unmet

if TYPE_CHECKING:
    from engine.scenarios.compilation import ScenarioCompilation
    from engine.scenarios.play import Play


@dataclass(frozen=True, kw_only=True)
class Expect(ScenarioStep):
    """What must hold now; with ``as``, for that person."""

    verb: ClassVar[str] = "expect"
    expect: tuple[Expression, ...] = key(
        Many(Expr("boolean")), doc="conditions", example="{expect: [acme.paid = 50001, tasks(li) = 0]}"
    )

    def compile(self, compilation: ScenarioCompilation) -> Run:
        checked = (compilation.condition(each, f"{self.address}/expect") for each in self.expect)
        conditions = [condition for condition in checked if condition is not None]

        def run(play: Play) -> None:
            for condition in conditions:
                meet(play, condition)

        return run


def meet(play: Play, condition: Condition) -> None:
    """Raises Unmet with the values that were found instead."""
    found = play.read(lambda reader: condition.explained(play, reader))
    if not found.holds:
        text = condition.expression.text
        raise Unmet({"zh": text, "en": text}, actual(play, found), condition.expression.span)
