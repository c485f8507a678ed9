"""The topics of hints about people's inboxes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork


def hint_people(uow: UnitOfWork, people: Iterable[str], kind: str = "tasks") -> None:
    """Tells people after the commit that their tasks (or notices) have changed."""
    for user in people:
        uow.hint(f"{kind}:{user}")
