"""`take` and `reassign`: a task gets a person of its own, or another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.definitions import Located
from engine.definitions.slots import Name, key
from engine.scenarios.step import Run, ScenarioStep
from engine.scenarios.steps.waiting import Waiting
from engine.tasks.completing import reassign_task, take_task

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios.compilation import ScenarioCompilation
    from engine.scenarios.play import Play


@dataclass(frozen=True, kw_only=True)
class Take(ScenarioStep):
    """One of several people takes an open task."""

    verb: ClassVar[str] = "take"
    take: Located = key(Name(), doc="the step, rule or button", example="{take: first_call, as: li}")
    record: Located | None = key(
        Name(),
        default=None,
        doc="the record, where several wait at this step",
        example="{take: talk, as: li, record: deal}",
    )

    def compile(self, compilation: ScenarioCompilation) -> Run | None:
        waiting = Waiting(self.take, self.record)
        if not waiting.checked(compilation, self.address):
            return None
        if self.as_ is None:
            compilation.report("scenario.nobody", self.address, self.take.span)
            return None

        def run(play: Play) -> None:
            def taken(uow: UnitOfWork) -> None:
                take_task(uow, waiting.found(play, uow).id, play.viewer(play.who, uow))

            play.write(taken)

        return run


@dataclass(frozen=True, kw_only=True)
class Reassign(ScenarioStep):
    """Hands an open task on to somebody else."""

    verb: ClassVar[str] = "reassign"
    reassign: Located = key(Name(), doc="the step, rule or button", example="{reassign: first_call, as: wang, to: li}")
    to: Located = key(Name(), doc="who has to do it now", example="{reassign: first_call, as: wang, to: li}")
    record: Located | None = key(
        Name(),
        default=None,
        doc="the record, where several wait at this step",
        example="{reassign: talk, to: li, record: deal}",
    )

    def compile(self, compilation: ScenarioCompilation) -> Run | None:
        waiting = Waiting(self.reassign, self.record)
        if not waiting.checked(compilation, self.address) or not compilation.person(self.to, f"{self.address}/to"):
            return None

        def run(play: Play) -> None:
            def handed(uow: UnitOfWork) -> None:
                viewer = play.viewer(play.who, uow) if play.who else None
                reassign_task(uow, waiting.found(play, uow).id, play.cast.people[self.to], viewer)

            play.write(handed)

        return run
