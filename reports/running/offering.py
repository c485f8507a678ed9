"""The filters of a dashboard with the values that they offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from engine.access.evaluate import condition
from engine.access.labels import own_label
from engine.expressions.checked import Checked
from engine.expressions.tree import Attribute
from engine.expressions.types import BOOLEAN, USER, Boolean, Choice, Choices, Reference
from engine.records.query import ListQuery, list_records
from engine.records.viewing import Shown
from reports.definition import Dashboard
from reports.period import OFFERED
from reports.running.cuts import Cut, GrainCut
from reports.running.filters import ALL, ME, PERIOD, TEAM, known
from reports.running.reading import Reading
from reports.running.telling import axis_title
from reports.running.values import Words, option_title, said

MOST = 200  # records offered
TITLE = {"zh": "时间", "en": "Period"}
WORDS = {
    ALL: {"zh": "全部", "en": "All"},
    ME: {"zh": "我", "en": "Me"},
    TEAM: {"zh": "我的团队", "en": "My team"},
    "today": {"zh": "今天", "en": "Today"},
    "this week": {"zh": "本周", "en": "This week"},
    "last week": {"zh": "上周", "en": "Last week"},
    "this month": {"zh": "本月", "en": "This month"},
    "last month": {"zh": "上月", "en": "Last month"},
    "this quarter": {"zh": "本季度", "en": "This quarter"},
    "last quarter": {"zh": "上季度", "en": "Last quarter"},
    "this year": {"zh": "今年", "en": "This year"},
    "last year": {"zh": "去年", "en": "Last year"},
    "last 30 days": {"zh": "近 30 天", "en": "Last 30 days"},
}


@dataclass(frozen=True)
class Offer:
    name: str
    title: str


def offered(reading: Reading, dashboard: Dashboard) -> list[dict[str, Any]]:
    """``name title kind value options`` of each filter that exists for the reader, in order."""
    found = (_filter(reading, name, str(value)) for name, value in dashboard.filters.items())
    return [each for each in found if each is not None]


def _filter(reading: Reading, name: str, value: str) -> dict[str, Any] | None:
    if name == PERIOD:
        return _told(name, said(TITLE, reading.language), "period", value, _periods(reading, value))
    axis = reading.axis(name)
    if axis is None or not known(reading, axis):
        return None
    cuts = [cut for entity in axis.homes(reading.version.catalog) if (cut := reading.cut(axis, entity)) is not None]
    if isinstance(cuts[0], GrainCut):
        return _told(name, axis_title(reading, axis), "period", value, _periods(reading, value))
    kind = "person" if cuts[0].type == USER else "choice"
    return _told(name, axis_title(reading, axis), kind, value, [_word(reading, ALL), *_values(reading, cuts)])


def _told(name: str, title: str, kind: str, value: str, offers: list[Offer]) -> dict[str, Any]:
    options = [{"name": offer.name, "title": offer.title} for offer in dict.fromkeys(offers)]
    return {"name": name, "title": title, "kind": kind, "value": value or ALL, "options": options}


def _periods(reading: Reading, value: str) -> list[Offer]:
    """The usual ones, and the first value if it is another."""
    names = (*OFFERED, value) if value and value not in OFFERED else OFFERED
    return [_word(reading, name) for name in names]


def _word(reading: Reading, name: str) -> Offer:
    return Offer(name, str(said(WORDS[name], reading.language)) if name in WORDS else name)


def _values(reading: Reading, cuts: list[Cut]) -> list[Offer]:
    """The options of all forms; people and records that the reader may see; nothing for what is typed in."""
    type_ = cuts[0].type
    if isinstance(type_, Choice | Choices):
        options = [option for cut in cuts if isinstance(cut.type, Choice | Choices) for option in cut.type.options]
        return [Offer(option.name, option_title(reading, option)) for option in options]
    if isinstance(type_, Boolean):
        words = Words(reading, BOOLEAN, None, {})
        return [Offer("true", words.title(True)), Offer("false", words.title(False))]
    if isinstance(type_, Reference):
        special = [_word(reading, ME), _word(reading, TEAM)] if type_ == USER else []
        return [*special, *_records(reading, type_.entity)]
    return []


def _records(reading: Reading, entity: str) -> list[Offer]:
    """Records by their names, people who are still here; nothing where the names are hidden."""
    seen = condition(reading.version, entity, "see", reading.viewer)
    label = None if seen is False else own_label(reading.version, reading.viewer, entity)
    if label is None:
        return []
    here = Checked(Attribute(BOOLEAN, USER.entity, "active")) if entity == USER.entity else None
    conditions = tuple(each for each in (seen, here) if isinstance(each, Checked))
    query = ListQuery(entity, (Shown("label", label),), conditions, limit=MOST, count=False)
    found = orjson.loads(list_records(reading.at, reading.app, query, reading.environment))["records"]
    offers = (Offer(each["id"], str(each["label"] or each["id"])) for each in found)
    return sorted(offers, key=lambda offer: offer.title)
