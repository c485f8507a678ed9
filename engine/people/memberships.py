"""Roles and teams are named by apps: somebody can only be given one that its app has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from engine.definitions.names import nearest, question
from engine.people.lookup import names
from engine.problems import Problem

if TYPE_CHECKING:
    from engine.records.change import Change
    from engine.records.unit_of_work import UnitOfWork

CODES = {"roles": "user.unknown_role", "teams": "user.unknown_team"}


def check_memberships(uow: UnitOfWork, changes: Sequence[Change]) -> Iterable[Problem]:
    """A validator: refuses new roles and teams that no active app has. What somebody had before may stay."""
    for change in changes:
        if change.app == "system" and change.entity == "user":
            for kind, code in CODES.items():
                if kind in change.changed:
                    yield from _unknown(uow, change, kind, code)


def _unknown(uow: UnitOfWork, change: Change, kind: str, code: str) -> Iterator[Problem]:
    before = names(change.before[kind]) if change.before is not None else frozenset()
    added = names(change.after[kind]) - before
    if not added:
        return
    known = known_names(uow, kind)
    for name in sorted(added - known):
        yield Problem(code, {"name": name, "nearest": question(nearest(name, known)), "path": kind}, kind)


def known_names(uow: UnitOfWork, kind: str) -> frozenset[str]:
    """``app/name`` of every role or team of the active apps."""
    found: set[str] = set()
    for app, active in uow.actives.items():
        definition = getattr(active.version, "definition", None)
        if definition is not None:
            found |= {f"{app}/{name}" for name in getattr(definition.app, kind)}
    return frozenset(found)
