"""One wave of a unit of work: the records touched since the last fixpoint."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.records.change import Touched

if TYPE_CHECKING:
    from engine.records.derive.steps import Step

Key = tuple[str, str, str]


@dataclass
class Wave:
    """``touched`` by app, entity and id, in the order of first touch; ``forced`` are records to compute steps of in
    any case (time has come, a definition has changed)."""

    touched: dict[Key, Touched] = field(default_factory=dict)
    forced: dict[Step, set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.touched or self.forced)

    def copy(self) -> Wave:
        edits = {
            key: replace(item, edits={cause: set(names) for cause, names in item.edits.items()})
            for key, item in self.touched.items()
        }
        return Wave(edits, {step: set(ids) for step, ids in self.forced.items()})
