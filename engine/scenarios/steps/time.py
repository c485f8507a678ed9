"""`pass` and `until`: time goes by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from engine.definitions.kinds.scenarios import Length
from engine.definitions.slots import Moment, key
from engine.records.clock import instant_of, zone_of
from engine.scenarios.step import Run, ScenarioStep
from engine.time.duration import Duration

if TYPE_CHECKING:
    from engine.scenarios.compilation import ScenarioCompilation


@dataclass(frozen=True, kw_only=True)
class Pass(ScenarioStep):
    """Lets time pass."""

    verb: ClassVar[str] = "pass"
    pass_: Duration = key(Length(), doc="how much", example="{pass: 2h1min}")

    def compile(self, compilation: ScenarioCompilation) -> Run:
        return lambda play: play.wait(self.pass_)


@dataclass(frozen=True, kw_only=True)
class Until(ScenarioStep):
    """Lets time pass until a moment."""

    verb: ClassVar[str] = "until"
    until: datetime = key(Moment(), doc="the moment", example="{until: 2026-03-05 09:00}")

    def compile(self, compilation: ScenarioCompilation) -> Run:
        zone = zone_of(compilation.build.definition.app.timezone)
        instant = instant_of(self.until.replace(tzinfo=zone))
        return lambda play: play.wait_until(instant)
