"""Once a day: what nobody asks for any more is dropped, and the database renews its statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.records import due, idempotency, jobs
from engine.records.clock import DAY

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

KIND = "housekeeping"
KEYS_KEPT = 7 * DAY
JOBS_KEPT = 30 * DAY


def begin(uow: UnitOfWork) -> None:
    """Makes sure that the next time is set."""
    due.bring_forward(uow, KIND, "daily", uow.now + DAY)


def tidy(uow: UnitOfWork, key: str, at: int, payload: Any = None) -> None:
    """The due handler."""
    idempotency.forget_before(uow.cursor, uow.dialect, at - KEYS_KEPT)
    jobs.forget_before(uow, at - JOBS_KEPT)
    for forget in uow.runtime.tidiers:
        forget(uow, at)
    if uow.dialect.name == "sqlite":
        uow.cursor.execute("PRAGMA optimize")
    uow.set_due(KIND, key, uow.now + DAY)
