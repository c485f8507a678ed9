"""How many get how far: along the stages of a form, or along measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.definitions import Located, Names, Path, Word, key
from reports.definition import Report
from reports.running.staging import StageFunnel
from reports.running.stepping import StepFunnel
from reports.running.values import said

if TYPE_CHECKING:
    from reports.checking import Checking
    from reports.running.asking import Asking, Marked
    from reports.running.telling import Told

RATE, TIME = "rate", "time"
SHOWN = (RATE, TIME)
EXPLAINED = {
    "current": {"zh": "现在处于各阶段的记录数", "en": "records that are in each stage now"},
    "reached": {
        "zh": "按阶段历史，曾到达或越过各阶段的记录数，按创建时间计入；流失单列",
        "en": "records that ever came to each stage or passed it, counted when created; lost ones apart",
    },
}


@dataclass(frozen=True, kw_only=True)
class Funnel(Report):
    """`stages` counts records by stage: where they are now, or how far they ever came; `steps` compares measures.

    ``show`` may add ``rate`` and ``time``, and measures of the same form beside the number of records.
    """

    noun: ClassVar[str] = "funnel"

    stages: Located | None = key(
        Path(),
        default=None,
        doc="A stage field: form.field",
        example="{funnel: 漏斗, stages: opportunity.stage}",
    )
    mode: Located = key(
        Word("reached", "current"),
        default=Located("reached"),
        doc="Records that ever came so far, or that are there now",
        example="{funnel: 漏斗, stages: opportunity.stage, mode: current}",
    )
    steps: tuple[Located, ...] = key(
        Names(),
        default=(),
        doc="Measures, from the widest to the narrowest",
        example="{funnel: 漏斗, steps: [leads, won]}",
    )

    def counted(self) -> tuple[Located, ...]:
        return (*self.steps, *(name for name in self.show if name not in SHOWN))

    def explained(self, language: str) -> tuple[str, ...]:
        return () if self.stages is None else (str(said(EXPLAINED[str(self.mode)], language)),)

    def check(self, checking: Checking) -> None:
        form = checking.stages(self, self.stages) if self.stages is not None else None
        if form is None:
            if self.stages is None:
                super().check(checking)
            return
        checking.report(self)
        checking.conditions(self, (form,))
        checking.drill(self, (form,))
        for name in self.counted():
            checking.counts(self, "show", name, form)

    def require(self, asking: Asking) -> None:
        self._shape(asking).require()

    def told(self, asking: Asking) -> Told:
        return self._shape(asking).told()

    def marked(self, asking: Asking, at: str, measure: str) -> Marked:
        return self._shape(asking).marked(at, measure)

    def _shape(self, asking: Asking) -> StageFunnel | StepFunnel:
        rate, time = RATE in self.show, TIME in self.show
        if self.stages is None:
            return StepFunnel(asking, tuple(map(str, self.steps)), rate)
        beside = tuple(str(name) for name in self.show if name not in SHOWN)
        return StageFunnel(asking, str(self.stages), str(self.mode) == "reached", beside, rate, time)
