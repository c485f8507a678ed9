"""Values between the wire (JSON), definitions (literal text) and their stored form, by type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import orjson

from engine.expressions.types import (
    Boolean,
    Choice,
    Choices,
    Date,
    DateTime,
    Duration,
    File,
    Number,
    Reference,
    Text,
    Type,
    describe,
)
from engine.problems import Problem
from engine.records.clock import EPOCH, instant_of, moment, zone_of
from engine.time import duration as durations
from engine.time.phrase import PhraseError

SEPARATOR: Final = "|"
Read = Callable[[Any, Any], Any]
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LITERAL_TIMES = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d")


class ValueProblem(Exception):
    """A value that its type does not accept: the code and the parameters of the problem to report."""

    def __init__(self, code: str, parameters: Mapping[str, object]) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters

    def problem(self, address: str = "") -> Problem:
        return Problem(self.code, self.parameters, address)


def to_json(type_: Type, stored: Any) -> Any:
    """The wire form of a stored value; a reference is its id (its label is the query's business)."""
    if stored is None:
        return None
    match type_:
        case Number(scale=scale):
            return stored if scale == 0 else float(Decimal(stored).scaleb(-scale))
        case Boolean():
            return bool(stored)
        case Date():
            return (EPOCH + timedelta(days=stored)).isoformat()
        case DateTime():
            return moment(stored).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case Choices():
            return stored.strip(SEPARATOR).split(SEPARATOR)
        case File():
            return orjson.loads(stored)
        case Duration():
            return str(stored)
        case _:
            return stored


def from_json(type_: Type, value: Any) -> Any:
    """The stored form of a wire value. Raises ValueProblem."""
    if value is None or value == "":
        return None
    read: Read = READERS.get(type(type_), _text)
    return read(type_, value)


def literal(type_: Type, text: str, zone: str = "UTC") -> Any:
    """The stored form of a value written as text in a definition; times are local. Raises ValueProblem."""
    if text == "":
        return None
    match type_:
        case Number(scale=scale):
            return _scaled(type_, text, _decimal(type_, text), scale)
        case Boolean():
            if text not in ("true", "false"):
                _refuse(type_, text)
            return text == "true"
        case DateTime():
            return _local(type_, text, zone)
        case Choices():
            return _options(type_, [item.strip() for item in text.split(",")])
        case _:
            return from_json(type_, text)


def _refuse(type_: Type, value: Any) -> Any:
    raise ValueProblem("value.type", misfit(type_, value))


def misfit(type_: Type, value: Any) -> dict[str, Any]:
    """The parameters of the problem ``value.type``."""
    zh, en = EXAMPLES.get(type(type_), ("请改写", "write it differently"))
    return {"value": str(value)[:80], "kind": describe(type_), "example": {"zh": zh, "en": en}}


EXAMPLES: dict[type, tuple[str, str]] = {
    Number: ("请只写数字，如 1234.5", "write digits only, such as 1234.5"),
    Text: ("请写成文字", "write a text"),
    Boolean: ("请选是或否（true 或 false）", "write true or false"),
    Date: ("请写成 2026-03-02 这样存在的日期", "write a day that exists, such as 2026-03-02"),
    DateTime: ("请写成 2026-03-02T09:00:00+08:00，带上时区", "write 2026-03-02T09:00:00+08:00, with its zone"),
    Choices: ("请写成选项的列表", "write a list of options"),
    Reference: ("请选择一条记录", "choose a record"),
    File: ("请先上传文件", "upload the file first"),
}


def _number(type_: Number, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        _refuse(type_, value)
    return _scaled(type_, value, _decimal(type_, repr(value) if isinstance(value, float) else value), type_.scale)


def _decimal(type_: Number, value: Any) -> Decimal:
    """``12.5``, ``1e3`` or, in text, ``10%``."""
    try:
        if isinstance(value, str) and value.endswith("%"):
            return Decimal(value[:-1]) / 100
        found = Decimal(value)
    except InvalidOperation:
        _refuse(type_, value)
    return found if found.is_finite() else _refuse(type_, value)


def _scaled(type_: Number, value: Any, number: Decimal, scale: int) -> int:
    if abs(number.adjusted()) > 40:
        raise ValueProblem("value.digits", {"value": value, "digits": type_.digits})
    scaled = number.scaleb(scale)
    if scaled != scaled.to_integral_value():
        raise ValueProblem("value.scale", {"value": value, "scale": scale})
    if abs(scaled) >= 10**type_.digits:
        raise ValueProblem("value.digits", {"value": value, "digits": type_.digits})
    return int(scaled)


def _date(type_: Type, value: Any) -> int:
    try:
        return (date.fromisoformat(value) - EPOCH).days
    except (TypeError, ValueError):
        _refuse(type_, value)
        raise


def _instant(type_: Type, value: Any) -> int:
    """ISO 8601 with a zone, to the millisecond."""
    try:
        found = datetime.fromisoformat(value)
        if found.tzinfo is None:
            _refuse(type_, value)
        return instant_of(found)
    except (TypeError, ValueError, OverflowError):
        _refuse(type_, value)
        raise


def _local(type_: Type, text: str, zone: str) -> int:
    for form in LITERAL_TIMES:
        try:
            return instant_of(datetime.strptime(text, form).replace(tzinfo=zone_of(zone)))
        except ValueError:
            continue
    return _instant(type_, text)


def _option(type_: Choice, value: Any) -> str:
    if not isinstance(value, str) or value not in type_.names:
        raise ValueProblem("value.option", {"value": str(value)[:80]})
    return value


def _options(type_: Choices, value: Any) -> str | None:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        _refuse(type_, value)
    for item in value:
        known = item in type_.names
        if not known and (not type_.free or SEPARATOR in item or CONTROL.search(item) or "\n" in item):
            raise ValueProblem("value.option", {"value": item[:80]})
    chosen = dict.fromkeys(value)
    return SEPARATOR + SEPARATOR.join(chosen) + SEPARATOR if chosen else None


def _reference(type_: Type, value: Any) -> str:
    found = value.get("id") if isinstance(value, Mapping) else value
    if isinstance(found, str) and found and not CONTROL.search(found):
        return found
    return _refuse(type_, value)  # type: ignore[no-any-return]


def _files(type_: File, value: Any) -> str | None:
    files = value if isinstance(value, list) else [value]
    for item in files:
        if not isinstance(item, Mapping) or not isinstance(item.get("id"), str):
            _refuse(type_, value)
    told = [{key: item.get(key) for key in ("id", "name", "size", "type")} for item in files]
    if len(told) > 1 and not type_.many:
        _refuse(type_, value)
    return orjson.dumps(told).decode() if told else None


def _duration(type_: Type, value: Any) -> durations.Duration:
    try:
        return durations.parse(value)
    except (PhraseError, AttributeError):
        _refuse(type_, value)
        raise


def _boolean(type_: Type, value: Any) -> bool:
    return value if isinstance(value, bool) else _refuse(type_, value)


def _text(type_: Type, value: Any) -> str:
    if not isinstance(value, str):
        _refuse(type_, value)
    if CONTROL.search(value):
        raise ValueProblem("value.text", {})
    return value  # type: ignore[no-any-return]


READERS: dict[type, Read] = {
    Number: _number,
    Boolean: _boolean,
    Date: _date,
    DateTime: _instant,
    Choice: _option,
    Choices: _options,
    Reference: _reference,
    File: _files,
    Duration: _duration,
}
