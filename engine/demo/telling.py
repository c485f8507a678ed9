"""Tells a story: every write at its own time and by its own person, and what time brings about in between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.actions.values import Values, compile_values
from engine.definitions.generate import Write, story
from engine.demo.checking import forms_of
from engine.demo.values import Cast, StoryCompilation, Telling
from engine.problems import Refused
from engine.records.clock import instant_of, zone_of
from engine.records.command import SYSTEM, Actor, Cause
from engine.records.due import TIME, fire, first_due
from engine.records.evaluate import later

if TYPE_CHECKING:
    from engine.definitions.kinds.data import DataDefinition
    from engine.plugin import Build
    from engine.records.entity import Entity
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Line:
    """One write of a story, ready to be told."""

    write: Write
    entity: Entity
    values: Values


def lines_of(build: Build, data: DataDefinition) -> list[Line]:
    """The writes of a story in order of time; problems go to the build."""
    forms, found = forms_of(data), []
    for write in story(data):
        entity = build.catalog[write.form]
        compilation = StoryCompilation(build, entity, changing=False, forms=forms, people=data.users.keys())
        address = f"{write.address}/{'with' if write.create else 'set'}"
        found.append(Line(write, entity, compile_values(compilation, entity, write.values, address)))
    return found


def tell(uow: UnitOfWork, data: DataDefinition, lines: Iterable[Line], cast: Cast) -> None:
    """Tells the story up to now. Rules and flows act in its live part only, as they would have at the time."""
    now = uow.now
    end = present(uow, data)
    live = None if data.live is None else later(uow, uow.app, end, -data.live)
    actor, cause = uow.actor, uow.cause
    uow.quiet = True
    for line in lines:
        at = end + line.write.at
        if uow.quiet and live is not None and at >= live:
            _begin_live(uow, live)
        pass_until(uow, at)
        _write(uow, line, cast, cause)
    if uow.quiet and live is not None:
        _begin_live(uow, live)
    pass_until(uow, now)
    uow.actor, uow.cause, uow.quiet = actor, cause, False


def present(uow: UnitOfWork, data: DataDefinition) -> int:
    """What counts as now in the story."""
    return uow.now if data.at is None else instant_of(data.at.replace(tzinfo=zone_of(uow.actives[uow.app].zone)))


def begin(uow: UnitOfWork, data: DataDefinition, lines: list[Line]) -> int:
    """When the story begins."""
    return present(uow, data) + (lines[0].write.at if lines else 0)


def _begin_live(uow: UnitOfWork, live: int) -> None:
    pass_until(uow, live)
    uow.quiet = False


def pass_until(uow: UnitOfWork, instant: int) -> None:
    """Time passes: what falls due on the way happens, each at its own instant."""
    uow.actor, uow.cause = SYSTEM, TIME
    while (rows := first_due(uow.cursor, uow.dialect)) and rows[0].at <= instant:
        for row in rows:
            uow.move_to(row.at)
            fire(uow, row)
            uow.finish()
    uow.move_to(instant)


def _write(uow: UnitOfWork, line: Line, cast: Cast, cause: Cause) -> None:
    write = line.write
    uow.actor = Actor(cast.people[write.actor], write.actor, "user") if write.actor else SYSTEM
    uow.cause = cause.because(Cause("user")) if write.actor else cause
    try:
        (_create if write.create else _update)(uow, line, cast)
        uow.finish()
    except Refused as refused:
        address, span = write.address, write.span
        raise Refused(replace(problem, address=address, span=span) for problem in refused.problems) from None


def _create(uow: UnitOfWork, line: Line, cast: Cast) -> None:
    """A value that is an expression knows the values written before it."""
    row: dict[str, Any] = dict.fromkeys(line.entity.attributes)
    context = Telling(line.entity, "", row, cast=cast)
    values = {}
    for name, value in line.values.fields.items():
        values[name] = row[name] = value(uow, context)
    cast.records[line.write.name] = uow.create(line.entity, values)["id"]


def _update(uow: UnitOfWork, line: Line, cast: Cast) -> None:
    id = cast.records[line.write.name]
    context = Telling(line.entity, id, uow.get(line.entity, id) or {}, cast=cast)
    uow.update(line.entity, id, line.values(uow, context))
