"""The person on whose behalf something is read or done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.access.roles import included_roles

if TYPE_CHECKING:
    from engine.plugin import AppVersion

ADMIN = "system/admin"


@dataclass(frozen=True)
class Viewer:
    """``granted`` are the roles as stored, ``app/role``; ``language`` is empty where the person has not chosen one,
    ``csrf`` for programs with a token."""

    id: str
    name: str
    login: str
    language: str = ""
    granted: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    csrf: str = ""

    @cached_property
    def admin(self) -> bool:
        """Whether this is an administrator of the installation."""
        return ADMIN in self.granted

    def roles(self, version: AppVersion) -> frozenset[str]:
        """The names of the person's roles in an app, with those that they include."""
        own = (name for app, name in map(split, self.granted) if app == version.app)
        return included_roles(version.definition, own)


SYSTEM = Viewer("", "", "", granted=frozenset((ADMIN,)))  # nobody signed in: the command line, scenarios


def split(granted: str) -> tuple[str, str]:
    """``crm/sales`` as its app and its role."""
    app, _, role = granted.partition("/")
    return app, role
