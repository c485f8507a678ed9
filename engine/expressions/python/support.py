"""What generated code calls: total functions, with answers that became null counted in the environment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from engine.expressions.environment import Environment
from engine.expressions.runtime import dates, numbers
from engine.time.duration import Duration


def overflow(environment: Environment) -> None:
    environment.warnings["overflow"] += 1


def divide(number: int, divisor: int, shift: int, environment: Environment) -> int | None:
    if not divisor:
        environment.warnings["division_by_zero"] += 1
        return None
    return numbers.divide(number, divisor, shift)


def least(values: Iterable[Any]) -> Any:
    return min((value for value in values if value is not None), default=None)


def greatest(values: Iterable[Any]) -> Any:
    return max((value for value in values if value is not None), default=None)


def shift_date(day: int, duration: Duration, sign: int, up: bool) -> int | None:
    """A date and a duration away; working time has no meaning for a date."""
    return None if duration.working else dates.shift_date(day, *dates.date_parts(duration, sign, up))


def shift_moment(moment: int, duration: Duration, sign: int, environment: Environment) -> int | None:
    """An instant and a duration away; working time by the calendar in force."""
    if duration.working:
        away = duration if sign > 0 else -duration
        return environment.calendar.add(moment, away) if environment.calendar else None
    parts = (sign * duration.months, sign * duration.days, sign * duration.milliseconds)
    return dates.shift_moment(moment, *parts, environment.zone)


def has(options: str, option: str) -> bool:
    return f"|{option}|" in options


def people(items: Iterable[Any]) -> frozenset[str]:
    """Users and sets of users as one set."""
    found: set[str] = set()
    for item in items:
        if isinstance(item, str):
            found.add(item)
        elif item is not None:
            found.update(item)
    return frozenset(found)


def old(environment: Environment, name: str) -> Any:
    return None if environment.old is None else environment.old.get(name)


def member(environment: Environment, variable: str, name: str) -> Any:
    record = environment.extras.get(variable)
    return record.get(name) if isinstance(record, Mapping) else None


class Lenient(dict[str, Any]):
    """A mapping whose missing values are null."""

    def __missing__(self, key: str) -> None:
        return None


def again(function: Callable[..., Any], row: Any, environment: Environment) -> Any:
    """Second try of a row that the generated code could not read: missing values are null.

    What still fails is counted and null, so that no record can stop a sweep.
    """
    if isinstance(row, Lenient):
        environment.warnings["failed"] += 1
        return None
    return function(Lenient(row or {}), replace(environment, parameters=Lenient(environment.parameters)))


SUPPORT: dict[str, Any] = {
    "_overflow": overflow,
    "_divide": divide,
    "_least": least,
    "_greatest": greatest,
    "_shift_date": shift_date,
    "_shift_moment": shift_moment,
    "_has": has,
    "_people": people,
    "_old": old,
    "_member": member,
    "_half": numbers.half_away,
    "_up": numbers.away,
    "_down": numbers.toward,
    "_again": again,
    "_Exception": Exception,
}
