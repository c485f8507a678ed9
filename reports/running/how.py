"""How a number is made, in one sentence: what is counted, when, and by whose rights."""

from __future__ import annotations

from datetime import timedelta

from engine.records.clock import EPOCH
from reports.period import Period
from reports.running.asking import Asking
from reports.running.reading import Reading
from reports.running.values import said

PARTS = {
    "made": {"zh": "{title} = {formula}", "en": "{title} = {formula}"},
    "where": {"zh": "只算 {where}", "en": "only where {where}"},
    "span": {"zh": "{first} 至 {last}", "en": "{first} to {last}"},
    "since": {"zh": "{first} 起", "en": "since {first}"},
    "until": {"zh": "截至 {last}", "en": "until {last}"},
    "rights": {"zh": "只含您能看到的记录", "en": "of the records that you may see"},
}
BETWEEN, JOINED, END = {"zh": "；", "en": "; "}, {"zh": "，", "en": ", "}, {"zh": "。", "en": "."}


def how(asking: Asking) -> str:
    """The sentence of a report."""
    reading, language = asking.reading, asking.reading.language
    made = said(BETWEEN, language).join([*asking.report.explained(language), *_measures(asking)])
    parts = [made, *_where(asking), *_span(asking.period, language)]
    if not reading.viewer.admin:
        parts.append(said(PARTS["rights"], language))
    return str(said(JOINED, language).join(part for part in parts if part) + said(END, language))


def _measures(asking: Asking) -> list[str]:
    return [sentence for name in asking.report.counted() if (sentence := _measure(asking.reading, str(name)))]


def _measure(reading: Reading, name: str) -> str:
    measure = reading.measure(name)
    if measure is None:
        return ""
    title = reading.title(measure.definition)
    formula = measure.definition.formula.text
    made = said(PARTS["made"], reading.language).format(title=title, formula=formula)
    date = measure.definition.date
    return f"{made} ({date})" if date else str(made)


def _where(asking: Asking) -> list[str]:
    where = asking.report.where
    return [said(PARTS["where"], asking.reading.language).format(where=where.text)] if where else []


def _span(period: Period, language: str) -> list[str]:
    first, last = _day(period.first), _day(period.last)
    if first and last:
        return [said(PARTS["span"], language).format(first=first, last=last)]
    if first:
        return [said(PARTS["since"], language).format(first=first)]
    return [said(PARTS["until"], language).format(last=last)] if last else []


def _day(day: int | None) -> str:
    return "" if day is None else (EPOCH + timedelta(days=day)).isoformat()
