"""Accounts over HTTP, for administrators: people themselves are records of the system's form `user`."""

from __future__ import annotations

from typing import Any

from engine.people.accounts import change_password
from engine.people.passwords import new_password
from engine.people.system import NAME as SYSTEM
from engine.web.request import Request, not_found
from engine.web.route import TEXT, Route

ANSWER = {
    "type": "object",
    "required": ["login", "password"],
    "properties": {"login": TEXT, "password": TEXT},
    "additionalProperties": False,
}


def routes() -> list[Route]:
    path = f"/api/apps/{SYSTEM}/users/{{id}}/password"
    told = "Give a person a new password, shown once"
    return [Route("POST", path, renew, "write", told, answer=ANSWER, secret=True)]


def renew(request: Request, uow: Any) -> dict[str, str]:
    """A new password for a person; every session of theirs ends."""
    row = uow.get(f"{SYSTEM}/user", request.path["id"]) if request.viewer.admin else None
    if row is None or row["deleted_at"] is not None:
        raise not_found()
    password = new_password()
    change_password(uow, row["id"], password)
    return {"login": row["login"], "password": password}
