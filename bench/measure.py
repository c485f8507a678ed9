"""CPU time per operation of several candidates in one run, so that their ratios hold on any machine."""

from __future__ import annotations

import gc
import resource
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import process_time

Call = Callable[[], object]
MICROSECONDS = 1e6


@dataclass(frozen=True)
class Row:
    """One line of a bench: our figure, the limit's and the peer's in `unit`, and ours divided by each."""

    area: str
    case: str
    unit: str
    ours: float
    limit: float | None = None
    peer: float | None = None
    of_limit: float | None = None
    of_peer: float | None = None

    @classmethod
    def compare(
        cls,
        area: str,
        case: str,
        unit: str,
        ours: float,
        limit: float | None = None,
        peer: float | None = None,
    ) -> Row:
        """A row with its ratios: how many times the limit and the peer (for times, below 1 is better)."""
        return cls(area, case, unit, ours, limit, peer, limit and ours / limit, peer and ours / peer)


def measure(candidates: Mapping[str, Call], batch: float = 0.05, rounds: int = 7) -> dict[str, float]:
    """CPU microseconds per call of each candidate: the best of `rounds`, taken in turns.

    Each turn repeats the call for about `batch` seconds; threads count, other processes do not.
    """
    sizes = {name: _calls_for(call, batch) for name, call in candidates.items()}
    best = dict.fromkeys(candidates, float("inf"))
    for _ in range(rounds):
        for name, call in candidates.items():
            best[name] = min(best[name], _seconds(call, sizes[name]) / sizes[name])
    return {name: seconds * MICROSECONDS for name, seconds in best.items()}


def measure_once(candidates: Mapping[str, Call], rounds: int = 3) -> dict[str, float]:
    """CPU seconds of one call of each candidate, with its ended child processes: the best of `rounds`."""
    best = dict.fromkeys(candidates, float("inf"))
    for _ in range(rounds):
        for name, call in candidates.items():
            before = _with_children()
            call()
            best[name] = min(best[name], _with_children() - before)
    return best


def _calls_for(call: Call, batch: float) -> int:
    calls = 1
    while (seconds := _seconds(call, calls)) < batch / 4:
        calls *= 4
    return max(1, round(calls * batch / seconds))


def _seconds(call: Call, calls: int) -> float:
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        for _ in range(calls):
            call()
        return process_time() - start
    finally:
        gc.enable()


def _with_children() -> float:
    """User and system seconds of this process and of its children that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
