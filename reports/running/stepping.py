"""A funnel of measures: each step a measure of its own, by its own date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from engine.problems import Problem, Refused
from engine.web.request import not_found
from reports.running.asking import Asking, Marked
from reports.running.marks import address, places, records_of
from reports.running.measured import Measured
from reports.running.telling import Told, number, share, share_column
from reports.running.values import said

STEP = "step"
COLUMNS = {STEP: {"zh": "步骤", "en": "Step"}, "value": {"zh": "数量", "en": "Number"}}


@dataclass(frozen=True)
class StepFunnel:
    """``steps`` are names of measures; those that do not exist for the reader are left out."""

    asking: Asking
    steps: tuple[str, ...]
    rate: bool

    @cached_property
    def measures(self) -> tuple[Measured, ...]:
        found = self.asking.known(self.steps)
        if not found:
            raise not_found()
        return found

    def require(self) -> None:
        """Refused 404 if no step exists for the reader."""
        assert self.measures

    def told(self) -> Told:
        """A row for each step: its value, and its share of the one before."""
        reading = self.asking.reading
        cell = self.asking.tabulate(self.measures).get((), {})
        rows: list[dict[str, Any]] = []
        for measure in self.measures:
            value = number(measure.type, measure.value(cell, reading.environment))
            row = {STEP: measure.name, f"{STEP}_title": reading.title(measure.definition), "value": value}
            if self.rate:
                row["rate"] = share(value, rows[-1]["value"]) if rows else None
            rows.append({**row, "_at": address([(STEP, measure.name)])})
        return Told(self._columns(), rows)

    def _columns(self) -> list[dict[str, Any]]:
        language = self.asking.reading.language
        step = {"name": STEP, "title": said(COLUMNS[STEP], language), "type": "text", "role": "dimension"}
        value = {"name": "value", "title": said(COLUMNS["value"], language), "type": "number", "role": "measure"}
        return [step, value, *([share_column(language)] if self.rate else [])]

    def marked(self, at: str, measure: str) -> Marked:
        """The records of a step; of everything, those of the first."""
        named = unquote(places(at, (STEP,)).get(STEP, measure or self.measures[0].name))
        found = next((each for each in self.measures if each.name == named), None)
        if found is None:
            known = [each.name for each in self.measures]
            raise Refused((Problem("report.measure", {"name": named[:80], "known": known, "path": "at"}),))
        return records_of(self.asking.reading, found, lambda leaf: [self.asking.counting(leaf)])
