"""The offsets of a zone as a list, for back ends that have no table of zones, or another one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.expressions.runtime.zones import DAY, FIRST_MOMENT, SAMPLE, SAMPLED_UNTIL, offset_at, settled

FROM = -52_000 * DAY  # 1827: before the first zone kept another time than that of its sun


@dataclass(frozen=True)
class Offsets:
    """``changes``: from this instant on (ms; None: from the beginning) this offset; nothing is known from ``until``
    on, None where the zone keeps its clocks for ever."""

    changes: tuple[tuple[int | None, int], ...]
    until: int | None

    def json(self) -> dict[str, object]:
        return {"changes": [list(change) for change in self.changes], "until": self.until}


@lru_cache(maxsize=64)
def offsets(zone: ZoneInfo) -> Offsets:
    """All changes of a zone, found by looking every ten days and halving what lies between."""
    last = settled(zone)
    end = SAMPLED_UNTIL if last is None else last[0]
    before = offset_at(FIRST_MOMENT, zone)
    changes: list[tuple[int | None, int]] = [(None, before)]
    earlier = FROM
    while earlier < end:
        later = min(earlier + SAMPLE, end)
        after = offset_at(later, zone)
        if after != before:
            changes.append((_change(zone, earlier, later, before), after))
        earlier, before = later, after
    return Offsets(tuple(changes), None if last else SAMPLED_UNTIL)


def _change(zone: ZoneInfo, earlier: int, later: int, before: int) -> int:
    """The first instant in ``earlier..later`` with another offset than before."""
    while later - earlier > 1:
        middle = (earlier + later) // 2
        earlier, later = (middle, later) if offset_at(middle, zone) == before else (earlier, middle)
    return later
