"""From a loaded definition to a version that can run: declare, check formulas, compile the engines' parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.definitions import AppDefinition, Expression, Registry
from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.scope import EntityScope
from engine.expressions.types import Expected, Type
from engine.formulas import freeze
from engine.parameters import parameter_types
from engine.plugin import AppVersion, Build, Engine
from engine.problems import Problems
from engine.records.entity import Catalog, Entity
from engine.records.schema import check_schema


def build_app(
    definition: AppDefinition,
    registry: Registry,
    engines: Sequence[Engine],
    known: Catalog,
    problems: Problems,
) -> Build:
    """Runs every stage that finds problems. ``known`` are the entities of the system and of required apps."""
    build = Build(definition, registry, problems, known=known)
    for engine in engines:
        engine.declare(build)
    freeze(build)
    if not problems.errors:
        problems.extend(check_schema(build.catalog))
    for engine in engines:
        engine.compile(build)
    for conclude in build.conclusions:
        conclude()
    return build


def make_version(build: Build, number: int, digest: str, others: Mapping[str, AppVersion] | None = None) -> AppVersion:
    """The version of a build without errors; ``others`` are the apps whose entities it borrows."""
    definition, catalog, parts = build.definition, dict(build.catalog), dict(build.parts)
    return AppVersion(definition.name, number, digest, definition, catalog, parts, others or {})


def scope_in(
    build: Build,
    entity: Entity | None,
    *,
    changing: bool = False,
    variables: Mapping[str, Type] | None = None,
) -> EntityScope:
    """What names mean beside a record of an entity of this app."""
    return scope_of(build.definition, build.catalog, entity, changing=changing, variables=variables)


def scope_of(
    definition: AppDefinition,
    catalog: Catalog,
    entity: Entity | None,
    *,
    changing: bool = False,
    variables: Mapping[str, Type] | None = None,
) -> EntityScope:
    """The same for a definition and the entities that are to be seen."""
    return EntityScope(
        catalog,
        entity,
        parameters=parameter_types(definition),
        roles=definition.members,
        teams=tuple(definition.app.teams),
        variables=variables or {},
        changing=changing,
        app=definition.name,
    )


def check_in(
    build: Build,
    entity: Entity | None,
    expression: Expression,
    expected: Expected,
    address: str,
    *,
    changing: bool = False,
    variables: Mapping[str, Type] | None = None,
) -> Checked | None:
    """An expression of the definition, checked; None after its problems were recorded."""
    scope = scope_in(build, entity, changing=changing, variables=variables)
    found = check(expression.text, scope, expected, expression.span, address)
    if isinstance(found, Checked):
        return found
    build.problems.extend(found)
    return None
