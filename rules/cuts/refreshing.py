"""Keeps cut points fresh: computed when a version brings new ones, then on their schedule, each time as a job."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from engine.records import due
from engine.records.calendars import working_calendar
from engine.records.clock import zone_of
from engine.records.jobs import Job, JobHandler
from engine.records.parameters import set_inputs
from engine.time.duration import MINUTE
from engine.time.occurrence import next_after
from rules.cuts.composing import Ranking
from rules.cuts.computing import points
from rules.rule_set import RuleSet

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork
    from engine.records.version import Active, Version

KIND = "cuts"
RETRY = MINUTE  # while there is nothing to rank


def connect(platform: Platform) -> None:
    """When a version comes into force, when a refresh falls due, and the computation itself."""
    platform.activations.append(follow_version)
    platform.due_handlers[KIND] = on_due
    platform.job_handlers[KIND] = JobHandler(lambda job: compute(platform, job), store)


def follow_version(uow: UnitOfWork, version: Version) -> None:
    """Sets the next refresh of each ranking, and has points computed that are not known yet."""
    active = uow.actives[version.app]
    for form, ranking in _rankings(active):
        _schedule(uow, active, form, ranking)
        value = version.catalog[form].attributes[ranking.value]
        if any(name not in active.parameters for name in ranking.names(value)):
            _enqueue(uow, version.app, form, ranking.name)


def on_due(uow: UnitOfWork, key: str, at: int, payload: Any) -> None:
    """A refresh falls due; nothing happens where the ranking is gone."""
    app, form, name = key.split("/")
    found = _ranking(uow.actives.get(app), form, name)
    if found is not None:
        _schedule(uow, uow.actives[app], form, found)
        _enqueue(uow, app, form, name)


def compute(platform: Platform, job: Job) -> dict[str, Any]:
    """The points of a ranking, read on a connection of its own."""
    app, form, name = job.payload["app"], job.payload["form"], job.payload["name"]
    found = _ranking(platform.actives.get(app), form, name)
    return {} if found is None else platform.readers.apart(lambda reader: points(reader, app, form, found))


def store(uow: UnitOfWork, job: Job, found: dict[str, Any]) -> None:
    """Stores points that differ. What they change is news, but for the first ones."""
    app, form, name = job.payload["app"], job.payload["form"], job.payload["name"]
    known = uow.actives[app].parameters
    changed = {point: value for point, value in found.items() if point not in known or known[point] != value}
    news = any(known.get(point) is not None for point in found)
    ranked = _ranking(uow.actives[app], form, name)
    if changed and ranked is not None:
        set_inputs(uow, app, changed, ranked.address if news else "")
    if None in found.values():
        due.bring_forward(uow, KIND, f"{app}/{form}/{name}", uow.now + RETRY)


def _schedule(uow: UnitOfWork, active: Active, form: str, ranking: Ranking) -> None:
    following = next_after(ranking.refresh, uow.now, zone_of(active.zone), working_calendar(active))
    if following is not None:
        due.bring_forward(uow, KIND, f"{active.version.app}/{form}/{ranking.name}", following)


def _enqueue(uow: UnitOfWork, app: str, form: str, name: str) -> None:
    uow.enqueue(KIND, {"app": app, "form": form, "name": name})


def _ranking(active: Active | None, form: str, name: str) -> Ranking | None:
    found = _rankings(active) if active is not None else iter(())
    return next((ranking for of, ranking in found if (of, ranking.name) == (form, name)), None)


def _rankings(active: Active) -> Iterator[tuple[str, Ranking]]:
    rules = cast("AppVersion", active.version).parts.get("rules") if hasattr(active.version, "parts") else None
    if isinstance(rules, RuleSet):
        for form, rankings in rules.rankings.items():
            for ranking in rankings:
                yield form, ranking
