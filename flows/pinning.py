"""A running flow stays on the graph with which it was started, whatever is published since."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from engine.publishing import version_at
from flows.compiled import Flow, flows_of
from flows.instance import Instance

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.plugin import AppVersion
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork


def flow_of(uow: UnitOfWork, instance: Instance) -> Flow | None:
    """The flow of an instance as it was when the instance began."""
    return pinned(cast("Platform", uow.runtime), uow, instance)[1]


def pinned(platform: Platform, at: UnitOfWork | Reader, instance: Instance) -> tuple[AppVersion, Flow | None]:
    """The version in which the flow of an instance is found, and the flow.

    The active one where its definition has not changed, since it is compiled already.
    """
    active = cast("AppVersion", at.version(instance.app))
    if active.number == instance.number:
        return active, flows_of(active).flows.get(instance.flow)
    return _pinned(platform, active, instance.number, instance.flow)


@lru_cache(maxsize=256)
def _pinned(platform: Platform, active: AppVersion, number: int, name: str) -> tuple[AppVersion, Flow | None]:
    version = version_at(platform, active.app, number)
    earlier, now = flows_of(version).flows.get(name), flows_of(active).flows.get(name)
    if now is not None and earlier is not None and now.definition == earlier.definition:
        return active, now
    return version, earlier
