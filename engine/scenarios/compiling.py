"""From scenarios as they are written to scenarios that run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.actions.values import Values, read_literal
from engine.definitions import Expression
from engine.definitions.kinds.scenarios import ScenarioDefinition, Step
from engine.definitions.names import meant
from engine.parameters import parameter_type
from engine.problems import Problem, catalogue
from engine.records.codec import ValueProblem
from engine.scenarios.compilation import ScenarioCompilation
from engine.scenarios.step import Run, ScenarioStep

if TYPE_CHECKING:
    from engine.plugin import AppVersion, Build

PART = "scenarios"


@dataclass(frozen=True)
class GivenRecord:
    """A record that exists when the scenario begins."""

    name: str
    form: str
    values: Values


@dataclass(frozen=True)
class CompiledStep:
    definition: Step
    run: Run


@dataclass(frozen=True)
class CompiledScenario:
    """``parameters`` in stored form."""

    definition: ScenarioDefinition
    parameters: Mapping[str, Any]
    given: tuple[GivenRecord, ...]
    steps: tuple[CompiledStep, ...]


def scenarios_of(version: AppVersion) -> Mapping[str, CompiledScenario]:
    """The scenarios of a version by name."""
    found: Mapping[str, CompiledScenario] = version.part(PART, dict)
    return found


def compile_scenarios(build: Build) -> dict[str, CompiledScenario]:
    """Every scenario of the app; problems go to the build."""
    written = build.definition.all("scenarios", ScenarioDefinition)
    return {name: _compile(build, scenario) for name, scenario in written.items()}


def _compile(build: Build, scenario: ScenarioDefinition) -> CompiledScenario:
    compilation = ScenarioCompilation(build, scenario.users.keys())
    for name, person in scenario.users.items():
        if person.manager is not None:
            compilation.person(person.manager, f"{scenario.address}/users/{name}/manager")
    parameters = _parameters(compilation, scenario)
    given = _given(compilation, scenario)
    steps = [found for step in scenario.steps if (found := _step(compilation, step)) is not None]
    return CompiledScenario(scenario, parameters, tuple(given), tuple(steps))


def _parameters(compilation: ScenarioCompilation, scenario: ScenarioDefinition) -> dict[str, Any]:
    definition, found = compilation.build.definition, {}
    known = definition.app.parameters
    for name, value in scenario.parameters.items():
        address = f"{scenario.address}/parameters/{name}"
        if name not in known or isinstance(value, Expression):
            compilation.report("scenario.parameter", address, value.span, name=name, nearest=meant(name, known))
            continue
        try:
            found[name] = read_literal(parameter_type(definition, known[name]), value, definition.app.timezone)
        except (ValueProblem, TypeError) as wrong:
            told = wrong.problem(address) if isinstance(wrong, ValueProblem) else None
            code, parameters = (told.code, told.parameters) if told else ("action.shape", {"title": name})
            compilation.report(code, address, value.span, **parameters)
    return found


def _given(compilation: ScenarioCompilation, scenario: ScenarioDefinition) -> list[GivenRecord]:
    found = []
    for name, record in scenario.given.items():
        address = f"{scenario.address}/given/{name}"
        values = compilation.values(record.form, record.values, f"{address}/{record.form}")
        compilation.named(name, record.form, address, record.form.span)
        if values is not None:
            found.append(GivenRecord(name, str(record.form), values))
    return found


def _step(compilation: ScenarioCompilation, step: Step) -> CompiledStep | None:
    if step.as_ is not None:
        compilation.person(step.as_, f"{step.address}/as")
    if step.fails is not None and step.fails.code not in catalogue:
        codes = [entry.code for entry in catalogue]
        near, span = meant(step.fails.code, codes), step.fails.code.span
        compilation.build.problems.add(
            Problem("scenario.code", {"name": step.fails.code, "nearest": near}, f"{step.address}/fails", span)
        )
    run = step.compile(compilation) if isinstance(step, ScenarioStep) else None
    return None if run is None else CompiledStep(step, run)
