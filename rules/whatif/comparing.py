"""All records as they are, beside what they would be: one pass of the database for each value that may differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

import sqlalchemy as sa

from engine.access.evaluate import condition
from engine.expressions import sql
from engine.expressions.checked import Checked
from engine.expressions.sql import bind_values
from engine.expressions.sql.context import Column, storage
from engine.expressions.tree import Literal, Node
from engine.expressions.types import BOOLEAN, Choice, Number, Type
from engine.records.evaluate import environment
from engine.records.statement import Statement
from engine.records.viewing import Source

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.records.readers import Reader
    from rules.whatif.trees import Trees

SAMPLE = 10
ONE: Column = sa.literal_column("1")
NONE: Column = sa.literal_column("0")
CHANGED = ("was", "is")  # the move of values that are neither conditions nor choices
MOST = 200  # kinds of move that are told


@dataclass(frozen=True)
class Example:
    """A record that would change; ``measure`` is its value affected."""

    id: str
    before: Any
    after: Any
    measure: int | None


@dataclass(frozen=True)
class Group:
    """Records that would move the same way: how many, and the sum of their measure."""

    count: int
    measure: int | None
    sample: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Difference:
    """``moves`` by (before, after), those that stay among them, of conditions and choices; of other values only
    whether they change. ``before`` and ``after`` count the records for which a condition holds, or add up numbers."""

    type: Type
    records: int
    before: int | None
    after: int | None
    moves: dict[tuple[Any, Any], Group]

    @property
    def changed(self) -> int:
        return sum(group.count for (before, after), group in self.moves.items() if before != after)


@dataclass(frozen=True)
class Comparing:
    """``measure`` is a number of each record, in whose sum the value affected is told."""

    trees: Trees
    reader: Reader
    viewer: Viewer
    form: str
    measure: Checked | None = None

    def difference(self, name: str) -> Difference:
        """What an attribute would be, against what it is. Raises NotInSql."""
        old = self.trees.before(self.form, name)
        new = self.trees.after(self.form, name) if (self.form, name) in self.trees.affected else None
        one = old if new is None else new
        assert one is not None
        type_, nothing = one.type, Literal(one.type, None)
        pair = _Pair(self, old if _alike(old, type_) else nothing, new or nothing, type_)
        return pair.conditions() if type_ == BOOLEAN else pair.choices() if isinstance(type_, Choice) else pair.values()


@dataclass(frozen=True)
class _Pair:
    asked: Comparing
    old: Node
    new: Node
    type: Type

    def run(self, make: Any) -> list[Sequence[Any]]:
        """The rows of a statement over ``o``, ``n`` and ``m`` of each record that the reader sees."""
        asked = self.asked
        source = Source.of(asked.reader.actives[asked.trees.draft.app].schema, asked.form)
        see = condition(asked.trees.draft.published, asked.form, "see", asked.viewer)
        if see is False:
            return []
        seen = [sql.condition(see.tree, source.context)] if isinstance(see, Checked) else []
        columns = self.columns(source)
        rows = sa.select(source.alias.c.id, *columns).where(source.alias.c.deleted_at.is_(None), *seen)
        apart = rows.limit(None).offset(sa.literal(0)).subquery("pairs")  # computed once, however often it is read
        statement = Statement(make(apart), asked.reader.dialect)
        known = environment(asked.reader, asked.trees.draft.app, me=asked.viewer.id)
        statement.run(asked.reader.cursor, bind_values(source.context.binds, known))
        found: list[Sequence[Any]] = asked.reader.cursor.fetchall()
        return found

    def columns(self, source: Source) -> Iterator[Column]:
        for name, node in (("o", self.old), ("n", self.new)):
            if self.type == BOOLEAN:
                yield sa.case((sql.condition(node, source.context), ONE), else_=NONE).label(name)
            else:
                yield sql.column(node, source.context).label(name)
        measure = self.asked.measure
        nothing = sa.cast(sa.null(), storage(Number(0)))
        yield (nothing if measure is None else sql.column(measure, source.context)).label("m")

    def sample(self, *wanted: Any) -> tuple[Example, ...]:
        """Some of the records that move as wanted, those with the greatest measure first."""

        def make(pairs: Any) -> Any:
            chosen = sa.select(pairs.c.id, pairs.c.o, pairs.c.n, pairs.c.m).where(*(each(pairs) for each in wanted))
            order = [] if self.asked.measure is None else [pairs.c.m.desc().nulls_last(), pairs.c.id]
            return chosen.order_by(*order).limit(sa.literal_column(str(SAMPLE)))

        return tuple(Example(*row) for row in self.run(make))

    def conditions(self) -> Difference:
        def make(pairs: Any) -> Any:
            old, new, measure = pairs.c.o, pairs.c.n, sa.func.coalesce(pairs.c.m, 0)
            enters, leaves = new * (1 - old), old * (1 - new)
            sums = (old, new, enters, leaves, enters * measure, leaves * measure)
            return sa.select(sa.func.count(), *(sa.func.coalesce(sa.func.sum(each), 0) for each in sums))

        records, before, after, enters, leaves, entering, leaving = map(int, next(iter(self.run(make)), (0,) * 7))
        measured = self.asked.measure is not None
        coming = self.sample(lambda pairs: pairs.c.n > pairs.c.o) if enters else ()
        going = self.sample(lambda pairs: pairs.c.n < pairs.c.o) if leaves else ()
        moves = {
            (False, True): Group(enters, entering if measured else None, coming),
            (True, False): Group(leaves, leaving if measured else None, going),
        }
        return Difference(self.type, records, before, after, moves)

    def choices(self) -> Difference:
        def make(pairs: Any) -> Any:
            keys = (pairs.c.o, pairs.c.n)
            many = sa.func.count().label("many")
            return sa.select(*keys, many, sa.func.sum(pairs.c.m)).group_by(*keys).order_by(many.desc())

        moves: dict[tuple[Any, Any], Group] = {}
        rows = self.run(make)
        for old, new, count, measure in rows[:MOST]:
            moved = old != new
            sample = self.sample(_is("o", old), _is("n", new)) if moved and len(moves) < SAMPLE else ()
            moves[old, new] = Group(count, None if measure is None else int(measure), sample)
        return Difference(self.type, sum(row[2] for row in rows), None, None, moves)

    def values(self) -> Difference:
        adds = isinstance(self.type, Number)

        def differs(pairs: Any) -> Any:
            return pairs.c.o.is_distinct_from(pairs.c.n)

        def make(pairs: Any) -> Any:
            changed = sa.case((differs(pairs), 1), else_=0)
            sums = [sa.func.sum(pairs.c.o), sa.func.sum(pairs.c.n)] if adds else [sa.null(), sa.null()]
            return sa.select(
                sa.func.count(), sa.func.sum(changed), sa.func.sum(changed * sa.func.coalesce(pairs.c.m, 0)), *sums
            )

        records, changed, measure, before, after = next(iter(self.run(make)), (0, 0, 0, None, None))
        measured = int(measure or 0) if self.asked.measure is not None else None
        sample = self.sample(differs) if changed else ()
        moves = {CHANGED: Group(int(changed or 0), measured, sample)}
        return Difference(self.type, records, _whole(before), _whole(after), moves)


def _alike(node: Node | None, type_: Type) -> TypeGuard[Node]:
    """Whether what was is of the kind that is now; else it cannot be compared."""
    if node is None or type(node.type) is not type(type_):
        return False
    return not isinstance(type_, Number) or (isinstance(node.type, Number) and node.type.scale == type_.scale)


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _is(name: str, value: Any) -> Any:
    return lambda pairs: pairs.c[name].is_(None) if value is None else pairs.c[name] == value
