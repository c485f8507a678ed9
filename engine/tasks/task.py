"""Tasks as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["open", "suspended", "done", "cancelled"]
Pick = Literal["all", "any"]
Texts = Mapping[str, str]  # by language


@dataclass(frozen=True)
class Rung:
    """What happens if a task is open after ``at`` (ms): the actions compiled at the address ``element``.

    ``every`` is the duration (``1d``) after which they happen again, as long as the task stays open.
    """

    element: str
    at: int
    every: str | None = None


@dataclass(frozen=True)
class TaskSpec:
    """A task to open about a record of ``entity`` (``app`` and name).

    ``kind`` says whose it is (``action``, ``flow``): its `TaskKind` is told when it is done. ``people`` are
    user ids: with ``pick`` ``all`` each gets a task of their own, with ``any`` one of them takes the task.
    ``due`` and ``remind`` are instants; ``data`` is kept for the kind, as JSON.
    """

    app: str
    entity: str
    record: str
    kind: str
    element: str
    title: Texts
    people: tuple[str, ...]
    help: Texts = field(default_factory=dict)
    pick: Pick = "all"
    due: int | None = None
    remind: int | None = None
    rungs: tuple[Rung, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Timer:
    """Something that is still to happen to a task by time: a row of what falls due."""

    kind: str
    key: str
    at: int
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Task:
    """A task as it is stored; instants in ms."""

    id: str
    app: str
    entity: str
    record: str
    kind: str
    element: str
    title: Texts
    help: Texts
    state: State
    pick: Pick
    version: int
    due_at: int | None
    created_at: int
    done_at: int | None
    done_by: str | None
    outcome: str | None
    opinion: str | None
    data: Mapping[str, Any]
    timers: tuple[Timer, ...]
    cause: Mapping[str, Any]


def said(texts: Texts, language: str) -> str:
    """The text in a language, else in any."""
    return texts.get(language) or next(iter(texts.values()), "")
