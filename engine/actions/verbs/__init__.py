"""The kernel's verbs, one a file."""

from __future__ import annotations

from engine.actions.compilation import ActionElement
from engine.actions.verbs.create import CreateAction
from engine.actions.verbs.delete import DeleteAction
from engine.actions.verbs.notify import NotifyAction
from engine.actions.verbs.set import SetAction
from engine.actions.verbs.stop import StopAction
from engine.actions.verbs.task import TaskAction
from engine.actions.verbs.update import UpdateAction

VERBS: tuple[type[ActionElement], ...] = (
    SetAction,
    CreateAction,
    UpdateAction,
    DeleteAction,
    TaskAction,
    NotifyAction,
    StopAction,
)
