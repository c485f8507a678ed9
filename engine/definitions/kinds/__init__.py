"""The kinds of definition that the kernel itself reads."""

from __future__ import annotations

from engine.definitions.kinds.app import AppFile
from engine.definitions.kinds.calendars import CalendarDefinition
from engine.definitions.kinds.data import DataDefinition
from engine.definitions.kinds.options import OptionsDefinition
from engine.definitions.kinds.parameters import PARAMETERS
from engine.definitions.kinds.scenarios import ScenarioDefinition
from engine.definitions.registry import Registry

APP = "app"


def register(registry: Registry) -> None:
    """Adds the kernel's kinds and families."""
    registry.kind(APP, AppFile)
    for parameter in PARAMETERS:
        registry.family("parameter").add(parameter)
    registry.kind("options", OptionsDefinition)
    registry.kind("calendars", CalendarDefinition)
    registry.kind("scenarios", ScenarioDefinition)
    registry.kind("data", DataDefinition)
    registry.builtin("forms", "user", "department")
