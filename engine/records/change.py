"""A change of a record inside a unit of work, as listeners see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from engine.records.command import Cause
from engine.records.store import Row, Store

Operation = Literal["create", "update", "delete", "restore"]


@dataclass(frozen=True)
class Change:
    """One record's change over one wave: the image before the wave and the image at its fixpoint.

    ``before`` is None for a create, ``after`` is the last image for a delete. ``changed`` names the
    attributes that differ, derived ones included; a change by derivation alone has a cause ``derived``.
    """

    app: str
    entity: str
    id: str
    operation: Operation
    before: Row | None
    after: Row
    cause: Cause
    changed: frozenset[str]
    at: int


@dataclass
class Touched:
    """A record touched in the current wave; ``row`` is live and ends at the fixpoint.

    ``edits`` are the attributes written, by cause, in the order in which they were written; those of a create are
    whatever no other cause has written.
    """

    store: Store
    row: Row
    before: Row | None
    operation: Operation = "update"
    edits: dict[Cause, set[str]] = field(default_factory=dict)

    def edit(self, cause: Cause, names: set[str]) -> None:
        self.edits.setdefault(cause, set()).update(names)

    def changed(self) -> frozenset[str]:
        before = self.before
        if before is None:
            return frozenset([name for name, value in self.row.items() if value is not None])
        return frozenset([name for name, value in self.row.items() if before[name] != value])
