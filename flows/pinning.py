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
    from engine.records.unit_of_work import UnitOfWork


def flow_of(uow: UnitOfWork, instance: Instance) -> Flow | None:
    """The flow of an instance as it was when the instance began."""
    active = cast("AppVersion", uow.version(instance.app))
    if active.number == instance.number:
        return flows_of(active).flows.get(instance.flow)
    return _pinned(cast("Platform", uow.runtime), active, instance.number, instance.flow)


@lru_cache(maxsize=256)
def _pinned(platform: Platform, active: AppVersion, number: int, name: str) -> Flow | None:
    """The earlier flow; the active one where its definition has not changed, since it is compiled already."""
    earlier = flows_of(version_at(platform, active.app, number)).flows.get(name)
    now = flows_of(active).flows.get(name)
    return now if now is not None and earlier is not None and now.definition == earlier.definition else earlier
