"""Lists and single records as one JSON value built by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from typing import Any, Final

import orjson
import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.sql import bind_values
from engine.problems import Problem, Refused
from engine.records.evaluate import At
from engine.records.json_sql import Column, json_list
from engine.records.paging import Key, Sort, after, order_by, read_token, write_token
from engine.records.physical import folded, sort_column, sorted_by_pinyin
from engine.records.schema import Schema
from engine.records.searching import matches, search_binds, search_shape
from engine.records.statement import Statement
from engine.records.viewing import Shown, Source, record_object

LIMIT: Final = 500
COUNTED: Final = 10_000
NOT_NULL = frozenset({"id", "version", "created_at", "updated_at"})


@dataclass(frozen=True)
class ListQuery:
    """``conditions`` are checked boolean expressions that must all hold: the filter, the view's, and the
    access condition. ``deleted`` lists the recycle bin instead. ``count`` asks for the number of matches.
    ``seen`` holds of the record after which a page begins, else it is refused as if there were none.
    ``searched`` are the attributes that the search looks into, all that are searched without it."""

    entity: str
    show: tuple[Shown, ...]
    conditions: tuple[Checked, ...] = ()
    sort: tuple[Sort, ...] = ()
    limit: int = 50
    after: str | None = None
    search: str = ""
    searched: frozenset[str] | None = None
    seen: Checked | None = None
    count: bool = True
    deleted: bool = False
    ids: tuple[str, ...] | None = None

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Counted once: a query that is kept is looked up again and again, and its trees are large."""
        return hash(tuple(getattr(self, item.name) for item in fields(self)))

    @cached_property
    def shape(self) -> ListQuery:
        """The query without its bound values."""
        some = None if self.ids is None else ()
        return replace(self, after=None, search="", limit=0, ids=some, count=False)


def list_records(at: At, app: str, query: ListQuery, environment: Environment) -> bytes:
    """``{"records": […], "next": token | null, "count": {"value", "exact"}}`` as JSON.

    Refused 400 for a bad page token or limit.
    """
    if not 1 <= query.limit <= LIMIT:
        raise Refused((Problem("query.limit", {"limit": LIMIT}),), 400)
    schema = at.actives[app].schema
    plan = plan_of(schema, query)
    values = {**bound_values(at, plan, query, environment), "limit": query.limit, "fetched": query.limit + 1}
    keys = _key_values(at, plan, read_token(query.after), values) if query.after is not None else None
    plan.page(keys).run(at.cursor, values)
    records, last, fetched = at.cursor.fetchone()
    following = write_token(last) if fetched > query.limit else None
    parts = [b'{"records":', records.encode(), b',"next":', orjson.dumps(following)]
    if query.count:
        parts += [b',"count":', orjson.dumps(_count(at, plan, values))]
    return b"".join((*parts, b"}"))


def get_record(at: At, app: str, query: ListQuery, id_: str, environment: Environment) -> bytes | None:
    """One record as JSON; None if it does not exist or the conditions do not hold."""
    plan = plan_of(at.actives[app].schema, query)
    plan.one.run(at.cursor, {**bound_values(at, plan, query, environment), "id": id_})
    found = at.cursor.fetchone()
    return None if found is None else found[0].encode()


def select_ids(at: At, app: str, query: ListQuery, environment: Environment, limit: int = 100_000) -> list[str]:
    """The ids of all records that the query finds, at most ``limit``: for export, bulk actions and tests."""
    plan = plan_of(at.actives[app].schema, query)
    values = {**bound_values(at, plan, query, environment), "limit": limit}
    plan.ids.run(at.cursor, values)
    return [id_ for (id_,) in at.cursor.fetchall()]


class Plan:
    """The statements of one shape of query, compiled once."""

    def __init__(self, schema: Schema, query: ListQuery, search: tuple[bool, ...]) -> None:
        self.source = source = Source.of(schema, query.entity)
        self.dialect = schema.dialect
        self.keys = _keys(source, query.sort)
        self.conditions = _conditions(source, query, search)
        self.record = record_object(source, query.show)
        self._pages: dict[tuple[bool, ...] | None, Statement] = {}
        alias = source.alias
        begins = [alias.c.id == sa.bindparam("id", type_=sa.Text)]
        if query.seen is not None:
            begins.append(sql.condition(query.seen.tree, source.context))
        self.key_values = Statement(sa.select(*(key.column for key in self.keys)).where(*begins), self.dialect)
        matching: Any = sa.select(sa.literal_column("1")).where(*self.conditions).limit(COUNTED + 1)
        counted = sa.select(sa.func.count()).select_from(matching.select_from(alias).subquery())
        self.count = Statement(counted, self.dialect)

    @cached_property
    def one(self) -> Statement:
        """The statement of one record by its id."""
        same = self.source.alias.c.id == sa.bindparam("id", type_=sa.Text)
        return Statement(sa.select(sa.cast(self.record, sa.Text)).where(*self.conditions, same), self.dialect)

    @cached_property
    def ids(self) -> Statement:
        """The statement of the ids alone."""
        limit: Any = sa.bindparam("limit", type_=sa.BigInteger)
        found = sa.select(self.source.alias.c.id).where(*self.conditions).limit(limit)
        return Statement(found.order_by(*order_by(self.keys)), self.dialect)

    def page(self, keys: dict[str, Any] | None) -> Statement:
        """The statement of a page after a record whose key values are null or not as these."""
        pattern = None if keys is None else tuple(value is None for value in keys.values())
        if pattern not in self._pages:
            self._pages[pattern] = Statement(self._page(keys), self.dialect)
        return self._pages[pattern]

    def _page(self, keys: dict[str, Any] | None) -> Any:
        alias = self.source.alias
        conditions = [*self.conditions]
        if keys is not None:
            conditions.append(after(self.keys, list(keys.values())))
        page = (
            sa.select(self.record.label("record"), alias.c.id.label("id"))
            .where(*conditions)
            .order_by(*order_by(self.keys))
            .limit(sa.bindparam("fetched", type_=sa.BigInteger))
            .subquery("page")
        )
        numbered = sa.select(page.c.record, page.c.id, sa.func.row_number().over().label("n")).subquery("numbered")
        limit: Any = sa.bindparam("limit", type_=sa.BigInteger)
        records = json_list(numbered.c.record, self.dialect, numbered.c.n <= limit)
        last = sa.func.max(numbered.c.id).filter(numbered.c.n == limit)
        return sa.select(records, last, sa.func.count())


def plan_of(schema: Schema, query: ListQuery) -> Plan:
    return compiled_plan(schema, *shape_of(query))


def shape_of(query: ListQuery) -> tuple[ListQuery, tuple[bool, ...]]:
    """Everything that the statements depend on: the query without its bound values, and of the search its form."""
    return query.shape, search_shape(query.search)


@lru_cache(maxsize=512)
def compiled_plan(schema: Schema, shape: ListQuery, search: tuple[bool, ...]) -> Plan:
    return Plan(schema, shape, search)


def bound_values(at: At, plan: Plan, query: ListQuery, environment: Environment) -> dict[str, Any]:
    """All that the statements of a plan are bound with."""
    values = bind_values(dict(plan.source.context.binds), environment)
    values.update(search_binds(query.search, at.dialect))
    if query.ids is not None:
        values["ids"] = at.dialect.pack(list(query.ids))
    return values


def _conditions(source: Source, query: ListQuery, search: tuple[bool, ...]) -> list[sa.ColumnElement[bool]]:
    alias = source.alias
    found: list[sa.ColumnElement[bool]] = [
        alias.c.deleted_at.is_not(None) if query.deleted else alias.c.deleted_at.is_(None)
    ]
    found += [sql.condition(checked.tree, source.context) for checked in query.conditions]
    if query.ids is not None:
        found.append(source.schema.dialect.among(alias.c.id, "ids"))
    if search:
        found.append(matches(source, search, query.searched))
    return found


def _keys(source: Source, sort: Sequence[Sort]) -> list[Key]:
    keys = [Key(_sort_column(source, item.name), item.descending, item.name not in NOT_NULL) for item in sort]
    descending = keys[-1].descending if keys else True
    return [*keys, Key(source.alias.c.id, descending, nullable=False)]


def _sort_column(source: Source, name: str) -> Column:
    attribute = source.entity.attributes.get(name)
    if attribute is None:
        raise Refused((Problem("query.sort", {"name": name}),), 400)
    if sorted_by_pinyin(attribute) and folded(attribute):
        return source.alias.c[sort_column(attribute)]
    return source.column(attribute)


def _key_values(at: At, plan: Plan, id_: str, values: dict[str, Any]) -> dict[str, Any]:
    plan.key_values.run(at.cursor, {**values, "id": id_})
    found = at.cursor.fetchone()
    if found is None:
        raise Refused((Problem("query.cursor", {}),), 400)
    keys = {f"key_{position}": value for position, value in enumerate(found)}
    values.update(keys)
    return keys


def _count(at: At, plan: Plan, values: dict[str, Any]) -> dict[str, Any]:
    plan.count.run(at.cursor, values)
    (found,) = at.cursor.fetchone()
    return {"value": min(found, COUNTED), "exact": found <= COUNTED}
