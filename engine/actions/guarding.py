"""What the system does by itself, kept from holding up others when it fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.problems import Refused

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

BY_ITSELF = frozenset({"time", "parameter", "definition"})  # nobody waits who could read what went wrong
log = logging.getLogger("dougong.actions")


def guarded(
    uow: UnitOfWork,
    element: str,
    run: Callable[[], object],
    *,
    isolate: bool = False,
    failed: Callable[[Refused], None] | None = None,
) -> None:
    """Runs what a rule or flow does about a change. If it fails, what set it off is refused, and whoever did that
    reads why. What happens by itself goes on without it: one record that cannot be handled does not hold up
    time for all others. ``isolate`` lets a person's change go on without it too; ``failed`` is told why."""
    if not isolate and (uow.cause.first.kind not in BY_ITSELF or uow.frame is not None):
        run()
        return
    try:
        with uow.isolated():
            run()
            uow.finish()
    except Refused as refused:
        log.warning("%s could not act: %s", element, "; ".join(problem.text("en") for problem in refused.problems))
        if failed is not None:
            failed(refused)
