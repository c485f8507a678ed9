"""Measures compiled: each an aggregate over a form, or arithmetic of others."""

from __future__ import annotations

from collections.abc import Mapping

from engine.compiling import scope_in
from engine.definitions import AppDefinition
from engine.expressions.check import check, names
from engine.expressions.checked import Checked
from engine.expressions.types import Type
from engine.plugin import Build
from engine.problems import Problem
from reports import problems as _problems  # noqa: F401 (declares the problem codes)
from reports.compiled import CompiledMeasure
from reports.definition import Measure


def measures_of(definition: AppDefinition) -> Mapping[str, Measure]:
    """Every measure of an app by its name."""
    return definition.section("reports", "measures", Measure)


def compile_measures(build: Build) -> dict[str, CompiledMeasure]:
    """Checks each measure after those that it reads; problems go to the build."""
    written = measures_of(build.definition)
    compiled: dict[str, CompiledMeasure] = {}
    for name in written:
        _compile(build, written, name, (), compiled)
    return compiled


def _compile(
    build: Build,
    written: Mapping[str, Measure],
    name: str,
    path: tuple[str, ...],
    compiled: dict[str, CompiledMeasure],
) -> None:
    if name in compiled:
        return
    measure = written[name]
    if name in path:
        chain = " → ".join((*path[path.index(name) :], name))
        build.problems.add(Problem("report.circle", {"chain": chain}, measure.address, measure.span))
        return
    uses = tuple(used for used in names(measure.formula.text) if used in written)
    for used in uses:
        _compile(build, written, used, (*path, name), compiled)
    if any(used not in compiled for used in uses):
        return
    variables: dict[str, Type] = {used: compiled[used].checked.type for used in uses}
    scope = scope_in(build, None, variables=variables)
    address = f"{measure.address}/formula"
    found = check(measure.formula.text, scope, "any", measure.formula.span, address)
    if isinstance(found, Checked):
        compiled[name] = CompiledMeasure(measure, found, uses)
    else:
        build.problems.extend(found)
