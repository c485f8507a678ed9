"""Runs scenarios: each on empty tables, at its own time, step by step until something does not hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

from engine.definitions.kinds.scenarios import Refusal, ScenarioDefinition, Step
from engine.demo.people import make_people
from engine.demo.values import Cast
from engine.problems import Problem, Refused, Span
from engine.records.clock import instant_of, zone_of
from engine.records.parameters import set_parameter
from engine.scenarios.around import Around, look_around
from engine.scenarios.compiling import CompiledScenario, CompiledStep, GivenRecord
from engine.scenarios.play import Play
from engine.scenarios.unmet import Texts, Unmet

if TYPE_CHECKING:
    from engine.records.store import Row
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios.theatre import Theatre

BEGINNING = datetime(2026, 1, 1, 9)
NO_PASSWORD = ""  # nobody signs in
SUCCEEDS = {"zh": "做得成", "en": "it succeeds"}
WORKS = {"zh": "自动发生的事都做得成", "en": "what happens by itself succeeds"}
SUCCEEDED = {"zh": "做成了", "en": "it succeeded"}


@dataclass(frozen=True)
class Failure:
    """Where a scenario stopped: ``what`` was done, ``at`` which instant (ms) of its clock, and what was around."""

    span: Span
    what: str
    at: int
    expected: Texts
    actual: Texts
    around: Around


@dataclass(frozen=True)
class Result:
    """``seconds`` of wall time; without a ``failure`` the scenario holds. ``play`` is as it ended."""

    definition: ScenarioDefinition
    seconds: float
    failure: Failure | None
    play: Play


def run_scenario(theatre: Theatre, scenario: CompiledScenario) -> Result:
    """Runs one scenario from its beginning."""
    began, definition = perf_counter(), scenario.definition
    zone = zone_of(theatre.version.definition.app.timezone)
    theatre.clear(instant_of((definition.at or BEGINNING).replace(tzinfo=zone)))
    play = Play(theatre.platform, theatre.version, Cast({}, _keep))
    failure = _begin(play, scenario) or _go_through(play, scenario, theatre.mishaps)
    return Result(definition, perf_counter() - began, failure, play)


def _keep(uow: UnitOfWork, name: str) -> Mapping[str, Any]:
    """A file that a record holds; what is in it does not matter to the definitions."""
    keep_file: Any = getattr(uow.runtime, "keep_file", None)
    if keep_file is None:
        raise Refused((Problem("data.no_file", {"name": name}),))
    kept: Mapping[str, Any] = keep_file(uow, name, name.encode())
    return kept


def _begin(play: Play, scenario: CompiledScenario) -> Failure | None:
    definition, parameters = scenario.definition, scenario.parameters

    def prepare(uow: UnitOfWork) -> dict[str, str]:
        for name, value in parameters.items():
            set_parameter(uow, name, value)
        return make_people(uow, definition.users, NO_PASSWORD)

    play.cast.people.update(play.write(prepare))
    play.wait_until(play.now)
    for record in scenario.given:
        try:
            play.keep(record.name, record.form, play.write(partial(_create, play, record))["id"])
            play.wait_until(play.now)
        except Refused as refused:
            span = definition.given[record.name].form.span
            return _failure(play, span, f"given {record.name}", SUCCEEDS, told(refused))
    return None


def _create(play: Play, given: GivenRecord, uow: UnitOfWork) -> Row:
    return uow.create(play.entity(given.form), play.values(uow, given.values, given.form))


def _go_through(play: Play, scenario: CompiledScenario, mishaps: Sequence[str]) -> Failure | None:
    for step in scenario.steps:
        play.who = str(step.definition.as_ or "")
        failure = _take(play, step) or _mishap(play, step, mishaps)
        play.who = ""
        if failure is not None:
            return failure
    return None


def _take(play: Play, step: CompiledStep) -> Failure | None:
    """One step, and what follows from it at once."""
    definition, refusal = step.definition, step.definition.fails
    try:
        step.run(play)
        play.wait_until(play.now)
    except Refused as refused:
        play.refused += [problem.address for problem in refused.problems]
        if refusal is not None and _meant(refusal, refused):
            return None
        expected = SUCCEEDS if refusal is None else _wanted(refusal)
        return _failure(play, definition.span, said(definition), expected, told(refused))
    except Unmet as unmet:
        return _failure(play, unmet.span or definition.span, said(definition), unmet.expected, unmet.actual)
    if refusal is None:
        return None
    return _failure(play, refusal.code.span, said(definition), _wanted(refusal), SUCCEEDED)


def _mishap(play: Play, step: CompiledStep, mishaps: Sequence[str]) -> Failure | None:
    """What happened by itself must be able to happen: in daily use nobody would see that it was not."""
    if not mishaps:
        return None
    actual = dict.fromkeys(WORKS, "; ".join(dict.fromkeys(mishaps)))
    return _failure(play, step.definition.span, said(step.definition), WORKS, actual)


def _meant(refusal: Refusal, refused: Refused) -> bool:
    """Whether a refusal is the one that had to come."""
    return any(
        problem.code == refusal.code and refusal.path in ("", str(problem.parameters.get("path", "")))
        for problem in refused.problems
    )


def _wanted(refusal: Refusal) -> Texts:
    path = f" ({refusal.path})" if refusal.path else ""
    return {"zh": f"被拒绝：{refusal.code}{path}", "en": f"refused: {refusal.code}{path}"}


def told(refused: Refused) -> Texts:
    """A refusal in one line: every problem with its code."""
    words = {"zh": ("被拒绝：", "；"), "en": ("refused: ", "; ")}
    return {
        language: start
        + between.join(f"{_place(each)}{each.text(language)} [{each.code}]" for each in refused.problems)
        for language, (start, between) in words.items()
    }


def _place(problem: Problem) -> str:
    path = problem.parameters.get("path")
    return f"{path}: " if path else ""


def said(step: Step) -> str:
    """A step in a few words: ``update acme as li``."""
    verb = step.word()
    value = getattr(step, verb, getattr(step, f"{verb}_", ""))
    what = f" {value}" if isinstance(value, str) else ""
    return f"{verb}{what}" + (f" as {step.as_}" if step.as_ else "")


def _failure(play: Play, span: Span, what: str, expected: Texts, actual: Texts) -> Failure:
    return Failure(span, what, play.now, expected, actual, play.read(lambda reader: look_around(play, reader)))
