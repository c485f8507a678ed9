"""Who sends a request."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from starlette.requests import Request as HttpRequest

from engine.access.viewer import Viewer
from engine.people import lookup
from engine.problems import Problem, Refused
from engine.web.request import Request

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

MOST = 4096


def identify(request: Request, cursor: Any, dialect: Any) -> Viewer:
    """The person as they are now. Refused 401 where there is none."""
    find = lookup.by_token if request.secret.startswith("dg_") else lookup.by_session
    person = find(cursor, dialect, request.secret, request.now)
    if person is None:
        raise Refused((Problem("session.none"),), 401)
    return person


async def person_of(request: Request) -> Viewer | None:
    """The person as they are now, asked on a reader; None where there is none."""

    def run(reader: Any) -> Viewer | None:
        try:
            return identify(request, reader.cursor, reader.dialect)
        except Refused:
            return None

    return await asyncio.wrap_future(request.platform.readers.submit(run))


async def signed_in(http: HttpRequest, request: Request) -> Viewer:
    """Who sends the request; what may change something must prove that a page of ours sends it."""
    return _proved(http, await person_of(request))


def _proved(http: HttpRequest, person: Viewer | None) -> Viewer:
    if person is None:
        raise Refused((Problem("session.none"),), 401)
    if http.method != "GET" and person.csrf and http.headers.get("x-csrf-token") != person.csrf:
        raise Refused((Problem("session.csrf"),), 403)
    return person


class Door:
    """Lets those to the writer whose secret was good before: whether it still is, is asked inside the transaction.

    So a write asks once who sends it. A secret belongs to one person and has one CSRF token for ever; all else that is
    known here may be old.
    """

    def __init__(self) -> None:
        self._known: dict[str, Viewer] = {}

    async def enter(self, http: HttpRequest, request: Request) -> Viewer:
        """The person as last seen. Refused 401 or 403 for whom nobody knows."""
        person = self._known.get(lookup.digest(request.secret)) or await person_of(request)
        return _proved(http, person)

    def identify(self, request: Request, uow: UnitOfWork) -> Viewer:
        """The person as they are now, remembered for the next time. Refused 401 where there is none."""
        key = lookup.digest(request.secret)
        try:
            person = identify(request, uow.cursor, uow.dialect)
        except Refused:
            self._known.pop(key, None)
            raise
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = person
        return person
