"""What the system does for rules, buttons, steps and rungs: set, create, notify, task, and more verbs."""

from __future__ import annotations

from engine.actions.action import Action, Actions, actions_at
from engine.actions.compilation import ActionElement, Compilation, compile_actions
from engine.actions.context import ActionContext

__all__ = [
    "Action",
    "ActionContext",
    "ActionElement",
    "Actions",
    "Compilation",
    "actions_at",
    "compile_actions",
]
