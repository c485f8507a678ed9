"""What is left of the definitions once they are checked: measures, dimensions, reports and dashboards by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.expressions.checked import Checked
from reports.definition import Dashboard, Dimension, Measure, Report


@dataclass(frozen=True)
class CompiledMeasure:
    """``uses`` are the measures that the formula reads; aggregates are its inputs."""

    definition: Measure
    checked: Checked
    uses: tuple[str, ...]


@dataclass(frozen=True)
class ReportSet:
    """The measures, dimensions, reports and dashboards of an app by name."""

    measures: Mapping[str, CompiledMeasure]
    dimensions: Mapping[str, Dimension]
    reports: Mapping[str, Report]
    dashboards: Mapping[str, Dashboard]
