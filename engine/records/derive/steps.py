"""The derivation of an app: one UPDATE … RETURNING per entity and level, and what sets each off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.checked import Checked
from engine.expressions.checked import Step as PathStep
from engine.expressions.sql import Binds, NotInSql, SqlContext
from engine.expressions.tree import Node as Tree
from engine.problems import Problem
from engine.records.derive.graph import Graph
from engine.records.derive.working import is_working, lengths, works
from engine.records.dialect import Dialect
from engine.records.entity import Catalog
from engine.records.statement import Statement
from engine.records.store import Store
from engine.records.system import NEXT_CHANGE, column_name

Route = tuple[PathStep, ...]
Key = tuple[str, str]
Source = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Step:
    """Computes ``names`` (and ``next_change`` when ``timed``) of given records of one entity, set-wise.

    ``live`` tells that a value here moves with time. ``next_change`` is its formula where the step computes it; with
    working time in it the database gives null, and it is worked out record by record.
    """

    index: int
    store: Store
    names: tuple[str, ...]
    timed: bool
    live: bool
    one: Statement
    many: Statement
    parameters: frozenset[str]
    binds: Binds
    next_change: Checked | None = None

    @cached_property
    def lengths(self) -> tuple[Tree, ...]:
        """The durations in ``next_change`` that may be working time: nearly always none."""
        return () if self.next_change is None else lengths(self.next_change.tree)

    def by_hand(self, parameters: Mapping[str, Any]) -> bool:
        """Whether ``next_change`` is worked out record by record with these values of the parameters."""
        return any(is_working(length, parameters) for length in self.lengths)

    @property
    def computed(self) -> tuple[str, ...]:
        """All that the step computes, ``next_change`` too."""
        return (*self.names, NEXT_CHANGE) if self.timed else self.names


@dataclass(frozen=True)
class Derivation:
    """``triggers``: by (app, entity, attribute) of what changed, the steps to run and the route back to their
    records; ``any_trigger``: by (app, entity), for a record that comes or goes; ``own``: the steps of each entity.
    """

    steps: tuple[Step, ...]
    triggers: Mapping[Source, tuple[tuple[Step, Route], ...]]
    any_trigger: Mapping[Key, tuple[tuple[Step, Route], ...]]
    own: Mapping[Key, tuple[Step, ...]]
    hops: Mapping[PathStep, Statement] = field(default_factory=dict)


def compile_derivation(
    app: str,
    graph: Graph,
    stores: Mapping[str, Store],
    tables: Mapping[str, sa.Table],
    dialect: Dialect,
    zone: str,
) -> Derivation:
    """Raises NotInSql for a formula that no database can compute (see ``problems_in_sql``)."""
    catalog = {name: store.entity for name, store in stores.items()}
    steps: list[Step] = []
    triggers: dict[Source, dict[tuple[Step, Route], None]] = {}
    hops: dict[PathStep, Statement] = {}
    for _, entity, nodes in graph.groups:
        if catalog[entity].app != app:
            continue
        formulas = {node.attribute: graph.formulas[node] for node in nodes}
        step = _step(len(steps), stores[entity], formulas, catalog, tables, dialect, zone)
        steps.append(step)
        for source, route in _sources(formulas.values(), catalog):
            triggers.setdefault(source, {})[step, route] = None
            for hop in route:
                hops.setdefault(hop, _hop(hop, stores[hop.entity], dialect))
    own: dict[Key, list[Step]] = {}
    for step in steps:
        own.setdefault(step.store.key, []).append(step)
    return Derivation(
        tuple(steps),
        {source: tuple(found) for source, found in triggers.items()},
        _by_entity(triggers),
        {key: tuple(found) for key, found in own.items()},
        hops,
    )


def _step(
    index: int,
    store: Store,
    formulas: Mapping[str, Checked],
    catalog: Catalog,
    tables: Mapping[str, sa.Table],
    dialect: Dialect,
    zone: str,
) -> Step:
    context = SqlContext(catalog, tables, store.table, dialect.name, zone)
    values = {
        store.columns.get(name, column_name(name)): sa.null()
        if works(checked.tree, {}) and name == NEXT_CHANGE
        else sql.column(checked.tree, context)
        for name, checked in formulas.items()
    }
    names = tuple(name for name in formulas if name != NEXT_CHANGE)
    timed = NEXT_CHANGE in formulas
    table = store.table
    returned = [table.c[store.columns[name]] for name in names]
    if timed:
        returned.append(table.c[NEXT_CHANGE])
    update = table.update().ordered_values(*values.items()).where(table.c.deleted_at.is_(None))
    one = update.where(table.c.id == sa.bindparam("id_", type_=sa.Text)).returning(table.c.id, *returned)
    many = update.where(dialect.among(table.c.id, "ids")).returning(table.c.id, *returned)
    live = timed or any(store.entity.attributes[name].kept for name in names)
    parameters = frozenset[str]().union(*(checked.parameters for checked in formulas.values()))
    compiled = Statement(one, dialect), Statement(many, dialect)
    return Step(index, store, names, timed, live, *compiled, parameters, context.binds, formulas.get(NEXT_CHANGE))


def problems_in_sql(
    graph: Graph, catalog: Catalog, tables: Mapping[str, sa.Table], dialect: Dialect
) -> Iterator[Problem]:
    """One problem for each formula that the database cannot compute."""
    for node, checked in graph.formulas.items():
        if node.attribute == NEXT_CHANGE and works(checked.tree, {}):
            continue
        try:
            sql.column(checked.tree, SqlContext(catalog, tables, tables[node.entity], dialect.name))
        except NotInSql as error:
            found = catalog[node.entity].attributes.get(node.attribute)
            title = found.title or node.attribute if found is not None else node.attribute
            address = found.address if found is not None else ""
            yield Problem("derive.not_in_sql", {"title": title, "reason": error.what}, address)


def _sources(formulas: Iterable[Checked], catalog: Catalog) -> Iterable[tuple[Source, Route]]:
    for checked in formulas:
        for dependency in checked.depends:
            entity = catalog[dependency.entity]
            yield (entity.app, entity.name, dependency.attribute), dependency.path


def _by_entity(triggers: Mapping[Source, Iterable[tuple[Step, Route]]]) -> dict[Key, tuple[tuple[Step, Route], ...]]:
    """The triggers of all attributes of an entity together, each once."""
    found: dict[Key, dict[tuple[Step, Route], None]] = {}
    for (app, entity, _), targets in triggers.items():
        found.setdefault((app, entity), {}).update(dict.fromkeys(targets))
    return {key: tuple(targets) for key, targets in found.items()}


def _hop(step: PathStep, store: Store, dialect: Dialect) -> Statement:
    """From the ids at the end of a path's step to those where it starts."""
    table = store.table
    link = table.c[store.columns[step.attribute]]
    if step.kind == "reference":
        clause: Any = sa.select(table.c.id).where(dialect.among(link, "ids"), table.c.deleted_at.is_(None))
    else:
        clause = sa.select(link).where(dialect.among(table.c.id, "ids"), link.is_not(None)).distinct()
    return Statement(clause, dialect)
