"""Everything compiled from a catalog: tables, statements and the order of derived values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.expressions.types import Reference
from engine.problems import Problem
from engine.records.derive.covering import carried
from engine.records.derive.graph import Graph, find_cycle, make_graph
from engine.records.derive.steps import Derivation, compile_derivation, problems_in_sql
from engine.records.dialect import SQLITE, Dialect
from engine.records.entity import Attribute, Catalog
from engine.records.physical import PhysicalTable, physical_table
from engine.records.store import Store
from engine.records.tables import make_tables
from engine.records.version import DEFAULT_ZONE

Key = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Schema:
    """``stores`` by the catalog's names; ``referring`` by (app, entity): who refers to its records."""

    app: str
    catalog: Catalog
    dialect: Dialect
    zone: str
    physical: Mapping[str, PhysicalTable]
    tables: Mapping[str, sa.Table]
    stores: Mapping[str, Store]
    referring: Mapping[Key, tuple[tuple[Store, Attribute], ...]]
    graph: Graph
    derivation: Derivation


def check_schema(catalog: Catalog, dialect: Dialect = SQLITE) -> tuple[Problem, ...]:
    """The problems that only the whole catalog shows: formulas that depend on each other or cannot be stored."""
    cycle = find_cycle(catalog)
    if cycle is None:
        made = make_tables((physical_table(entity) for entity in catalog.values()), dialect)
        tables = {name: made[entity.table] for name, entity in catalog.items()}
        return tuple(problems_in_sql(make_graph(catalog), catalog, tables, dialect))
    address = catalog[cycle[0].entity].attributes[cycle[0].attribute].address
    chain = " → ".join(f"{node.entity}.{node.attribute}" for node in cycle)
    return (Problem("derive.cycle", {"chain": chain}, address),)


def compile_schema(app: str, catalog: Catalog, dialect: Dialect, zone: str = DEFAULT_ZONE) -> Schema:
    """Compiles a catalog whose formulas are free of cycles (see ``check_schema``)."""
    beside = carried(catalog)
    physical = {name: physical_table(entity, beside.get(name, {})) for name, entity in catalog.items()}
    by_table = make_tables(physical.values(), dialect)
    tables = {name: by_table[table.name] for name, table in physical.items()}
    stores = {name: Store(entity, physical[name], tables[name], dialect, zone) for name, entity in catalog.items()}
    graph = make_graph(catalog)
    derivation = compile_derivation(app, graph, stores, tables, dialect, zone)
    return Schema(
        app,
        catalog,
        dialect,
        zone,
        physical,
        tables,
        stores,
        _referring(app, catalog, stores),
        graph,
        derivation,
    )


def _referring(
    app: str, catalog: Catalog, stores: Mapping[str, Store]
) -> dict[Key, tuple[tuple[Store, Attribute], ...]]:
    found: dict[Key, list[tuple[Store, Attribute]]] = {}
    for name, entity in catalog.items():
        if entity.app != app:
            continue
        for attribute in entity.attributes.values():
            target = catalog.get(attribute.type.entity) if isinstance(attribute.type, Reference) else None
            if target is not None and attribute.column is not None and not _about_people(attribute):
                found.setdefault((target.app, target.name), []).append((stores[name], attribute))
    return {key: tuple(items) for key, items in found.items()}


def _about_people(attribute: Attribute) -> bool:
    return attribute.name in ("created_by", "updated_by")
