"""A command: everything that one unit of work does, with who does it and because of what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

Result = TypeVar("Result")
Kind = Literal["interactive", "bulk", "schema"]

EDITS = frozenset({"user", "api", "import", "undo"})


@dataclass(frozen=True)
class Actor:
    """Who acts; ``id`` is the user record, None for the system and for time."""

    id: str | None = None
    name: str = ""
    kind: Literal["user", "api", "system"] = "system"


SYSTEM = Actor()


@dataclass(frozen=True)
class Cause:
    """Because of what: ``kind`` is user, api, import, undo, rule, flow, time, parameter, definition, derived, system
    or schema.

    ``element`` is the address of the definition element, ``version`` the number of the app's version,
    ``parent`` the cause that led to this one.
    """

    kind: str
    element: str = ""
    app: str = ""
    entity: str = ""
    record: str = ""
    version: int = 0
    title: str = ""
    parent: Cause | None = None

    @property
    def first(self) -> Cause:
        """What it all began with."""
        return self.parent.first if self.parent is not None else self

    @property
    def edits(self) -> bool:
        """Whether a person's edit is at work: only those count a record's version up."""
        return self.kind in EDITS

    def because(self, cause: Cause) -> Cause:
        """``cause`` as the consequence of this one."""
        return replace(cause, parent=self)

    def chain(self) -> Iterator[Cause]:
        """This cause, then what led to it, up to the first."""
        cause: Cause | None = self
        while cause is not None:
            yield cause
            cause = cause.parent

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"kind": self.kind}
        for name in ("element", "app", "entity", "record", "version", "title"):
            if value := getattr(self, name):
                told[name] = value
        if self.parent is not None:
            told["parent"] = self.parent.to_json()
        return told


SYSTEM_CAUSE = Cause("system")


@dataclass(frozen=True)
class Command(Generic[Result]):
    """What is to be done in one unit of work.

    ``run`` may be called again after a failed commit, with the same ``now``, fixed at submission. ``job``
    marks the change log's rows, to undo them together. With a ``key`` the command happens once: its result
    (JSON data) is stored and returned again; the same key with another ``digest`` (of the request's body) is
    refused. ``admit`` comes first, before a stored result is given again, and may refuse. Entities without an app
    belong to ``app``.
    """

    kind: Kind
    run: Callable[[UnitOfWork], Result]
    actor: Actor = SYSTEM
    cause: Cause = SYSTEM_CAUSE
    key: str | None = None
    digest: str | None = None
    app: str = ""
    now: int | None = None
    job: str | None = None
    admit: Callable[[UnitOfWork], None] | None = None
