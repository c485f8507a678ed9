"""The value of an expression beside one record: stored, being edited, or not stored yet.

What the expression needs of the database is read with the record's values bound into the query, so a draft
sees the same as a stored record; then the Python function of the expression runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import sqlalchemy as sa

from engine.expressions import python, sql
from engine.expressions.checked import Checked, Input
from engine.expressions.environment import Environment
from engine.expressions.sql import SqlContext, bind_values
from engine.expressions.sql.context import Binds, storage
from engine.expressions.tree import Aggregate, Chosen, Node, Path, Variable, walk
from engine.expressions.tree import Attribute as Read
from engine.expressions.types import Boolean
from engine.records.calendars import workdays, working_calendar
from engine.records.clock import zone_of
from engine.records.dialect import Dialect
from engine.records.entity import Entity
from engine.records.statement import Cursor, Statement
from engine.time import calendar as business
from engine.time.duration import Duration
from engine.time.workdays import Workdays

if TYPE_CHECKING:
    from engine.records.schema import Schema
    from engine.records.version import Active

Row = Mapping[str, Any]


class At(Protocol):
    """A unit of work or a reader."""

    @property
    def cursor(self) -> Cursor: ...
    @property
    def dialect(self) -> Dialect: ...
    @property
    def now(self) -> int: ...
    @property
    def actives(self) -> Mapping[str, Active]: ...

    def today(self, app: str) -> int: ...


Chooser = Callable[[At, Sequence[Any]], Any]
CHOOSERS: dict[str, Chooser] = {}  # functions that pick people, by name; the engines of people and tasks add theirs
KEPT = "_input_statement"  # where a tree keeps its statement
ASKS = "_asks_for_team"  # where a tree keeps whether it reads `my_team`
ENVIRONMENTS = "_environments"  # where a unit of work or a reader keeps what its evaluations share
MY_TEAM = "my_team"


def environment(
    at: At,
    app: str,
    *,
    me: str | None = None,
    old: Row | None = None,
    extras: Mapping[str, Any] | None = None,
    calendar: str | None = None,
    my_team: frozenset[str] = frozenset(),
) -> Environment:
    """What an evaluation knows besides the record; made once for all records that are looked at in one instant."""
    active = at.actives[app]
    if old is not None or extras is not None or calendar is not None or my_team:
        return _environment(at, app, active, me, old, extras, calendar, my_team)
    kept: dict[tuple[str, str | None], tuple[Active, Environment]] = vars(at).setdefault(ENVIRONMENTS, {})
    under, shared = kept.get((app, me), (None, None))
    if shared is None or under is not active or shared.now != at.now:
        shared = _environment(at, app, active, me, None, None, None, my_team)
        kept[app, me] = (active, shared)
    return shared


def _environment(
    at: At,
    app: str,
    active: Active,
    me: str | None,
    old: Row | None,
    extras: Mapping[str, Any] | None,
    calendar: str | None,
    my_team: frozenset[str],
) -> Environment:
    return Environment(
        now=at.now,
        today=at.today(app),
        zone=zone_of(active.zone),
        me=me,
        my_team=my_team,
        parameters=active.parameters,
        old=old,
        extras=extras or {},
        calendar=WorkingTime(active, calendar),
    )


def evaluate(
    checked: Checked,
    entity: Entity,
    row: Row,
    at: At,
    *,
    old: Row | None = None,
    extras: Mapping[str, Any] | None = None,
    me: str | None = None,
) -> Any:
    """The value in stored form; a set of people is a frozenset of user ids, picked people a tuple."""
    return python.function(checked)(*beside(checked, entity, row, at, old=old, extras=extras, me=me))


def beside(
    checked: Checked,
    entity: Entity,
    row: Row,
    at: At,
    *,
    old: Row | None = None,
    extras: Mapping[str, Any] | None = None,
    me: str | None = None,
) -> tuple[Row, Environment]:
    """What an expression is evaluated with: the record with what it needs of the database, and the environment."""
    below = team_of(checked.tree, at, me)
    about = environment(at, entity.app, me=me, old=old, extras=extras, my_team=below)
    if not checked.inputs:
        return row, about
    needed = {one.key: _input(one, entity, row, at, about) for one in checked.inputs}
    return {**row, **needed}, about


def team_of(tree: Node, at: At, me: str | None) -> frozenset[str]:
    """Everybody below the viewer, where a tree asks for them."""
    if ASKS not in tree.__dict__:
        tree.__dict__[ASKS] = any(_is_team(node) for node in walk(tree))
    return CHOOSERS[MY_TEAM](at, [me]) if tree.__dict__[ASKS] and me is not None else frozenset()


def _is_team(node: Node) -> bool:
    return isinstance(node, Variable) and node.name == MY_TEAM


def later(at: At, app: str, start: int, length: Duration, calendar: str | None = None) -> int:
    """The instant a duration after another, working time by the app's calendar or the one named."""
    active = at.actives[app]
    return business.add(start, length, zone_of(active.zone), working_calendar(active, calendar))


class WorkingTime:
    """The calendar in force, as expressions know it."""

    def __init__(self, active: Active, name: str | None) -> None:
        self._active = active
        self._name = name

    def add(self, instant: int, duration: Duration) -> int | None:
        zone = zone_of(self._active.zone)
        return business.add(instant, duration, zone, working_calendar(self._active, self._name))

    @cached_property
    def workdays(self) -> Workdays:
        return workdays(self._active, self._name)


def _input(one: Input, entity: Entity, row: Row, at: At, about: Environment) -> Any:
    if isinstance(one.tree, Chosen):
        return _chosen(one.tree, entity, row, at, about)
    schema = at.actives[entity.app].schema
    statement, binds, reads = _statement(one, entity, schema, at.dialect)
    values = {f"row_{name}": row.get(name) for name in reads}
    statement.run(at.cursor, {**values, **bind_values(binds, about)})
    if one.many:
        return frozenset(id for (id,) in at.cursor.fetchall())
    found = at.cursor.fetchone()
    return _typed(one.tree, found[0] if found is not None else None)


def _chosen(node: Chosen, entity: Entity, row: Row, at: At, about: Environment) -> Any:
    extras, old, me = about.extras, about.old, about.me
    values = [
        evaluate(Checked(argument), entity, row, at, old=old, extras=extras, me=me) for argument in node.arguments
    ]
    return CHOOSERS[node.function](at, values)


def _statement(
    one: Input, entity: Entity, schema: Schema, dialect: Dialect
) -> tuple[Statement, Binds, tuple[str, ...]]:
    """The query for an input, with the record's values as binds ``row_<name>``; made once per tree."""
    kept = one.tree.__dict__.setdefault(KEPT, {})
    key = (dialect.name, entity.name, schema.zone)
    if key not in kept:
        reads = tuple(sorted(own_reads(one.tree, 0)))
        base = bound_row(entity, schema, reads)
        catalog = {**schema.catalog, entity.name: entity}  # it may be one that exists for this evaluation only
        context = SqlContext(catalog, schema.tables, base, dialect.name, schema.zone)
        if one.many:
            clause: Any = sql.people(one.tree, context)
        else:
            clause = sa.select(sql.column(one.tree, context)).select_from(base)
        kept[key] = (Statement(clause, dialect), context.binds, reads)
    found: tuple[Statement, Binds, tuple[str, ...]] = kept[key]
    return found


def bound_row(entity: Entity, schema: Schema, reads: Sequence[str]) -> sa.Subquery:
    columns: list[Any] = [sa.literal_column("1").label("one")]
    for name in reads:
        attribute = entity.attributes[name]
        kind = storage(attribute.type)
        value = sa.bindparam(f"row_{name}", type_=kind)
        columns.append(sa.cast(value, kind).label(attribute.column or name))
    return sa.select(*columns).subquery("row_at_hand")


def own_reads(node: Node, depth: int) -> set[str]:
    """The attributes of the record at hand that a tree reads, also from inside its aggregates and paths."""
    match node:
        case Read():
            return {node.name} if node.depth == depth else set()
        case Path():
            return own_reads(node.reference, depth) | own_reads(node.value, depth + 1)
        case Aggregate():
            inner = [part for part in (node.value, node.where) if part is not None]
            return own_reads(node.base, depth).union(*(own_reads(part, depth + 1) for part in inner))
    return set[str]().union(*(own_reads(child, depth) for child in node.children))


def _typed(node: Node, value: Any) -> Any:
    return bool(value) if isinstance(node.type, Boolean) and value is not None else value
