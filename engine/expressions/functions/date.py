"""Functions of dates. A datetime given for a date is its local date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.expressions import syntax
from engine.expressions.functions.function import Column, Emitter, Function, plain
from engine.expressions.runtime import dates, zones
from engine.expressions.tree import Call, Node, Variable
from engine.expressions.types import DATE, DATETIME, Number
from engine.time import workdays

if TYPE_CHECKING:
    from engine.expressions.checking.checker import Checker

DAYS = Number(0, 8)
YEARS = Number(0, 5)
PART = Number(0, 4)


def date(checker: Checker, call: syntax.Call) -> Node:
    """``date(y, m, d)``, or the date of a datetime."""
    from engine.expressions.checking.calls import arguments

    if len(call.arguments) == 1:
        found = arguments(checker, call, "date")
        return checker.bad if found is None else found[0]
    return plain("date", "integer, integer, integer", DATE)(checker, call)


def since(function: str, type_: Number) -> Callable[[Checker, syntax.Call], Node]:
    """The rule of ``days_since`` and ``years_since``: from a date until today."""

    def rule(checker: Checker, call: syntax.Call) -> Node:
        from engine.expressions.checking.calls import arguments

        found = arguments(checker, call, "date")
        if found is None:
            return checker.bad
        column = call.start + 1
        return Call(type_, function, (*found, Variable(DATE, "today", column=column)), column=column)

    return rule


def _part(name: str) -> Callable[[Emitter, Column], Column]:
    def sql(emit: Emitter, day: Column) -> Column:
        return emit.cast(emit.call("date_part", emit.const(name), emit.to_date(day)), "bigint")

    return sql


def _native_part(name: str, format_: str) -> Callable[[Emitter, Column], Column]:
    other = _part(name)

    def sql(emit: Emitter, day: Column) -> Column:
        if emit.dialect != "sqlite":
            return other(emit, day)
        found = emit.call("strftime", emit.const(format_), day * emit.const(86_400), emit.const("unixepoch"))
        return emit.cast(found, "bigint")

    return sql


def _days_into_week(emit: Emitter, day: Column) -> Column:
    seven = emit.const(7)
    return ((day + emit.const(3)) % seven + seven) % seven


def _weekday(emit: Emitter, day: Column) -> Column:
    return _days_into_week(emit, day) + emit.const(1)


def _start_of(emit: Emitter, day: Column, unit: Column) -> Column:
    name = emit.literal(1)
    if name == "day":
        return day
    if name == "week":
        return emit.cut(day - _days_into_week(emit, day), zones.FIRST_DAY, zones.LAST_DAY)
    if emit.dialect == "sqlite":
        return _native_start_of(emit, day, name)
    return emit.from_date(emit.cast(emit.call("date_trunc", emit.const(name), emit.to_date(day)), "date"))


def _native_start_of(emit: Emitter, day: Column, unit: str) -> Column:
    """By SQLite's own calendar, which reaches as far as ours; a quarter begins up to two months before the month."""
    seconds, unix = day * emit.const(86_400), emit.const("unixepoch")
    steps = [emit.const("start of year" if unit == "year" else "start of month")]
    if unit == "quarter":
        month = emit.cast(emit.call("strftime", emit.const("%m"), seconds, unix), "bigint")
        steps.append(emit.call("printf", emit.const("-%d months"), (month - emit.const(1)) % emit.const(3)))
    start = emit.cast(emit.call("strftime", emit.const("%s"), seconds, unix, *steps), "bigint")
    return start.op("/", precedence=8)(emit.const(86_400))


def _end_of(emit: Emitter, day: Column, unit: Column) -> Column:
    name = emit.literal(1)
    if name == "day":
        return day
    if name == "week":
        end = day - _days_into_week(emit, day) + emit.const(6)
        return emit.cut(end, zones.FIRST_DAY, zones.LAST_DAY)
    first = emit.cast(emit.call("date_trunc", emit.const(name), emit.to_date(day)), "date")
    following = emit.cast(first + emit.interval("3 months" if name == "quarter" else f"1 {name}"), "date")
    return emit.from_date(following) - emit.const(1)


def _date(emit: Emitter, year: Column, month: Column, day: Column) -> Column:
    def clamped(value: Column, low: int, high: int) -> Column:
        return emit.cast(emit.call("least", emit.call("greatest", value, emit.const(low)), emit.const(high)), "int")

    one = emit.cast(emit.const(1), "int")
    first = emit.call("make_date", clamped(year, 1, 9999), clamped(month, 1, 12), one)
    following = emit.cast(first + emit.interval("1 month"), "date")
    length = emit.from_date(following) - emit.from_date(first)
    proper = year.between(1, 9999) & month.between(1, 12) & (day >= emit.const(1)) & (day <= length)
    return emit.case(proper, emit.from_date(first) + day - emit.const(1))


def _years_between(emit: Emitter, earlier: Column, later: Column) -> Column:
    year = _part("year")
    whole = year(emit, later) - year(emit, earlier)
    anniversary = emit.to_date(earlier) + emit.cast(whole, "int") * emit.interval("1 year")
    return whole - emit.case(emit.cast(anniversary, "date") > emit.to_date(later), emit.const(1), emit.const(0))


def _networkdays(emit: Emitter, first: Column, last: Column) -> Column:
    def within(low: Column, high: Column) -> Column:
        regular = _regular_until(emit, high) - _regular_until(emit, low - emit.const(1))
        worked = emit.counted(emit.workdays("worked"), low, high)
        return regular + worked - emit.counted(emit.workdays("off"), low, high)

    def signed(first: Column, last: Column) -> Column:
        forward = first <= last
        count = emit.once(within, emit.case(forward, first, last), emit.case(forward, last, first))
        return count * emit.case(forward, emit.const(1), emit.const(-1))

    return emit.once(signed, first, last)


def _regular_until(emit: Emitter, day: Column) -> Column:
    """The days that the weekly pattern has from a fixed Monday to a day."""
    week, one, seven = emit.workdays("week"), emit.cast(emit.const(1), "int"), emit.const(7)
    weeks = emit.floor_divide(day + emit.const(workdays.MONDAY), seven)
    begun = emit.call("substr", week, one, emit.cast(_weekday(emit, day), "int"))
    return weeks * _ones(emit, week) + _ones(emit, begun)


def _ones(emit: Emitter, text: Column) -> Column:
    return emit.cast(emit.call("length", emit.call("replace", text, emit.const("0"), emit.const(""))), "bigint")


FUNCTIONS = (
    Function(
        "date",
        "date",
        "y, m, d",
        zh="由年、月、日组成日期，不存在的为空；date(x) 取日期时间的当地日期",
        en="the date of year, month and day, null if there is none; date(x) is the local date of a datetime",
        example="date(2026, 1, 31)",
        check=date,
        python=dates.make_date,
        sql=_date,
    ),
    Function(
        "year",
        "date",
        "d",
        zh="年",
        en="the year",
        example="year(last_paid)",
        check=plain("year", "date", PART),
        python=dates.year,
        sql=_native_part("year", "%Y"),
        native=True,
        total=True,
    ),
    Function(
        "month",
        "date",
        "d",
        zh="月，1 到 12",
        en="the month, 1 to 12",
        example="month(birthday) = month(today)",
        check=plain("month", "date", PART),
        python=dates.month,
        sql=_native_part("month", "%m"),
        native=True,
        total=True,
    ),
    Function(
        "quarter",
        "date",
        "d",
        zh="季度，1 到 4",
        en="the quarter, 1 to 4",
        example="quarter(last_paid)",
        check=plain("quarter", "date", PART),
        python=dates.quarter,
        sql=_part("quarter"),
        total=True,
    ),
    Function(
        "week",
        "date",
        "d",
        zh="ISO 周数，1 到 53",
        en="the ISO week, 1 to 53",
        example="week(today)",
        check=plain("week", "date", PART),
        python=dates.week,
        sql=_part("week"),
        total=True,
    ),
    Function(
        "day",
        "date",
        "d",
        zh="日，1 到 31",
        en="the day of the month, 1 to 31",
        example="day(birthday)",
        check=plain("day", "date", PART),
        python=dates.day_of_month,
        sql=_native_part("day", "%d"),
        native=True,
        total=True,
    ),
    Function(
        "weekday",
        "date",
        "d",
        zh="星期几，周一为 1，周日为 7",
        en="the day of the week, Monday is 1, Sunday 7",
        example="weekday(today) <= 5",
        check=plain("weekday", "date", PART),
        python=dates.weekday,
        inline="(a + 3) % 7 + 1",
        sql=_weekday,
        native=True,
        total=True,
    ),
    Function(
        "start_of",
        "date",
        "d, unit",
        zh="所在周（周一起）、月、季、年的第一天，unit 为 day week month quarter year",
        en="the first day of the week (Monday), month, quarter or year: day week month quarter year",
        example="last_paid >= start_of(today, month)",
        check=plain("start_of", "date, unit", DATE),
        python=dates.start_of,
        sql=_start_of,
        native=True,
        total=True,
    ),
    Function(
        "end_of",
        "date",
        "d, unit",
        zh="所在周、月、季、年的最后一天",
        en="the last day of the week, month, quarter or year",
        example="last_paid <= end_of(today, quarter)",
        check=plain("end_of", "date, unit", DATE),
        python=dates.end_of,
        sql=_end_of,
        total=True,
    ),
    Function(
        "days_since",
        "date",
        "d",
        zh="从 d 到今天的天数",
        en="the days from d until today",
        example="days_since(last_paid) <= 30",
        check=since("days_between", DAYS),
    ),
    Function(
        "days_between",
        "date",
        "a, b",
        zh="从 a 到 b 的天数",
        en="the days from a to b",
        example="days_between(created_at, last_paid)",
        check=plain("days_between", "date, date", DAYS),
        python=lambda a, b: b - a,
        inline="b - a",
        sql=lambda emit, a, b: b - a,
        native=True,
        total=True,
    ),
    Function(
        "years_since",
        "date",
        "d",
        zh="从 d 到今天满几年",
        en="the whole years from d until today",
        example="years_since(birthday) >= 18",
        check=since("years_between", YEARS),
    ),
    Function(
        "networkdays",
        "date",
        "a, b",
        zh="从 a 到 b 的工作日数，两头都算，按应用的日历；b 早于 a 时为负",
        en="the working days from a to b, both counted, by the app's calendar; negative when b is before a",
        example="networkdays(created_at, today) > 3",
        check=plain("networkdays", "date, date", DAYS),
        python=lambda first, last, days: days.between(first, last),
        sql=_networkdays,
        needs="calendar",
        total=True,
        browser=False,
    ),
)

# What the checker puts in by itself; not to be written.
INNER = (
    Function(
        "days_after",
        "date",
        "d, n",
        zh="d 之后 n 天",
        en="the date n days after d",
        example="",
        check=plain("days_after", "date, integer", DATE),
        python=lambda day, count: zones.day_within_calendar(day + count),
        sql=lambda emit, day, count: emit.cut(day + count, zones.FIRST_DAY, zones.LAST_DAY),
        native=True,
        total=True,
    ),
    Function(
        "years_between",
        "date",
        "a, b",
        zh="从 a 到 b 满几年",
        en="the whole years from a to b",
        example="",
        check=plain("years_between", "date, date", YEARS),
        python=dates.years_between,
        sql=_years_between,
        total=True,
    ),
    Function(
        "local_date",
        "date",
        "x",
        zh="日期时间的当地日期",
        en="the local date of a datetime",
        example="",
        check=plain("local_date", "date", DATE),
        python=zones.local_date,
        sql=lambda emit, moment: emit.local_date(moment),
        native=True,
        needs="zone",
        total=True,
    ),
    Function(
        "midnight",
        "date",
        "d",
        zh="日期的零点",
        en="the beginning of a date",
        example="",
        check=plain("midnight", "date", DATETIME),
        python=zones.midnight,
        sql=lambda emit, day: emit.midnight(day),
        native=True,
        needs="zone",
        total=True,
    ),
)
