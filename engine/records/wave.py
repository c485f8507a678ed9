"""One wave of a unit of work: the records touched since the last fixpoint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.records.change import Touched
from engine.records.store import Row

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

    def merge(self, later: Wave) -> None:
        """Takes in what was touched after it."""
        for key, item in later.touched.items():
            known = self.touched.setdefault(key, item)
            if known is not item:
                known.operation = item.operation if item.operation != "update" else known.operation
                for cause, names in item.edits.items():
                    known.edit(cause, names)
        for step, ids in later.forced.items():
            self.forced.setdefault(step, set()).update(ids)


@dataclass
class Frame:
    """What an isolated part has changed of a unit of work; ``wave`` is the one around it.

    ``images`` are the rows as they were before; None for a row that the part has loaded or made.
    """

    wave: Wave
    images: dict[Key, Row | None] = field(default_factory=dict)

    def note(self, key: Key, row: Row | None) -> None:
        """Keeps the image of a row that is about to change, or notes a row that is new here."""
        if key not in self.images:
            self.images[key] = None if row is None else dict(row)

    def undo(self, rows: dict[Key, Row], known: set[Key]) -> None:
        """Puts back the images; rows handed out before stay the same objects."""
        for key, image in self.images.items():
            if image is None:
                rows.pop(key, None)
                known.discard(key)
            else:
                rows[key].clear()
                rows[key].update(image)

    def merge(self, inner: Wave, outer: Frame | None) -> Wave:
        """The part has succeeded: the wave around it with what it touched; ``outer`` is the frame around."""
        if outer is not None:
            for key, image in self.images.items():
                outer.images.setdefault(key, image)
        self.wave.merge(inner)
        return self.wave
