"""Causes in words: what led to a change, a task or a notice, as its reader calls it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.definitions import AppDefinition

RUNG = "/overdue/"


def cause_title(definition: AppDefinition, cause: Mapping[str, Any], language: str) -> str:
    """The title of the element that was the cause; a rung is told by its task. Empty where there is no title."""
    element = cause.get("element") or ""
    if cause["kind"] == "overdue":
        element = element.rpartition(RUNG)[0]
    return definition.text(element, language, cause.get("title") or "")
