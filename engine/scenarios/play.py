"""A scenario that is running: who and what takes part, and how it acts and looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from engine.access.viewer import Viewer
from engine.demo.values import Cast, Telling
from engine.people.lookup import by_id
from engine.records.command import SYSTEM, SYSTEM_CAUSE, Actor, Cause, Command
from engine.records.evaluate import later
from engine.scenarios.wire import wire

if TYPE_CHECKING:
    from engine.actions.values import Values
    from engine.platform import Platform
    from engine.plugin import AppVersion
    from engine.records.entity import Entity
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork
    from engine.time.duration import Duration

Result = TypeVar("Result")


@dataclass
class Play:
    """``cast`` has the ids of people and records by name, ``forms`` the forms of the records; ``who`` acts now, the
    system where it is empty. ``refused`` are the addresses of what refused something."""

    platform: Platform
    version: AppVersion
    cast: Cast
    forms: dict[str, str] = field(default_factory=dict)
    who: str = ""
    refused: list[str] = field(default_factory=list)

    @property
    def app(self) -> str:
        return self.version.app

    @property
    def me(self) -> str | None:
        """The id of the person who acts."""
        return self.cast.people[self.who] if self.who else None

    @property
    def ids(self) -> Mapping[str, str]:
        """The ids of everybody and everything by name."""
        return {**self.cast.people, **self.cast.records}

    def name_of(self, id: str) -> str:
        """What the scenario calls a person or record; an empty text if it has no name for it."""
        return next((name for name, own in self.ids.items() if own == id), "")

    def entity(self, form: str) -> Entity:
        return self.version.catalog[form]

    # Acting

    def write(self, act: Callable[[UnitOfWork], Result]) -> Result:
        """Does something as the person who acts now, in one transaction. Raises Refused."""
        actor, cause = SYSTEM, SYSTEM_CAUSE
        if self.me is not None:
            actor, cause = Actor(self.me, self.who, "user"), Cause("user")

        def run(uow: UnitOfWork) -> Result:
            result = act(uow)
            uow.finish()
            return result

        return self.platform.run(Command("interactive", run, actor=actor, cause=cause, app=self.app))

    def keep(self, name: str, form: str, id: str) -> None:
        """Remembers a record under its name."""
        if name:
            self.cast.records[name], self.forms[name] = id, form

    def values(self, uow: UnitOfWork, values: Values, form: str, id: str = "") -> dict[str, Any]:
        """Written values in stored form, beside the record that they are for."""
        entity = self.entity(form)
        row = uow.get(entity, id) if id else None
        blank = dict.fromkeys(entity.attributes)
        return values(uow, Telling(entity, id, row or blank, extras=self._rows(uow), cast=self.cast))

    def body(self, uow: UnitOfWork, values: Values, form: str, id: str = "") -> dict[str, Any]:
        """The same as a person sends them."""
        return wire(self.version, self.entity(form), self.values(uow, values, form, id))

    def _rows(self, uow: UnitOfWork) -> dict[str, Any]:
        rows: dict[str, Any] = {name: uow.get("system/user", id) for name, id in self.cast.people.items()}
        rows |= {name: uow.get(self.entity(self.forms[name]), id) for name, id in self.cast.records.items()}
        return {name: row for name, row in rows.items() if row is not None}

    # Looking

    def read(self, look: Callable[[Reader], Result]) -> Result:
        """Looks at the data, one consistent state."""
        return self.platform.read(look)

    def viewer(self, name: str, at: Reader | UnitOfWork) -> Viewer:
        """Somebody as one whose rights are asked for."""
        found = by_id(at.cursor, at.dialect, self.cast.people[name])
        assert found is not None
        return found

    # Time

    @property
    def now(self) -> int:
        return self.platform.clock.now()

    def wait(self, length: Duration) -> None:
        """Lets time pass, working time by the app's calendar."""
        self.wait_until(self.read(lambda reader: later(reader, self.app, reader.now, length)))

    def wait_until(self, instant: int) -> None:
        """Lets time pass until an instant: what falls due on the way happens, each at its own time."""
        self.platform.advance_to(instant)
