"""People as the kernel plugs them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import Registry
from engine.people import choosing
from engine.people import problems as _problems  # noqa: F401 (declares the problem codes)
from engine.people.logins import complete_login
from engine.people.memberships import check_memberships
from engine.people.teams import keep_teams
from engine.plugin import Build
from engine.records.evaluate import CHOOSERS

if TYPE_CHECKING:
    from engine.records.runtime import Runtime


class PeopleEngine:
    """Teams follow managers; roles and teams must exist."""

    name = "people"

    def register(self, registry: Registry) -> None:
        """Nothing of its own to write in packs: people are records of the system's pack."""

    def declare(self, build: Build) -> None:
        """Nothing to declare."""

    def compile(self, build: Build) -> None:
        """Nothing to compile."""

    def connect(self, runtime: Runtime) -> None:
        """Follows changes of people."""
        CHOOSERS.update(choosing.CHOOSERS)
        runtime.completers.append(complete_login)
        runtime.validators.append(check_memberships)
        runtime.validators.append(keep_teams)


engine = PeopleEngine()
