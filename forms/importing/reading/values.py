"""A cell becomes a value of the kind that the target wants, or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from engine.problems import Problem
from forms.importing.reading.cells import Cell, Kind, Raw, kind_of, text_of, typed
from forms.importing.reading.dates import SERIAL, read_date, read_serial
from forms.importing.reading.numbers import DecimalMark, parse_number, plain

Value = str | Decimal | date | datetime | bool | None
TRUE = frozenset(("true", "yes", "y", "t", "1", "是", "对", "真", "有", "√", "✓", "✔", "on"))
FALSE = frozenset(("false", "no", "n", "f", "0", "否", "错", "假", "无", "×", "✗", "✘", "off"))
SHOWN = 60  # characters of a value that a message repeats
CACHE = 4_096  # values of one column that are remembered


@dataclass(frozen=True)
class CellProblem:
    """Why a cell has no value of the wanted kind."""

    code: str
    parameters: Mapping[str, object]

    def at(self, address: str) -> Problem:
        """The problem with the address of its cell."""
        return Problem(self.code, self.parameters, address)


Parser = Callable[[Raw], "Value | CellProblem"]


def parser(kind: Kind, date_format: str | None = None, decimal_mark: DecimalMark = ".") -> Parser:
    """A function from the raw cells of one column to values: made once, called for every row.

    Values: ``str`` as it stands, exact ``Decimal`` (12% is 0.12), ``date``, ``datetime`` (naive unless the
    text names a zone), ``bool``; ``None`` for an empty cell. ``date_format``: one of ``FORMATS``; without it,
    a date that could be two different days is a problem and is never guessed.
    """
    if kind is Kind.NUMBER:
        return _remembering(lambda raw: _number(raw, decimal_mark))
    if kind is Kind.DATE:
        return _remembering(lambda raw: _date(raw, date_format))
    if kind is Kind.DATETIME:
        return _remembering(lambda raw: _datetime(raw, date_format))
    if kind is Kind.BOOLEAN:
        return _remembering(_boolean)
    return lambda raw: text_of(raw) or None


def parse_cell(
    cell: Cell, kind: Kind, date_format: str | None = None, decimal_mark: DecimalMark = "."
) -> Value | Problem:
    """The value of one cell (see ``parser``), or the problem at its address."""
    value = parser(kind, date_format, decimal_mark)(_raw(cell))
    return value.at(cell.address) if isinstance(value, CellProblem) else value


def _raw(cell: Cell) -> Raw:
    if cell.kind is Kind.NUMBER:
        return int(cell.text) if cell.text.lstrip("-").isdigit() else float(cell.text)
    if cell.kind is Kind.BOOLEAN:
        return cell.text == "true"
    return [cell.text] if cell.kind in (Kind.DATE, Kind.DATETIME) else cell.text


def _remembering(parse: Parser) -> Parser:
    remembered = lru_cache(CACHE, typed=True)(lambda text: parse(text))

    def read(raw: Raw) -> Value | CellProblem:
        if isinstance(raw, str):
            return remembered(raw) if raw and not raw.isspace() else None
        return None if raw is None else parse(raw)

    return read


def _problem(code: str, raw: Raw, **parameters: object) -> CellProblem:
    text = text_of(raw)
    shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return CellProblem(code, {"value": shown, **parameters})


def _number(raw: Raw, mark: DecimalMark) -> Value | CellProblem:
    kind = kind_of(raw)
    number = None
    if kind is Kind.NUMBER:
        number = Decimal(text_of(raw))
    elif isinstance(raw, str):
        number = parse_number(plain(raw), mark)
    return _problem("import.not_a_number", raw) if number is None else number


def _date(raw: Raw, order: str | None) -> Value | CellProblem:
    value = _datelike(raw, order)
    return value.date() if isinstance(value, datetime) else value


def _datetime(raw: Raw, order: str | None) -> Value | CellProblem:
    value = _datelike(raw, order)
    whole_day = isinstance(value, date) and not isinstance(value, datetime)
    return datetime.combine(value, time()) if whole_day else value  # type: ignore[arg-type]


def _datelike(raw: Raw, order: str | None) -> date | datetime | CellProblem:
    if value := typed(raw):
        return value
    if isinstance(raw, bool):
        return _problem("import.not_a_date", raw)
    text = plain(text_of(raw))
    found = read_date(text)
    if found is None:
        serial = read_serial(text) if order == SERIAL else None
        return serial or _problem("import.not_a_date", raw)
    value = found.value(order)
    if value is not None:
        return value
    if order is None or order == SERIAL:
        return _problem("import.date_open", raw, readings=[day.isoformat() for day in found.days.values()])
    return _problem("import.date_in_other_order", raw, format=order)


def _boolean(raw: Raw) -> Value | CellProblem:
    word = plain(text_of(raw)).lower()
    if word in TRUE or word in FALSE:
        return word in TRUE
    return _problem("import.not_a_boolean", raw)
