"""Lists and single records as one JSON value built by the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

import orjson
import sqlalchemy as sa

from engine.expressions import sql
from engine.expressions.checked import Checked
from engine.problems import Problem, Refused
from engine.records.json_sql import Column, json_list
from engine.records.paging import Key, Sort, after, order_by, read_token, write_token
from engine.records.physical import folded, sort_column, sorted_by_pinyin
from engine.records.readers import Reader
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
    access condition. ``deleted`` lists the recycle bin instead. ``count`` asks for the number of matches."""

    entity: str
    show: tuple[Shown, ...]
    conditions: tuple[Checked, ...] = ()
    sort: tuple[Sort, ...] = ()
    limit: int = 50
    after: str | None = None
    search: str = ""
    count: bool = True
    deleted: bool = False
    ids: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Binds:
    """The values that conditions are bound with; ``extra`` adds binds by name (``my_team`` …)."""

    now: int
    today: int
    me: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def of(reader: Reader, app: str, me: str | None = None, **extra: Any) -> Binds:
        return Binds(reader.now, reader.today(app), me, reader.actives[app].parameters, extra)

    def values(self) -> dict[str, Any]:
        named = {f"param_{name}": value for name, value in self.parameters.items()}
        return {"now": self.now, "today": self.today, "me": self.me, **named, **self.extra}


def list_records(reader: Reader, app: str, query: ListQuery, binds: Binds) -> bytes:
    """``{"records": […], "next": token | null, "count": {"value", "exact"}}`` as JSON.

    Refused 400 for a bad page token or limit.
    """
    if not 1 <= query.limit <= LIMIT:
        raise Refused((Problem("query.limit", {"limit": LIMIT}),), 400)
    schema = reader.actives[app].schema
    plan = plan_of(schema, query)
    values = {**bound_values(reader, query, binds), "limit": query.limit, "fetched": query.limit + 1}
    keys = _key_values(reader, plan, read_token(query.after), values) if query.after is not None else None
    plan.page(keys).run(reader.cursor, values)
    records, last, fetched = reader.cursor.fetchone()
    following = write_token(last) if fetched > query.limit else None
    parts = [b'{"records":', records.encode(), b',"next":', orjson.dumps(following)]
    if query.count:
        parts += [b',"count":', orjson.dumps(_count(reader, plan, values))]
    return b"".join((*parts, b"}"))


def get_record(reader: Reader, app: str, query: ListQuery, id_: str, binds: Binds) -> bytes | None:
    """One record as JSON; None if it does not exist or the conditions do not hold."""
    found = orjson.loads(list_records(reader, app, replace(query, ids=(id_,), limit=1, count=False), binds))
    records: list[Any] = found["records"]
    return orjson.dumps(records[0]) if records else None


def select_ids(reader: Reader, app: str, query: ListQuery, binds: Binds, limit: int = 100_000) -> list[str]:
    """The ids of all records that the query finds, at most ``limit``: for export, bulk actions and tests."""
    plan = plan_of(reader.actives[app].schema, query)
    clause = sa.select(plan.source.alias.c.id).where(*plan.conditions).limit(limit)
    values = bound_values(reader, query, binds)
    Statement(clause.order_by(*order_by(plan.keys)), reader.dialect).run(reader.cursor, values)
    return [id_ for (id_,) in reader.cursor.fetchall()]


class Plan:
    """The statements of one shape of query, compiled once."""

    def __init__(self, schema: Schema, query: ListQuery, search: tuple[bool, ...]) -> None:
        self.source = source = Source.of(schema, query.entity)
        self.dialect = schema.dialect
        self.query = query
        self.keys = _keys(source, query.sort)
        self.conditions = _conditions(source, query, search)
        self._pages: dict[tuple[bool, ...] | None, Statement] = {}
        alias = source.alias
        id_ = alias.c.id == sa.bindparam("id", type_=sa.Text)
        self.key_values = Statement(sa.select(*(key.column for key in self.keys)).where(id_), self.dialect)
        matching: Any = sa.select(sa.literal_column("1")).where(*self.conditions).limit(COUNTED + 1)
        counted = sa.select(sa.func.count()).select_from(matching.select_from(alias).subquery())
        self.count = Statement(counted, self.dialect)

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
            sa.select(record_object(self.source, self.query.show).label("record"), alias.c.id.label("id"))
            .where(*conditions)
            .order_by(*order_by(self.keys))
            .limit(sa.bindparam("fetched", type_=sa.BigInteger))
            .subquery("page")
        )
        numbered = sa.select(page.c.record, page.c.id, sa.func.row_number().over().label("n")).subquery(
            "numbered"
        )
        limit: Any = sa.bindparam("limit", type_=sa.BigInteger)
        records = json_list(numbered.c.record, self.dialect, numbered.c.n <= limit)
        last = sa.func.max(numbered.c.id).filter(numbered.c.n == limit)
        return sa.select(records, last, sa.func.count())


def plan_of(schema: Schema, query: ListQuery) -> Plan:
    return compiled_plan(schema, *shape_of(query))


def shape_of(query: ListQuery) -> tuple[ListQuery, tuple[bool, ...]]:
    """Everything that the statements depend on: the query without its bound values."""
    some = None if query.ids is None else ()
    shape = replace(query, after=None, search="", limit=0, ids=some, count=False)
    return shape, search_shape(query.search)


@lru_cache(maxsize=512)
def compiled_plan(schema: Schema, shape: ListQuery, search: tuple[bool, ...]) -> Plan:
    return Plan(schema, shape, search)


def bound_values(reader: Reader, query: ListQuery, binds: Binds) -> dict[str, Any]:
    values = {**binds.values(), **search_binds(query.search, reader.dialect)}
    if query.ids is not None:
        values["ids"] = reader.dialect.pack(list(query.ids))
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
        found.append(matches(source, search))
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


def _key_values(reader: Reader, plan: Plan, id_: str, values: dict[str, Any]) -> dict[str, Any]:
    plan.key_values.run(reader.cursor, {**values, "id": id_})
    found = reader.cursor.fetchone()
    if found is None:
        raise Refused((Problem("query.cursor", {}),), 400)
    keys = {f"key_{position}": value for position, value in enumerate(found)}
    values.update(keys)
    return keys


def _count(reader: Reader, plan: Plan, values: dict[str, Any]) -> dict[str, Any]:
    plan.count.run(reader.cursor, values)
    (found,) = reader.cursor.fetchone()
    return {"value": min(found, COUNTED), "exact": found <= COUNTED}
