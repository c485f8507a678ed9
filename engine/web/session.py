"""Signing in and out over HTTP, and what the UI needs to know first."""

from __future__ import annotations

from typing import Any

from engine.access.viewer import Viewer
from engine.expressions.types import DATETIME
from engine.people import sessions
from engine.people.accounts import change_password
from engine.people.lookup import by_session
from engine.problems import Problem, Refused
from engine.records.codec import to_json
from engine.records.command import Actor, Cause, Command
from engine.web.reading import COOKIE
from engine.web.request import Request
from engine.web.route import TEXT, Answer, Route

NAME = {"type": "string", "minLength": 1, "maxLength": 200}
SIGN_IN = {
    "type": "object",
    "required": ["user", "password"],
    "properties": {"user": NAME, "password": NAME},
    "additionalProperties": False,
}
SETTINGS = {
    "type": "object",
    "properties": {"language": {"enum": ["zh", "en"]}},
    "additionalProperties": False,
}
PASSWORD = {
    "type": "object",
    "required": ["old", "new"],
    "properties": {"old": NAME, "new": NAME},
    "additionalProperties": False,
}
SESSION = {"type": "object", "required": ["user", "csrf", "apps"], "properties": {"csrf": TEXT}}


def routes() -> list[Route]:
    """The routes of /api/session."""
    return [
        Route("POST", "/api/session", sign_in, "public", "Sign in", body=SIGN_IN, answer=SESSION),
        Route("GET", "/api/session", current, "read", "Who is signed in", answer=SESSION),
        Route(
            "PATCH",
            "/api/session",
            change,
            "write",
            "Change one's own settings",
            body=SETTINGS,
            answer=SESSION,
        ),
        Route("DELETE", "/api/session", sign_out, "write", "Sign out"),
        Route("PUT", "/api/session/password", new_password, "write", "Change one's password", body=PASSWORD),
    ]


def sign_in(request: Request) -> Answer:
    """A session for a right name and password; the same refusal for an unknown name and a wrong password."""
    login, password = request.body["user"], request.body["password"]
    platform, now = request.platform, request.now
    user = platform.read(lambda reader: sessions.check_password(reader.cursor, reader.dialect, login, password, now))
    actor = Actor(user, login, "user")
    if user is None:
        platform.run(Command("interactive", lambda uow: sessions.count_failure(uow, login), app="system"))
        raise Refused((Problem("session.wrong"),), 401)
    signed = platform.run(
        Command(
            "interactive",
            lambda uow: _opened(sessions.open_session(uow, user, login)),
            actor,
            Cause("user"),
            app="system",
        )
    )
    viewer = platform.read(lambda reader: by_session(reader.cursor, reader.dialect, signed["secret"], now))
    return Answer(told(request.by(viewer)), headers={"Set-Cookie": cookie(signed["secret"], request.secure)})


def _opened(signed: sessions.SignedIn) -> dict[str, str]:
    return {"secret": signed.secret, "csrf": signed.csrf}


def cookie(secret: str, secure: bool, seconds: int = sessions.LIFETIME // 1000) -> str:
    """The session's cookie; with no seconds left it is forgotten."""
    text = f"{COOKIE}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    return text + "; Secure" if secure else text


def current(request: Request, reader: Any) -> dict[str, Any]:
    """The signed-in person and the apps of the installation."""
    return told(request)


def change(request: Request, uow: Any) -> dict[str, Any]:
    """Writes the person's own settings into their record."""
    if language := request.body.get("language"):
        uow.update("system/user", request.viewer.id, {"language": language})
        viewer = request.viewer
        moved = Viewer(viewer.id, viewer.name, viewer.login, language, viewer.granted, viewer.teams, viewer.csrf)
        return told(request.by(moved))
    return told(request)


def sign_out(request: Request, uow: Any) -> Answer:
    """Ends the session and forgets the cookie."""
    sessions.close_session(uow, request.secret)
    return Answer({}, headers={"Set-Cookie": cookie("", request.secure, 0)})


def new_password(request: Request, uow: Any) -> Answer:
    """Changes one's own password; every session of the person ends."""
    old, new = request.body["old"], request.body["new"]
    viewer = request.viewer
    if sessions.check_password(uow.cursor, uow.dialect, viewer.login, old, uow.now) is None:
        raise Refused((Problem("session.wrong", {"path": "old"}),))
    change_password(uow, viewer.id, new)
    return Answer({}, headers={"Set-Cookie": cookie("", request.secure, 0)})


def told(request: Request) -> dict[str, Any]:
    """The answer of /api/session."""
    viewer = request.viewer
    return {
        "user": {
            "id": viewer.id,
            "name": viewer.name,
            "login": viewer.login,
            "language": request.language,
            "roles": sorted(viewer.granted),
        },
        "csrf": viewer.csrf,
        "apps": [_app(active.version, request.language) for active in request.platform.actives.values()],
        "dev": request.platform.clock.virtual,
        "now": to_json(DATETIME, request.now),
    }


def _app(version: Any, language: str) -> dict[str, Any]:
    return {
        "name": version.app,
        "title": version.definition.title(version.definition.app, language),
        "icon": "grid",
    }
