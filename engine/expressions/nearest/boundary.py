"""The nearest whole number from which a rising or falling test holds, found by asking it."""

from __future__ import annotations

from collections.abc import Callable

Test = Callable[[int], bool]


def nearest_holding(test: Test, start: int, low: int, high: int) -> list[int]:
    """The first numbers above and below ``start`` at which the test holds, ``start`` itself not."""
    found = (_first(test, start, 1, high), _first(test, start, -1, low))
    return [each for each in found if each is not None]


def last_holding(test: Test, start: int, low: int, high: int) -> int | None:
    """The number next to a change of the test, which holds at ``start``; None if it holds everywhere."""
    failing = nearest_holding(lambda value: not test(value), start, low, high)
    if not failing:
        return None
    nearest = min(failing, key=lambda value: abs(value - start))
    return nearest - 1 if nearest > start else nearest + 1


def _first(test: Test, start: int, way: int, end: int) -> int | None:
    """Doubling steps until it holds, then halving between."""
    fails, step = start, 1
    while True:
        probe = start + way * step
        if (end - probe) * way <= 0:
            if not test(end) or end == start:
                return None
            return _between(test, fails, end)
        if test(probe):
            return _between(test, fails, probe)
        fails, step = probe, step * 2


def _between(test: Test, fails: int, holds: int) -> int:
    while abs(holds - fails) > 1:
        middle = (fails + holds) // 2
        if test(middle):
            holds = middle
        else:
            fails = middle
    return holds
