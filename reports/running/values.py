"""Values of axes between their stored form, an address of a mark, the wire and the words that people read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.access.masking import UNSEEN
from engine.access.records import labels
from engine.expressions.runtime.dates import Unit, days, start_of
from engine.expressions.types import BOOLEAN, DATE, TEXT, Choice, Choices, Option, Reference, Type
from engine.problems import Problem, Refused
from engine.records.clock import EPOCH
from engine.records.codec import ValueProblem, from_json, literal, misfit, to_json
from reports.running.reading import Reading

NOTHING = {"zh": "未填写", "en": "Not filled in"}
YES_NO = {"zh": ("否", "是"), "en": ("No", "Yes")}
LABELS = 500


def said(texts: dict[str, Any], language: str) -> Any:
    return texts.get(language, texts["en"])


# In addresses


def written(type_: Type, grain: Unit | None, value: Any) -> str:
    """A value as a mark's address names it; the empty text for none."""
    if value is None:
        return ""
    if grain is not None:
        return span_name(value, grain)
    if isinstance(type_, Choices):
        return str(value)
    return str(to_json(type_, value)).lower() if type_ == BOOLEAN else str(to_json(type_, value))


def read(type_: Type, grain: Unit | None, text: str) -> Any:
    """The stored value of such a text. Raises ValueProblem."""
    if from_json(TEXT, text) is None:
        return None
    if grain is not None:
        return _span_start(text, grain)
    if isinstance(type_, Choices):
        if text in type_.names or type_.free:
            return text
        raise ValueProblem("value.option", {"value": text[:80]})
    return from_json(type_, text) if isinstance(type_, Reference | Choice) else literal(type_, text)


def span_name(day: int, grain: Unit) -> str:
    """``2026``, ``2026-Q1``, ``2026-03``, ``2026-W10``, ``2026-03-02``."""
    found = EPOCH + timedelta(days=day)
    match grain:
        case "year":
            return f"{found.year:04}"
        case "quarter":
            return f"{found.year:04}-Q{(found.month + 2) // 3}"
        case "month":
            return f"{found.year:04}-{found.month:02}"
        case "week":
            year, week, _ = found.isocalendar()
            return f"{year:04}-W{week:02}"
    return found.isoformat()


def _span_start(text: str, grain: Unit) -> int:
    """The first day of the span of a name; any day of it may stand for it."""
    try:
        return start_of(days(_first(text, grain)), grain)
    except ValueError as error:
        raise ValueProblem("value.type", misfit(DATE, text)) from error


def _first(text: str, grain: Unit) -> date:
    if grain == "year" and len(text) == 4:
        return date.fromisoformat(f"{text}-01-01")
    if grain == "month" and len(text) == 7:
        return date.fromisoformat(f"{text}-01")
    if grain == "quarter" and text[4:6] == "-Q" and text[6:] in ("1", "2", "3", "4"):
        return date.fromisoformat(f"{text[:4]}-{int(text[6:]) * 3 - 2:02}-01")
    return date.fromisoformat(text)


# On the wire


@dataclass(frozen=True)
class Words:
    """How the values of one axis are told: each its wire value, its title, and the colour of its mark."""

    reading: Reading
    type: Type
    grain: Unit | None
    labels: dict[str, str]

    @staticmethod
    def of(reading: Reading, type_: Type, grain: Unit | None, values: Iterable[Any]) -> Words:
        """With the names of the records among the values that the reader may see."""
        found: dict[str, str] = {}
        if isinstance(type_, Reference):
            wanted = sorted({value for value in values if value is not None})
            for first in range(0, len(wanted), LABELS):
                some = wanted[first : first + LABELS]
                found |= labels(reading.version, reading.viewer, type_.entity, some, reading.at)
        return Words(reading, type_, grain, found)

    def wire(self, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(self.type, Reference):
            return {"id": value, "label": self.title(value)}
        if isinstance(self.type, Choice | Choices):
            return value
        return to_json(DATE if self.grain else self.type, value)

    def title(self, value: Any) -> str:
        language = self.reading.language
        if value is None:
            return str(said(NOTHING, language))
        if self.grain is not None:
            return span_name(value, self.grain)
        if isinstance(self.type, Choice | Choices):
            return self._option_title(value)
        if isinstance(self.type, Reference):
            return self.labels.get(value) or str(said(UNSEEN, language))
        if self.type == BOOLEAN:
            return str(said(YES_NO, language)[bool(value)])
        return str(to_json(self.type, value))

    def color(self, value: Any) -> str | None:
        option = self._option(value)
        return option.color or None if option is not None else None

    def _option(self, value: Any) -> Option | None:
        return self.type.names.get(value) if isinstance(self.type, Choice | Choices) else None

    def _option_title(self, value: str) -> str:
        return option_title(self.reading, self._option(value)) or value

    def order(self, value: Any) -> tuple[Any, ...]:
        """The order in which people look for a value: of records by name, of others the natural one."""
        if value is not None and isinstance(self.type, Reference):
            return (0, self.title(value))
        return natural(self.type, value)


def natural(type_: Type, value: Any) -> tuple[Any, ...]:
    """The order of values without looking at records: options as they are written; none comes last."""
    if value is None:
        return (1,)
    if isinstance(type_, Choice | Choices):
        names = list(type_.names)
        return (0, names.index(value), "") if value in names else (0, len(names), value)
    return (0, value)


def option_title(reading: Reading, option: Option | None) -> str:
    """What an option is called in the reader's language."""
    if option is None:
        return ""
    return (
        reading.version.definition.text(option.address, reading.language, option.title) or option.title or option.name
    )


def refused_value(name: str, error: ValueProblem) -> Refused:
    """The refusal of a value that a parameter of a request cannot have."""
    return Refused((Problem(error.code, {**error.parameters, "path": name}),))
