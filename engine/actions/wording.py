"""Values as people read them, in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.expressions.types import (
    Boolean,
    Choice,
    Choices,
    Date,
    DateTime,
    Duration,
    File,
    Number,
    Type,
)
from engine.records.clock import EPOCH, moment, zone_of
from engine.records.codec import SEPARATOR
from engine.time import duration as durations

if TYPE_CHECKING:
    from engine.definitions import AppDefinition, Element
    from engine.records.entity import Attribute

LANGUAGES = ("zh", "en")
SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$"}
UNITS = {
    "zh": {
        "y": "{}年",
        "mo": "{}个月",
        "d": "{}天",
        "h": "{}小时",
        "min": "{}分钟",
        "wd": "{}个工作日",
        "wh": "{}个工作小时",
    },
    "en": {
        "y": "{} year",
        "mo": "{} month",
        "d": "{} day",
        "h": "{} hour",
        "min": "{} minute",
        "wd": "{} working day",
        "wh": "{} working hour",
    },
}


@dataclass(frozen=True)
class Wording:
    """How values are written: ``noun`` is the field's noun (``money``, ``percent``) where one is known,
    ``titles`` are those of the options in the language."""

    language: str
    zone: str
    noun: str = ""
    currency: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    def write(self, type_: Type, value: Any) -> str:
        """The value in words; an empty text for null."""
        if value is None:
            return ""
        match type_:
            case Number(scale=scale):
                return self._number(value, scale)
            case Boolean():
                return (("否", "是") if self.language == "zh" else ("no", "yes"))[bool(value)]
            case Date():
                return (EPOCH + timedelta(days=value)).isoformat()
            case DateTime():
                return moment(value).astimezone(zone_of(self.zone)).strftime("%Y-%m-%d %H:%M")
            case Duration():
                return self._duration(value)
            case Choice():
                return self.titles.get(value, str(value))
            case Choices():
                names = value.strip(SEPARATOR).split(SEPARATOR)
                return self._joined([self.titles.get(name, name) for name in names])
            case File():
                return ""
            case _:
                return str(value)

    def _number(self, value: int, scale: int) -> str:
        number = Decimal(value).scaleb(-scale)
        if self.noun == "percent":
            return f"{(number * 100).normalize():f}%"
        if self.noun == "money":
            symbol = SYMBOLS.get(self.currency, f"{self.currency} ".lstrip())
            return f"{'-' if number < 0 else ''}{symbol}{abs(number):,.2f}"
        text = f"{number:,.{scale}f}"
        return text.rstrip("0").rstrip(".") if scale else text

    def _duration(self, length: durations.Duration) -> str:
        units = UNITS.get(self.language, UNITS["en"])
        parts = []
        for sign, count, unit in durations.PART.findall(str(length)):
            text = units[unit].format(f"{sign}{count}")
            parts.append(f"{text}s" if self.language != "zh" and count != "1" else text)
        return ("" if self.language == "zh" else " ").join(parts)

    def _joined(self, texts: list[str]) -> str:
        return ("、" if self.language == "zh" else ", ").join(texts)


def wording_of(definition: AppDefinition, attribute: Attribute | None, type_: Type, language: str) -> Wording:
    """How values of a type are written: as the field of the attribute that they are of says, if they are of one."""
    found = definition.find(attribute.address) if attribute is not None else None
    titles = option_titles(definition, type_).get(language, {})
    return Wording(language, definition.app.timezone, *noun_and_currency(definition, found), titles)


def noun_and_currency(definition: AppDefinition, field_: Element | None) -> tuple[str, str]:
    """The noun of a field, empty without one, and the currency of its money."""
    currency = getattr(field_, "currency", None) or definition.app.currency
    return (field_.word() if field_ is not None else ""), str(currency)


def option_titles(definition: AppDefinition, type_: Type) -> dict[str, dict[str, str]]:
    """The titles of a type's options by language."""
    if not isinstance(type_, Choice | Choices):
        return {}
    own = {name: option.title or name for name, option in type_.names.items()}
    wanted = set(own.items())
    found: dict[str, dict[str, str]] = {language: dict(own) for language in LANGUAGES}
    for address, text in definition.texts.items():
        place, _, name = address.rpartition("/")
        if place.endswith("/options") and (name, text) in wanted:
            for language in LANGUAGES:
                found[language][name] = definition.text(address, language, text)
    return found
