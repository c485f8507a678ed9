"""One wave of a unit of work: the records touched since the last fixpoint."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from engine.records.change import Touched

Key = tuple[str, str, str]


@dataclass
class Wave:
    """``touched`` by app, entity and id, in the order of first touch."""

    touched: dict[Key, Touched] = field(default_factory=dict)

    def copy(self) -> Wave:
        return Wave(
            {
                key: replace(item, edits={cause: set(names) for cause, names in item.edits.items()})
                for key, item in self.touched.items()
            }
        )
