"""With --dev only: the clock can be moved, so that a pack's time can be tried out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from engine.expressions.types import DATETIME
from engine.people.sessions import carry_sessions
from engine.people.system import NAME as SYSTEM
from engine.problems import Problem, Refused
from engine.records.clock import instant_of
from engine.records.codec import to_json
from engine.records.command import Command
from engine.time.calendar import add
from engine.time.duration import parse
from engine.time.phrase import PhraseError
from engine.web.request import Request
from engine.web.route import TEXT, Route

BODY = {"type": "object", "properties": {"advance": TEXT, "set": TEXT}, "additionalProperties": False}


def routes() -> list[Route]:
    return [Route("POST", "/api/dev/clock", move, "public", "Move the clock", body=BODY)]


def move(request: Request) -> dict[str, Any]:
    """Moves the clock forward and fires all that falls due on the way, in order."""
    platform = request.platform
    target = _target(platform.clock.now(), request.body)
    if target < platform.clock.now():
        raise Refused((Problem("request.clock"),), 400)
    passed = target - platform.clock.now()
    platform.run(Command("interactive", lambda uow: carry_sessions(uow, passed), app=SYSTEM))
    fired = platform.advance_to(target)
    return {"now": to_json(DATETIME, platform.clock.now()), "fired": fired}


def _target(now: int, body: dict[str, str]) -> int:
    try:
        if "advance" in body:
            return add(now, parse(body["advance"]), UTC)
        found = datetime.fromisoformat(body.get("set", ""))
    except (PhraseError, ValueError, OverflowError) as error:
        raise Refused((Problem("request.clock"),), 400) from error
    if found.tzinfo is None:
        raise Refused((Problem("request.clock"),), 400)
    return instant_of(found)
