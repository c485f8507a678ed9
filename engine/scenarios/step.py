"""A step of a scenario. An engine adds one with ``registry.family("scenario_step").add(…)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.definitions.kinds.scenarios import Step

if TYPE_CHECKING:
    from engine.scenarios.compilation import ScenarioCompilation
    from engine.scenarios.play import Play

Run = Callable[["Play"], None]


class ScenarioStep(Step):
    """A verb of the family ``scenario_step``."""

    def compile(self, compilation: ScenarioCompilation) -> Run | None:
        """What happens when it runs, raising Refused or Unmet; None after problems were recorded."""
        raise NotImplementedError
