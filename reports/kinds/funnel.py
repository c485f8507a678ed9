"""How many get how far: along the stages of a form, or along measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import Located, Names, Path, Word, key
from reports.definition import Report

SHOWN = ("rate", "time")


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
