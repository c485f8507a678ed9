"""What sets a rule off: checked beside its form, and its repetitions made schedules."""

from __future__ import annotations

from engine.definitions import nearest
from engine.definitions.kinds.calendars import CalendarDefinition
from engine.definitions.names import question
from engine.definitions.values import On
from engine.expressions.types import Choice, Date
from engine.plugin import Build
from engine.problems import Problem, Span
from engine.records.entity import Entity
from engine.time.calendar import Calendar
from engine.time.occurrence import known_day
from engine.time.repeat import Named
from rules.automations.automation import Schedule
from rules.automations.definition import Automation

BUILT = frozenset({"created", "submitted", "updated", "deleted", "changed", "enters", "leaves", "every"})


def check_trigger(build: Build, entity: Entity, automation: Automation, on: On) -> None:
    """Records what is wrong with a trigger."""

    def report(code: str, span: Span, **parameters: object) -> None:
        build.problems.add(Problem(code, {"form": entity.title, **parameters}, f"{automation.address}/trigger", span))

    if on.word not in BUILT:
        report("definition.not_yet", on.span, word=on.word)
    elif on.word == "changed":
        for name in on.names:
            if name not in entity.attributes:
                report("rule.field", name.span, name=name)
    elif isinstance(on.every, Named):
        _check_day(build, entity, automation, on, on.every)
    elif on.names:
        field, _, option = on.names[0].rpartition(".")
        attribute = entity.attributes.get(field)
        if attribute is None or not isinstance(attribute.type, Choice) or option not in attribute.type.names:
            report("rule.option", on.names[0].span, path=on.names[0])


def _check_day(build: Build, entity: Entity, automation: Automation, on: On, every: Named) -> None:
    """A name is that of a date field, or of a day of the app's calendar."""
    address, calendar = f"{automation.address}/trigger", _calendar(build)
    if date_field(entity, every.name):
        if every.shift.milliseconds or every.shift.working_milliseconds:
            build.problems.add(Problem("rule.shift", {"name": every.name}, address, on.span))
    elif not known_day(every.name, calendar):
        dates = [name for name in entity.attributes if date_field(entity, name)]
        near = question(nearest(every.name, [*dates, *calendar.days]))
        parameters = {"name": every.name, "form": entity.title, "nearest": near}
        build.problems.add(Problem("rule.day", parameters, address, on.span))


def _calendar(build: Build) -> Calendar:
    name = str(build.definition.app.calendar or "")
    found = build.definition.all("calendars", CalendarDefinition).get(name)
    return found.calendar() if found is not None else Calendar()


def date_field(entity: Entity, name: str) -> bool:
    """Whether this is a date of the record that is stored."""
    found = entity.attributes.get(name)
    return found is not None and isinstance(found.type, Date) and found.column is not None


def schedules(entity: Entity, automation: Automation) -> tuple[Schedule, ...]:
    """The repetitions of a rule, in order."""
    found = []
    for on in automation.trigger:
        if on.every is not None:
            name = on.every.name if isinstance(on.every, Named) else ""
            found.append(Schedule(on.every, name if date_field(entity, name) else None))
    return tuple(found)
