"""Questions about rights, as scenarios and tests ask them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.access.evaluate import at_least, level
from engine.access.policy import RIGHTS
from engine.access.records import allowed
from engine.access.viewer import Viewer

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

READ = "read"


def can(
    version: AppVersion,
    viewer: Viewer,
    right: str,
    entity: str,
    id: str,
    at: Reader | UnitOfWork,
    attribute: str | None = None,
) -> bool:
    """`can(u, right, r)`, or `can(u, read, r.field)` and `can(u, edit, r.field)` for one field of a record.

    Raises ValueError for a word that is no right.
    """
    wanted = "see" if right == READ else right
    known = next((each for each in RIGHTS if each == wanted), None)
    if known is None:
        raise ValueError(f"{right} is no right")
    if not allowed(version, viewer, known, entity, (id,), at):
        return False
    if attribute is None:
        return True
    found = level(version, entity, attribute, viewer)
    return at_least(found, "read") if known == "see" else found in ("edit", "required")
