"""Calendars: working time, holidays, and days with a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from engine.definitions.model import Element
from engine.definitions.slots import Date, Either, Many, Pairs, Plain, Repeat, Text, key
from engine.definitions.slots.base import UNREAD, Schema, Slot, Unread
from engine.definitions.tree import Mapping as Map
from engine.definitions.tree import Node, Scalar, Sequence
from engine.definitions.values import Located
from engine.time import calendar, repeat
from engine.time.phrase import PhraseError

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas

T = TypeVar("T")
LONGEST_RANGE = 370


class Hours(Slot[calendar.Hours]):
    """Working hours of a day: ``09:00-12:00 13:30-18:00``, in minutes after midnight."""

    def read(self, node: Node, reader: Reader) -> calendar.Hours | Unread:
        text = self.scalar(node, reader)
        if text is UNREAD:
            return UNREAD
        try:
            return calendar.parse_hours(text.text)
        except PhraseError as error:
            return reader.problem(error.code, text.span, text=text.text)

    def schema(self, schemas: Schemas) -> Schema:
        return {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}"}

    def expects(self) -> dict[str, str]:
        return {"zh": "工作时段，如 09:00-18:00", "en": "working hours such as 09:00-18:00"}


class Days(Slot[dict[date, Located]]):
    """Days and ranges of days with their title: ``2026-10-01..2026-10-07: 国庆``."""

    def read(self, node: Node, reader: Reader) -> dict[date, Located] | Unread:
        if not isinstance(node, Map):
            return self.unexpected(node, reader)
        found: dict[date, Located] = {}
        for entry in node:
            inside = reader.into(entry.key.text)
            title = Text().read(entry.value, inside)
            days = _range(entry.key, inside)
            if title is not UNREAD and days is not UNREAD:
                found |= dict.fromkeys(days, title)
        return found

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Map)

    def schema(self, schemas: Schemas) -> Schema:
        day = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
        keys = {"pattern": f"^{day}(\\.\\.{day})?$"}
        return {"type": "object", "propertyNames": keys, "additionalProperties": {"type": "string"}}

    def expects(self) -> dict[str, str]:
        return {"zh": "映射 日期: 名称", "en": "a map of date: title"}


def _range(key: Scalar, reader: Reader) -> list[date] | Unread:
    first_text, dots, last_text = key.text.partition("..")
    first = Date().read(Scalar(first_text, key.span), reader)
    last = Date().read(Scalar(last_text, key.span), reader) if dots else first
    if first is UNREAD or last is UNREAD:
        return UNREAD
    if not 0 <= (last - first).days <= LONGEST_RANGE:
        return reader.problem("time.bad_date", key.span, text=key.text)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


class _Dates(Many[date]):
    """A list of dates; a single word is a repetition instead."""

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Sequence) or (isinstance(node, Scalar) and node.text[:4].isdigit())


@dataclass(frozen=True, kw_only=True)
class CalendarDefinition(Element):
    """Which days and hours are worked; durations in ``wd`` and ``wh`` are counted by it."""

    timezone: Located | None = key(
        Plain(), default=None, doc="zone of its hours, if not the app's", example="timezone: Asia/Shanghai"
    )
    week: Mapping[str, calendar.Hours] = key(
        Pairs(Hours()),
        default={},
        doc="working hours of each day of the week; monday to friday without it",
        example="week: {monday: 09:00-12:00 13:30-18:00}",
    )
    holidays: Mapping[date, Located] = key(
        Days(), default={}, doc="days off", example="holidays: {2026-10-01..2026-10-07: 国庆节}"
    )
    workdays: Mapping[date, Located] = key(
        Days(),
        default={},
        doc="days that are worked although they would be off",
        example="workdays: {2026-10-10: 调休}",
    )
    days: Mapping[str, tuple[date, ...] | repeat.Repeat] = key(
        Pairs(Either(_Dates(Date()), Repeat())),
        default={},
        doc="days with a name, for repetitions",
        example="days: {payday: month 15, new_product: [2026-03-15]}",
    )

    def verify(self, reader: Reader) -> None:
        """The keys of ``week`` are days of the week."""
        for day in self.week:
            if day not in repeat.WEEKDAYS:
                reader.problem("definition.weekday", self.span_of("week"), day=day)

    def calendar(self) -> calendar.Calendar:
        """The calendar as plain data."""
        week = (
            calendar.OFFICE
            if not self.week
            else {number: self.week[day] for number, day in enumerate(repeat.WEEKDAYS) if day in self.week}
        )
        return calendar.Calendar(week, frozenset(self.holidays), frozenset(self.workdays), dict(self.days))
