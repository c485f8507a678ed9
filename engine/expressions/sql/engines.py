"""What the databases do differently, behind one set of operations on scaled integers, dates and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa

from engine.expressions.environment import Environment
from engine.expressions.functions.function import Emitter
from engine.expressions.runtime import zones
from engine.expressions.sql.context import Column, NotInSql, SqlContext
from engine.expressions.sql.kinds import KINDS, HugeInt
from engine.expressions.types import TEXT

DAY = zones.DAY
HOUR = 3_600_000
EXACT_BITS = 18  # decimal digits that always fit into 64 bits


def const(value: int | str) -> Column:
    """A constant; whole numbers stand in the text, where indexes and planners see them."""
    if isinstance(value, int):
        return sa.literal_column(str(value), sa.BigInteger())
    return sa.literal(value, sa.Text())


def null(type_: sa.types.TypeEngine[Any]) -> Column:
    return sa.cast(sa.null(), type_)


def _joined(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def simple(value: Column) -> bool:
    """Whether a column may stand several times without being computed several times."""
    return isinstance(value, sa.ColumnClause | sa.BindParameter)


class Engine(Emitter):
    """The operations as PostgreSQL and DuckDB share them."""

    def __init__(self, context: SqlContext) -> None:
        self.context = context
        self.kinds = KINDS
        self.literals: tuple[Any, ...] = ()

    @property
    def dialect(self) -> str:
        return self.context.dialect

    def const(self, value: int | str) -> Column:
        return const(value)

    def call(self, name: str, *arguments: Column) -> Column:
        self.context.spend()
        found: Column = getattr(sa.func, name)(*arguments)
        return found

    def python(self, name: str, *arguments: Column) -> Column:
        raise NotInSql(name)

    def literal(self, index: int) -> Any:
        return self.literals[index]

    def cast(self, value: Column, kind: str) -> Column:
        self.context.spend()
        return sa.cast(value, self.kinds[kind])

    def case(self, condition: Column, value: Column, otherwise: Column | None = None) -> Column:
        self.context.spend()
        return sa.case((condition, value), else_=otherwise)

    def once(self, body: Callable[..., Column], *values: Column) -> Column:
        if all(map(simple, values)):
            return body(*values)
        self.context.spend()
        named = [value.label(f"value{index}") for index, value in enumerate(values)]
        given = sa.select(*named).correlate_except(None).subquery()
        return sa.select(body(*given.c)).correlate_except(given).scalar_subquery()

    def least(self, *values: Column) -> Column:
        """The least; null ones are skipped."""
        return self.call("least", *values)

    def greatest(self, *values: Column) -> Column:
        return self.call("greatest", *values)

    def cut(self, value: Column, low: int, high: int) -> Column:
        inside = self.least(self.greatest(value, const(low)), const(high))
        return self.case(value.is_not(None), self.cast(inside, "bigint"))

    def bounded(self, value: Column, limit: int) -> Column:
        """The value, null from ``limit`` on in either direction."""
        ends = self.least(self.greatest(value, const(-limit)), const(limit))
        inside = self.call("nullif", self.call("nullif", ends, const(limit)), const(-limit))
        return self.cast(inside, "bigint")

    def wide(self, value: Column) -> Column:
        """The value in a type that holds the product of two numbers."""
        return self.cast(value, "numeric")

    def quotient(self, number: Column, divisor: Column) -> Column:
        """number / divisor towards zero."""
        raise NotImplementedError

    def rest(self, number: Column, divisor: Column) -> Column:
        """What ``quotient`` leaves, with the sign of the number."""
        return number % divisor

    def half(self, number: Column, divisor: Column) -> Column:
        """number / divisor, halves away from zero."""
        self.context.spend()
        return self.quotient(number, divisor) + self.quotient(const(2) * self.rest(number, divisor), divisor)

    def divide(self, number: Column, divisor: Column, shift: int) -> Column:
        """number * 10 ** shift / divisor, halves away from zero; null for 0."""
        number, divisor = self.wide(number), self.wide(self.call("nullif", divisor, const(0)))
        if shift >= 0:
            number = number * const(10**shift)
        else:
            divisor = divisor * const(10**-shift)
        return self.half(number, divisor)

    def round(self, number: Column, drop: int, mode: str) -> Column:
        """The number with ``drop`` digits less."""
        number, divisor = self.wide(number), self.wide(const(10**drop))
        if mode == "half":
            return self.cast(self.half(number, divisor), "bigint")
        whole = self.quotient(number, divisor)
        if mode == "up":
            whole = whole + self.call("sign", self.rest(number, divisor))
        return self.cast(whole, "bigint")

    def floor_divide(self, number: Column, divisor: Column) -> Column:
        self.context.spend()
        lowered = number - ((number % divisor) + divisor) % divisor
        return lowered.op("/", precedence=8)(divisor)

    def to_date(self, day: Column) -> Column:
        return sa.cast(const("1970-01-01"), sa.Date()) + self.cast(day, "int")

    def from_date(self, date: Column) -> Column:
        return self.cast(date - sa.cast(const("1970-01-01"), sa.Date()), "bigint")

    def interval(self, length: str) -> Column:
        return sa.literal_column(f"INTERVAL '{length}'", sa.Interval())

    def settled(self, moment: Column, quick: Column, slow: Column, slack: int = 0) -> Column:
        """``quick`` where the zone keeps its clocks, ``slow`` before."""
        fixed = zones.settled(self.context.clock)
        if fixed is None:
            return slow
        return self.case(moment >= const(fixed[0] + slack), quick, slow)

    def offset(self) -> int:
        fixed = zones.settled(self.context.clock)
        return fixed[1] if fixed else 0

    def local_date(self, moment: Column) -> Column:
        quick = self.quotient(moment + const(self.offset()), const(DAY))
        slow = self.from_date(self.cast(self.local_clock(moment), "date"))
        return self.cut(self.settled(moment, quick, slow), zones.FIRST_DAY, zones.LAST_DAY)

    def midnight(self, day: Column) -> Column:
        quick = day * const(DAY) - const(self.offset())
        found = self.settled(quick, quick, self.first_midnight(day), slack=DAY)
        return self.cut(found, zones.FIRST_MOMENT, zones.LAST_MOMENT)

    def first_midnight(self, day: Column) -> Column:
        """The databases answer the second of two midnights; the day began an hour before it."""
        second = self.instant(self.cast(self.to_date(day), "timestamp"))
        earlier = second - const(HOUR)
        before = self.from_date(self.cast(self.local_clock(earlier), "date"))
        return self.case(before == day, earlier, second)

    def local_clock(self, moment: Column) -> Column:
        """The local timestamp of an instant."""
        at = self.call("to_timestamp", self.cast(moment, "real") / sa.literal_column("1000.0"))
        return self.call("timezone", const(self.context.zone), at)

    def instant(self, clock: Column) -> Column:
        """The instant of a local timestamp, in ms."""
        raise NotImplementedError

    def months_and_days(self, months: Column, days: Column) -> Column:
        """A length of time of the database."""
        raise NotImplementedError

    def shift_date(self, day: Column, months: Column, days: Column) -> Column:
        none = sa.literal_column("0", sa.Integer())
        moved = self.to_date(day) + self.months_and_days(months, none)
        moved = self.cut(self.from_date(self.cast(moved, "date")), zones.FIRST_DAY, zones.LAST_DAY)
        return self.cut(moved + days, zones.FIRST_DAY, zones.LAST_DAY)

    def shift_moment(self, moment: Column, months: Column, days: Column, length: Column) -> Column:
        clock = self.local_clock(moment) + self.months_and_days(months, days)
        return self.cut(self.instant(clock) + length, zones.FIRST_MOMENT, zones.LAST_MOMENT)

    def workdays(self, part: str) -> Column:
        """A part of the days that are worked, or (``""``) the whole as one text."""

        def compute(environment: Environment) -> str | None:
            days = environment.workdays
            texts = {"": str(days), "week": days.week, "worked": _joined(days.worked), "off": _joined(days.off)}
            return texts[part] or None

        return self.context.computed(f"workdays {part}", compute, TEXT)

    def counted(self, numbers: Column, low: Column, high: Column) -> Column:
        self.context.spend()
        numbers = sa.cast(sa.func.string_to_array(numbers, const(",")), sa.ARRAY(sa.BigInteger()))
        each = sa.select(sa.func.unnest(numbers).label("number")).subquery()
        found = sa.select(sa.func.count()).select_from(each).where(each.c.number >= low, each.c.number <= high)
        return found.correlate_except(each).scalar_subquery()

    def ordered(self, text: Column) -> Column:
        """A text that compares by code point."""
        return text

    def same(self, left: Column, right: Column) -> Column:
        """Equality that takes null as a value."""
        return left.is_not_distinct_from(right)

    def contains(self, text: Column, part: Column) -> Column:
        return self.call("strpos", text, part) > const(0)

    def total(self, value: Column) -> Column:
        """The sum of a group, in a type that cannot overflow."""
        return sa.func.sum(value)

    def matches(self, text: Column, pattern: str) -> Column:
        raise NotImplementedError

    def decimal(self, number: Column, scale: int) -> Column:
        raise NotImplementedError

    def folded(self, text: Column) -> Column:
        raise NotInSql("fold")


class Postgresql(Engine):
    def __init__(self, context: SqlContext) -> None:
        super().__init__(context)
        self.kinds = {**KINDS, "decimal": sa.Numeric()}

    def quotient(self, number: Column, divisor: Column) -> Column:
        return self.call("div", number, divisor)

    def round(self, number: Column, drop: int, mode: str) -> Column:
        scaled = self.wide(number) * sa.literal_column(f"1e-{drop}", sa.Numeric())
        if mode == "up":
            whole = self.call("sign", scaled) * self.call("ceil", self.call("abs", scaled))
        else:
            whole = self.call({"half": "round", "down": "trunc"}[mode], scaled)
        return self.cast(whole, "bigint")

    def local_date(self, moment: Column) -> Column:
        # div() is for numerics; whole numbers have "/", which cuts as well
        quick = (moment + const(self.offset())).op("/", precedence=8)(const(DAY))
        slow = self.from_date(self.cast(self.local_clock(moment), "date"))
        return self.cut(self.settled(moment, quick, slow), zones.FIRST_DAY, zones.LAST_DAY)

    def instant(self, clock: Column) -> Column:
        seconds = sa.extract("epoch", self.call("timezone", const(self.context.zone), clock))
        return self.cast(seconds * const(1000), "bigint")

    def months_and_days(self, months: Column, days: Column) -> Column:
        return self.call("make_interval", const_int(0), self.cast(months, "int"), const_int(0), self.cast(days, "int"))

    def ordered(self, text: Column) -> Column:
        return sa.collate(text, "C")

    def matches(self, text: Column, pattern: str) -> Column:
        return text.op("~", is_comparison=True)(const(pattern))

    def decimal(self, number: Column, scale: int) -> Column:
        return self.wide(number) * sa.cast(const(f"{10**-scale:.{scale}f}"), sa.Numeric())


class Duckdb(Engine):
    def __init__(self, context: SqlContext) -> None:
        super().__init__(context)
        self.kinds = {**KINDS, "numeric": HugeInt(), "decimal": sa.Numeric(15, 6)}

    def quotient(self, number: Column, divisor: Column) -> Column:
        self.context.spend()
        return number.op("//", precedence=8)(divisor)

    def floor_divide(self, number: Column, divisor: Column) -> Column:
        return self.quotient(number - ((number % divisor) + divisor) % divisor, divisor)

    def instant(self, clock: Column) -> Column:
        return self.cast(self.call("epoch_ms", self.call("timezone", const(self.context.zone), clock)), "bigint")

    def months_and_days(self, months: Column, days: Column) -> Column:
        return self.call("to_months", self.cast(months, "int")) + self.call("to_days", self.cast(days, "int"))

    def matches(self, text: Column, pattern: str) -> Column:
        return self.call("regexp_matches", text, const(pattern))

    def decimal(self, number: Column, scale: int) -> Column:
        unit = sa.cast(const(f"{10**-scale:.{scale}f}"), sa.Numeric(scale + 1, scale))
        return sa.cast(number, sa.Numeric(18, 0)) * unit


class Sqlite(Engine):
    """Whole numbers of 64 bits that become floats when they overflow; what is missing runs in Python."""

    def python(self, name: str, *arguments: Column) -> Column:
        return self.call(f"dougong_{name}", *arguments)

    def wide(self, value: Column) -> Column:
        return value

    def cast(self, value: Column, kind: str) -> Column:
        self.context.spend()
        return value if kind in ("numeric", "int") else sa.cast(value, self.kinds[kind])

    def least(self, *values: Column) -> Column:
        """min() with null is null: the callers below pass no null but ``extreme``'s, which replaces them."""
        return self.call("min", *values)

    def greatest(self, *values: Column) -> Column:
        return self.call("max", *values)

    def cut(self, value: Column, low: int, high: int) -> Column:
        return self.least(self.greatest(value, const(low)), const(high))

    def bounded(self, value: Column, limit: int) -> Column:
        ends = self.cut(value, -limit, limit)
        return self.call("nullif", self.call("nullif", ends, const(limit)), const(-limit))

    def quotient(self, number: Column, divisor: Column) -> Column:
        self.context.spend()
        return number.op("/", precedence=8)(divisor)

    def floor_divide(self, number: Column, divisor: Column) -> Column:
        return self.python("int", number, divisor)

    def divide(self, number: Column, divisor: Column, shift: int) -> Column:
        return self.python("divide", number, divisor, const(shift))

    def round(self, number: Column, drop: int, mode: str) -> Column:
        if mode == "half" and simple(number) and drop < EXACT_BITS:
            return self.half(number, const(10**drop))
        return self.python(f"round_{mode}", number, const(drop))

    def local_date(self, moment: Column) -> Column:
        slow = self.python("local_date", moment, const(self.context.zone))
        if not simple(moment):
            return slow
        return self.settled(moment, self.quotient(moment + const(self.offset()), const(DAY)), slow)

    def midnight(self, day: Column) -> Column:
        quick = day * const(DAY) - const(self.offset())
        slow = self.python("midnight", day, const(self.context.zone))
        return self.settled(quick, quick, slow, slack=DAY) if simple(day) else slow

    def shift_date(self, day: Column, months: Column, days: Column) -> Column:
        return self.python("shift_date", day, months, days)

    def shift_moment(self, moment: Column, months: Column, days: Column, length: Column) -> Column:
        return self.python("shift_moment", moment, months, days, length, const(self.context.zone))

    def same(self, left: Column, right: Column) -> Column:
        return left.op("IS", is_comparison=True)(right)

    def contains(self, text: Column, part: Column) -> Column:
        return self.call("instr", text, part) > const(0)

    def total(self, value: Column) -> Column:
        # sum() raises when 64 bits overflow; the sums of the halves cannot, and together become a float
        half = const(10**9)
        return sa.func.sum(self.quotient(value, half)) * half + sa.func.sum(value % half)


def const_int(value: int) -> Column:
    return sa.literal_column(str(value), sa.Integer())


ENGINES: dict[str, type[Engine]] = {"sqlite": Sqlite, "postgresql": Postgresql, "duckdb": Duckdb}
