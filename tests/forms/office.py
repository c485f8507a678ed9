"""A pack served over real HTTP, and people of it who ask for things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.engine.served import acting, served
from tests.running import World, running

PACKS = Path(__file__).parent / "packs"
Json = dict[str, Any]


@dataclass
class Person:
    """Somebody with a token; every call is one HTTP request. ``answer`` of a refused request is its problem."""

    http: httpx.Client
    app: str
    id: str

    def path(self, form: str, rest: str = "") -> str:
        return f"/api/apps/{self.app}/forms/{form}{rest}"

    def ask(self, method: str, form: str, rest: str = "", body: Any = None, **query: Any) -> httpx.Response:
        headers = {"Idempotency-Key": query.pop("key")} if "key" in query else {}
        return self.http.request(method, self.path(form, rest), json=body, params=query, headers=headers)

    def list(self, form: str, **query: Any) -> Json:
        return good(self.ask("GET", form, "/records", **query))

    def get(self, form: str, id: str) -> Json:
        return good(self.ask("GET", form, f"/records/{id}"))

    def make(self, form: str, **values: Any) -> Json:
        return good(self.ask("POST", form, "/records", values), 201)

    def edit(self, form: str, id: str, **values: Any) -> Json:
        return good(self.ask("PATCH", form, f"/records/{id}", values))

    def live(self, form: str, id: str | None = None, **values: Any) -> Json:
        return good(self.ask("POST", form, "/evaluate", {"id": id, "values": values}))

    def send(self, name: str, content: bytes, media_type: str = "application/pdf") -> httpx.Response:
        return self.http.post(f"/api/apps/{self.app}/files", files={"file": (name, content, media_type)})


@dataclass
class Office:
    """A served pack with its people by sign-in name."""

    world: World
    address: str
    stack: ExitStack
    people: dict[str, Person] = field(default_factory=dict)

    def hire(self, login: str, *roles: str, language: str = "zh", **values: Any) -> Person:
        id = self.world.person(login, roles=list(roles), language=language, **values)
        http = self.stack.enter_context(acting(self.world.platform, self.address, id, language))
        self.people[login] = person = Person(http, self.world.app, id)
        return person

    def __getattr__(self, login: str) -> Person:
        found: Person | None = vars(self).get("people", {}).get(login)
        if found is None:
            raise AttributeError(login)
        return found


def good(answer: httpx.Response, status: int = 200) -> Json:
    """The JSON of an answer that went well."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    found: Json = answer.json()
    return found


def refused(answer: httpx.Response, status: int) -> dict[str, str]:
    """The messages of a refusal by path, or by code where no path is told."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    assert answer.headers["content-type"] == "application/problem+json"
    return {problem.get("path", problem["code"]): problem["message"] for problem in answer.json()["problems"]}


def codes(answer: httpx.Response, status: int) -> dict[str, str]:
    """The codes of a refusal by path, or by code where no path is told."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    problems = answer.json()["problems"]
    found = {problem.get("path", problem["code"]): problem["code"] for problem in problems}
    assert len(found) == len(problems), problems
    return found


@contextmanager
def office(url: str, pack: Path, changes: Mapping[str, str] = {}) -> Iterator[Office]:
    """A pack on an empty database, served on a free port."""
    with ExitStack() as stack:
        world = stack.enter_context(running(url, pack, changes=changes))
        yield Office(world, stack.enter_context(served(world.platform)), stack)
