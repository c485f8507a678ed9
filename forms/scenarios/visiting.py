"""Somebody of a scenario at a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.web.request import not_found
from forms.records.visit import Visit, visit_to

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios import Play


def visit_of(play: Play, uow: UnitOfWork, form: str) -> Visit | None:
    """The visit of the person who acts, None for the system. Refused 404 for a form that is hidden from them."""
    if not play.who:
        return None
    visit = visit_to(play.version, form, play.viewer(play.who, uow))
    if visit is None or not visit.known:
        raise not_found()
    return visit
