"""Measures compiled: each an aggregate over a form, or arithmetic of others."""

from __future__ import annotations

from collections.abc import Mapping

from engine.compiling import scope_in
from engine.definitions import AppDefinition
from engine.expressions import parser, syntax
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.mistake import Mistake
from engine.expressions.tree import Aggregate
from engine.expressions.types import Date, DateTime, Number, Type
from engine.plugin import Build
from engine.problems import Problem
from reports import problems as _problems  # noqa: F401 (declares the problem codes)
from reports.axes import field_of
from reports.compiled import CompiledMeasure
from reports.definition import Measure

FUNCTIONS = frozenset({"sum", "count", "count_distinct", "avg", "median", "min", "max"})


def measures_of(definition: AppDefinition) -> Mapping[str, Measure]:
    """Every measure of an app by its name."""
    return definition.section("reports", "measures", Measure)


def read(formula: str) -> set[str]:
    """The names that a formula reads beside its aggregates: inside those, names are fields and options."""
    try:
        return _outside(parser.parse(formula))
    except Mistake:
        return set()


def _outside(found: syntax.Syntax) -> set[str]:
    if isinstance(found, syntax.Call) and found.function in FUNCTIONS and len(found.arguments) == 1:
        return set()
    own = {found.name} if isinstance(found, syntax.Name) else set()
    return own.union(*map(_outside, found.parts))


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
    uses = tuple(used for used in sorted(read(measure.formula.text)) if used in written)
    for used in uses:
        _compile(build, written, used, (*path, name), compiled)
    if any(used not in compiled for used in uses):
        return
    variables: dict[str, Type] = {used: compiled[used].checked.type for used in uses}
    scope = scope_in(build, None, variables=variables)
    address = f"{measure.address}/formula"
    found = check(measure.formula.text, scope, "any", measure.formula.span, address)
    if not isinstance(found, Checked):
        build.problems.extend(found)
    elif _sound(build, measure, found, uses):
        compiled[name] = CompiledMeasure(measure, found, uses)


def _sound(build: Build, measure: Measure, found: Checked, uses: tuple[str, ...]) -> bool:
    """Whether it is a number or a date made of aggregates over forms, each with a date of its own form."""
    aggregates = [item.tree for item in found.inputs if isinstance(item.tree, Aggregate)]
    whole = all(item.function in FUNCTIONS for item in aggregates) and len(aggregates) == len(found.inputs)
    if not (aggregates or uses) or not whole or not isinstance(found.type, Number | Date | DateTime):
        problem = Problem(
            "report.formula", {"title": measure.title}, f"{measure.address}/formula", measure.formula.span
        )
        build.problems.add(problem)
        return False
    for item in aggregates if measure.date is not None else ():
        assert measure.date is not None
        date = field_of(build.catalog, item.entity, measure.date)
        if date is None or not isinstance(date.type, Date | DateTime):
            title = build.catalog[item.entity].title or item.entity
            parameters = {"name": measure.date, "form": title}
            build.problems.add(Problem("report.date", parameters, f"{measure.address}/date", measure.date.span))
            return False
    return True
