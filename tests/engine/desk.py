"""A small help desk on the kernel alone: people, clients and tickets, declared by hand, with scripts of actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from engine.access.engine import engine as access
from engine.access.policy import Grant, Level, Policy, Right
from engine.access.viewer import Viewer
from engine.actions import ActionContext, actions_at, compile_actions
from engine.actions.engine import engine as actions
from engine.compiling import build_app, make_version, scope_in
from engine.definitions import Element, Expression, Many, One, Ref, key, load
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.types import (
    BOOLEAN,
    DATETIME,
    TEXT,
    USER,
    Choice,
    Choices,
    Number,
    Option,
    Reference,
)
from engine.parameters import default_values
from engine.people.accounts import joined
from engine.people.engine import engine as people
from engine.people.lookup import by_id
from engine.platform import Platform, new_registry
from engine.plugin import AppVersion, Build
from engine.problems import Problems
from engine.records.clock import VirtualClock
from engine.records.command import Actor, Cause, Command
from engine.records.entity import Attribute, Way
from engine.tasks.engine import engine as tasks
from engine.web.engine import engine as web
from tests.engine.served import selected

NOW = 1_772_413_200_000  # 2026-03-02 09:00 in Shanghai
HOUR = 3_600_000
DAY = 24 * HOUR
KIND = Choice((Option("fault", "故障"), Option("wish", "建议")))
STATE = Choice((Option("open", "处理中"), Option("done", "已解决", closed="won")), ordered=True, stage=False)

APP = {
    "app.yaml": """
title: 客服
language: zh
roles: {agent: {role: 客服}, lead: {role: 主管, includes: [agent]}, clerk: {role: 文员}}
teams: {first_line: 一线}
parameters:
  limit: {money: 上限, default: 100}
  patience: {duration: 耐心, default: 2h}
""",
    "options/kind.yaml": "title: 类别\noptions: {fault: 故障, wish: 建议}\n",
    "translations/en.yaml": "options/kind/options/fault: Fault\n",
}


@dataclass(frozen=True, kw_only=True)
class Script(Element):
    """A file of the test's own kind: actions about the records of a form."""

    form: str = key(Ref("forms"), doc="The form", example="form: ticket")
    then: tuple[Any, ...] = key(Many(One("action")), doc="The actions", example="then: {notify: owner}")


class System:
    """Declares people as the system's pack does."""

    name = "system"

    def register(self, registry: Any) -> None:
        """Nothing."""

    def declare(self, build: Build) -> None:
        user = build.entity("user", "人员")
        for name in ("login", "name", "phone", "language"):
            user.add(Attribute(name, TEXT, name, title=name, search=False))
        user.add(Attribute("active", BOOLEAN, "active"))
        user.add(Attribute("manager", USER, "manager", on_delete="keep", index=True))
        user.add(Attribute("roles", Choices(free=True), "roles"))
        user.add(Attribute("teams", Choices(free=True), "teams"))
        user.label = Expression("name")

    def compile(self, build: Build) -> None:
        policy = Policy("user", (Grant("all", {"see": True}, {"phone": "hide"}),))
        build.parts["access"] = {"user": policy}

    def connect(self, platform: Platform) -> None:
        """Nothing."""


class Desk(System):
    """Declares clients and tickets, and compiles scripts."""

    name = "desk"

    def register(self, registry: Any) -> None:
        registry.kind("scripts", Script)
        registry.builtin("forms", "client", "ticket")

    def declare(self, build: Build) -> None:
        client = build.entity("client", "客户")
        client.add(Attribute("name", TEXT, "name", title="名称"))
        client.add(Attribute("phone", TEXT, "phone"))
        client.add(Attribute("owner", USER, "owner"))
        client.add(Attribute("rating", Number(0), "rating"))
        client.add(Attribute("total", Number(2)), Expression("sum(tickets.amount)"))
        client.add(Attribute("count", Number(0)), Expression("count(tickets)"))
        client.add_way(Way("tickets", "ticket", "client"))
        client.label, client.owner = Expression("name"), "owner"
        ticket = build.entity("ticket", "工单")
        ticket.add(Attribute("title", TEXT, "title", title="标题"))
        ticket.add(Attribute("kind", KIND, "kind", title="类别"))
        ticket.add(Attribute("state", STATE, "state"))
        ticket.add(Attribute("amount", Number(2), "amount", title="金额"))
        ticket.add(Attribute("labels", Choices((Option("hot", "紧急"), Option("cold", "不急"))), "labels"))
        ticket.add(Attribute("owner", USER, "owner"))
        ticket.add(Attribute("client", Reference("client"), "client"))
        ticket.add(Attribute("due", DATETIME, "due"))
        ticket.add(Attribute("secret", TEXT, "secret", sensitive=True))
        ticket.add(Attribute("double", Number(2)), Expression("amount * 2"))
        ticket.add(Attribute("whisper", TEXT), Expression('concat("!", secret)'))
        ticket.add_way(Way("parts", "ticket.parts", "parent", "table"))
        ticket.label, ticket.owner = Expression("title"), "owner"
        parts = build.entity("ticket.parts")
        parts.parent = "ticket"
        parts.add(Attribute("parent", Reference("ticket"), "parent", system=True, on_delete="cascade"))
        parts.add(Attribute("position", Number(0), "position", system=True))
        parts.add(Attribute("name", TEXT, "name"))
        parts.add(Attribute("price", Number(2), "price"))

    def compile(self, build: Build) -> None:
        build.parts["access"] = self.policies(build)
        for script in build.definition.all("scripts", Script).values():
            entity = build.catalog[script.form]
            compile_actions(build, entity, script.then, script.address)

    def policies(self, build: Build) -> dict[str, Policy]:
        """What the roles may: agents work on their own tickets, leads on their team's, clerks only look."""
        see = condition(build, "ticket", "owner = me or owner in my_team")
        own = condition(build, "ticket", "owner = me")
        agent = grant("agent", {"see": see, "edit": own, "create": True})
        lead = grant("lead", {"edit": see, "export": True}, {"secret": "read"})
        clerk = grant("clerk", {"see": True}, {"amount": "hide", "title": "mask", "parts.price": "hide"})
        clients = grant("agent", {"see": True, "edit": True}, {"phone": "mask"})
        return {"ticket": Policy("ticket", (agent, lead, clerk)), "client": Policy("client", (clients,))}


def grant(role: str, rights: Mapping[Right, Any], levels: Mapping[str, Level] | None = None) -> Grant:
    return Grant(role, rights, levels or {})


def condition(build: Build, entity: str, text: str) -> Checked:
    """A checked condition on the records of an entity."""
    found = check(text, scope_in(build, build.catalog[entity]), "boolean")
    assert isinstance(found, Checked), found
    return found


def compiled(
    scripts: Mapping[str, str] | None = None, translations: str = ""
) -> tuple[AppVersion, AppVersion, Problems]:
    """The versions of the system and of the desk with its scripts, and the problems found."""
    system, desk = System(), Desk()
    plain = new_registry((actions,))
    first, problems = load({"app.yaml": b"title: S\nroles: {admin: {role: Admin}}\n"}, plain, "system")
    assert first is not None, list(problems)
    below = make_version(build_app(first, plain, (system,), {}, problems), 1, "s")
    registry = new_registry((actions, desk))
    files = {**APP, **{f"scripts/{name}.yaml": text for name, text in (scripts or {}).items()}}
    files["translations/en.yaml"] += translations
    definition, problems = load({path: text.encode() for path, text in files.items()}, registry, "desk")
    assert definition is not None, [problem.text("en") for problem in problems]
    build = build_app(definition, registry, (desk,), below.catalog, problems)
    version = make_version(build, 1, "d")
    return below, replace(version, others={"system": below}), problems


@dataclass
class World:
    """A running desk; people are known by their sign-in names."""

    platform: Platform
    version: AppVersion

    def run(self, run: Any, actor: Actor | None = None, cause: Cause | None = None) -> Any:
        """Something done in one unit of work of the desk."""
        command: Command[Any] = Command("interactive", run, actor or Actor(), cause or Cause("system"), app="desk")
        return self.platform.run(command)

    def person(self, login: str, **values: Any) -> str:
        """A new person; roles and teams as lists of ``app/name``, the manager as an id."""
        made = {"login": login, "name": login.title(), "active": True, **values}
        made |= {name: joined(made[name]) for name in ("roles", "teams") if name in made}
        found: str = self.run(lambda uow: uow.create("system/user", made)["id"])
        return found

    def create(self, entity: str, **values: Any) -> str:
        found: str = self.run(lambda uow: uow.create(entity, values)["id"])
        return found

    def row(self, entity: str, id: str) -> dict[str, Any]:
        return dict(self.run(lambda uow: uow.get(entity, id)))

    def viewer(self, id: str) -> Viewer:
        found = self.platform.read(lambda reader: by_id(reader.cursor, reader.dialect, id))
        assert found is not None
        return found

    def play(self, script: str, entity: str, id: str, actor: Actor | None = None) -> ActionContext:
        """Runs a script on a record, as a rule would."""

        def run(uow: Any) -> ActionContext:
            found = self.version.catalog[entity]
            context = ActionContext(found, id, dict(uow.get(found, id)))
            with uow.because(Cause("rule", f"scripts/{script}", "desk", entity, id, 1, "脚本")):
                actions_at(self.version, f"scripts/{script}").run(uow, context)
            return context

        played: ActionContext = self.run(run, actor)
        return played

    def read(self, read: Any) -> Any:
        return self.platform.read(read)

    def select(self, text: str) -> list[tuple[Any, ...]]:
        """Rows of a statement."""
        return selected(self.platform, text)

    def passes(self, milliseconds: int) -> None:
        """Time passes; what falls due fires."""
        self.platform.advance_to(self.platform.clock.now() + milliseconds)


@contextmanager
def opened(url: str, scripts: Mapping[str, str] | None = None, translations: str = "") -> Iterator[World]:
    """A desk on an empty database, on a virtual clock."""
    system, version, problems = compiled(scripts, translations)
    assert not problems.errors, [f"{each.address}: {each.text('en')}" for each in problems.errors]
    platform = Platform.open(url, VirtualClock(NOW))
    try:
        platform.plug((people, access, tasks, actions, web))
        platform.activate(system)
        platform.activate(version, parameters=default_values(version.definition))
        yield World(platform, version)
    finally:
        platform.close()
