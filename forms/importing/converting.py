"""A column at work: its cells become values in stored form, or say why they cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, Number, Reference, Type
from engine.records.clock import EPOCH, instant_of, zone_of
from engine.records.codec import ValueProblem, from_json
from engine.records.text import fold
from forms.compiled import FieldPart
from forms.importing.choices import meant
from forms.importing.reading import CellProblem, Kind, Raw, SourceColumn, parser
from forms.importing.reading.cells import text_of
from forms.importing.similarity import nearest

LISTED = re.compile(r"[,;|，；、\n]+")
FIGURE = re.compile(r"-?\d{1,9}(\.\d{1,6})?", re.ASCII)  # what needs no second look
DIGITS = 10**15  # as many as a spreadsheet keeps and shows
CACHE = 16_384  # cells of one column whose value is remembered
PLAIN = frozenset((str, int, float, type(None)))
SHOWN = 80  # characters of a value that a message repeats
Convert = Callable[[Any], Any]


class Known(dict[Any, Any]):
    """Values by what they were made of, each made once; emptied before it grows too large."""

    def __init__(self, make: Convert) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, raw: Any) -> Any:
        value = self[raw] = self._make(raw)
        return value

    def all(self, raws: Iterable[Any]) -> list[Any]:
        """The values of many."""
        found = list(map(self.__getitem__, raws))
        if len(self) > CACHE:
            self.clear()
        return found


class ColumnReader:
    """Makes stored values, or CellProblems, of the cells of one column; of a reference the text that names it."""

    def __init__(self, column: SourceColumn, part: FieldPart, convert: Convert) -> None:
        self.column = column
        self.part = part
        self.index = column.index
        self.name = part.name
        self._convert = convert
        self._values = Known(convert)
        self._dates = Known(lambda text: convert([text]))

    def read(self, raw: Raw) -> Any:
        """The value of one cell."""
        if isinstance(raw, list):
            return self._dates[raw[0]]
        if isinstance(raw, bool):  # which is equal to a number, and is none
            return self._convert(raw)
        return self._values[raw]

    def read_all(self, cells: Sequence[Raw]) -> list[Any]:
        """The values of many cells."""
        if PLAIN.issuperset(map(type, cells)):
            return self._values.all(cells)
        return list(map(self.read, cells))


def column_reader(
    column: SourceColumn, part: FieldPart, date_format: str | None, values: Mapping[str, str], zone: str
) -> ColumnReader:
    """``values``: texts of the column and what each stands for; nothing for an empty cell."""
    convert = _converter(column, part, date_format or column.date_format, zone)
    exact = {text.strip(): to for text, to in values.items()}
    folded = {fold(text): to for text, to in values.items()}

    def mapped(raw: Raw) -> Any:
        if raw is not None and raw != "":
            text = text_of(raw).strip()
            to = exact.get(text, folded.get(fold(text)))
            if to is not None:
                return convert(to) if to else None
        return convert(raw)

    return ColumnReader(column, part, mapped if exact else convert)


def constant(part: FieldPart, value: Any, zone: str) -> Any:
    """The stored form of a value given for every row, as JSON or as a cell would say it. Raises ValueProblem."""
    assert part.attribute is not None
    type_ = part.attribute.type
    if isinstance(type_, Reference):
        return value["id"] if isinstance(value, Mapping) else value
    if isinstance(value, str) and not isinstance(type_, Choice):
        found = _plain(part, type_, None, ".", zone)(value)
    elif isinstance(value, str):
        found = _option(part, value)
    else:
        found = _stored(part, type_, value)
    if isinstance(found, CellProblem):
        raise ValueProblem(found.code, found.parameters)
    return found


def _converter(column: SourceColumn, part: FieldPart, date_format: str | None, zone: str) -> Convert:
    assert part.attribute is not None
    type_ = part.attribute.type
    if isinstance(type_, Reference):
        return lambda raw: text_of(raw).strip() or None
    if isinstance(type_, Choice):
        return lambda raw: _option(part, text_of(raw))
    return _plain(part, type_, date_format, column.decimal_mark, zone)


def _plain(part: FieldPart, type_: Type, date_format: str | None, mark: Any, zone: str) -> Convert:
    """The values of a type that need no other record."""
    kind, finish = _kind(part, type_, zone)
    parse = parser(kind, date_format, mark)
    scale = type_.scale if isinstance(type_, Number) and mark == "." else None

    def convert(raw: Raw) -> Any:
        if scale is not None and (found := _figure(raw, scale)) is not None:
            return found
        value = parse(raw)
        return value if value is None or isinstance(value, CellProblem) else finish(value)

    return convert


def _figure(raw: Raw, scale: int) -> int | None:
    """The stored form of a plain figure that needs no second look, else None."""
    if type(raw) is float:
        # The nearest binary number of a decimal one with so many digits: there is no noise to cut off.
        scaled = round(raw * 10**scale)
        return scaled if abs(scaled) < DIGITS and scaled / 10**scale == raw else None
    if isinstance(raw, str) and FIGURE.fullmatch(raw):
        whole, _, decimals = raw.partition(".")
        if len(decimals) <= scale:
            return int(whole + decimals.ljust(scale, "0"))
    return None


def _kind(part: FieldPart, type_: Type, zone: str) -> tuple[Kind, Convert]:
    match type_:
        case Number():
            return Kind.NUMBER, lambda value: _stored(part, type_, value)
        case Date():
            return Kind.DATE, _days
        case DateTime():
            return Kind.DATETIME, lambda value: _instant(value, zone)
        case Boolean():
            return Kind.BOOLEAN, lambda value: value
        case Choices():
            return Kind.TEXT, lambda value: _options(part, type_, value)
    return Kind.TEXT, lambda value: _stored(part, type_, value)


def _days(value: date) -> int:
    return (value - EPOCH).days


def _instant(value: datetime, zone: str) -> int:
    return instant_of(value if value.tzinfo else value.replace(tzinfo=zone_of(zone)))


def _stored(part: FieldPart, type_: Type, value: Any) -> Any:
    cleaned = value if isinstance(value, Decimal) else part.field.clean(value)
    try:
        return from_json(type_, cleaned)
    except ValueProblem as wrong:
        return CellProblem(wrong.code, {**wrong.parameters, "title": part.titles})


def _option(part: FieldPart, text: str) -> Any:
    """The option that a text names, by name or by title in either language."""
    if not text.strip():
        return None
    found = _known_options(part).get(fold(text))
    return found if found is not None else _no_option(part, text)


def _options(part: FieldPart, type_: Choices, text: str) -> Any:
    names: dict[str, None] = {}
    for word in filter(None, (each.strip() for each in LISTED.split(text))):
        found = _known_options(part).get(fold(word))
        if found is None and not type_.free:
            return _no_option(part, word)
        names[found or word] = None
    return _stored(part, type_, list(names)) if names else None


def _no_option(part: FieldPart, text: str) -> CellProblem:
    found = nearest_option(part, text)
    titles = [_title(part, name) for name in _names(part)[:20]]
    called = _title(part, found) if found else {"zh": None, "en": None}
    shown = {language: meant(word)[language] for language, word in called.items()}
    return CellProblem(
        "import.no_option", {"title": part.titles, "value": text[:SHOWN], "nearest": shown, "options": titles}
    )


def nearest_option(part: FieldPart, text: str) -> str | None:
    """The name of the option that a text was probably meant to be."""
    known = _known_options(part)
    word = nearest(text, known)
    return None if word is None else known[fold(word)]


def _title(part: FieldPart, name: str) -> Mapping[str, str]:
    return part.options.get(name) or {"zh": name, "en": name}


def _names(part: FieldPart) -> list[str]:
    assert part.attribute is not None
    return list(part.options) or list(getattr(part.attribute.type, "names", ()))


@lru_cache(maxsize=512)
def _known_options(part: FieldPart) -> Mapping[str, str]:
    """Names of options by what they may be called, folded; a name goes before a title."""
    known = {fold(name): name for name in _names(part)}
    for name in _names(part):
        for title in _titles_of(part, name):
            known.setdefault(fold(title), name)
    return known


def _titles_of(part: FieldPart, name: str) -> list[str]:
    assert part.attribute is not None
    options = getattr(part.attribute.type, "options", ())
    own = [option.title for option in options if option.name == name and option.title]
    return [*part.options.get(name, {}).values(), *own]
