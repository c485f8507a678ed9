"""Scenarios: tests of a pack, run on a virtual clock with the rights of the people that they name."""

from __future__ import annotations

from engine.scenarios.compilation import ScenarioCompilation
from engine.scenarios.play import Play
from engine.scenarios.question import Answer, Asked, Question
from engine.scenarios.step import Run, ScenarioStep
from engine.scenarios.unmet import Unmet

__all__ = ["Answer", "Asked", "Play", "Question", "Run", "ScenarioCompilation", "ScenarioStep", "Unmet"]
