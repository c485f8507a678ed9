"""What a report answers: columns, rows with the address of each mark, a total, and how the numbers are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.expressions import tree
from engine.expressions.types import USER, Date, DateTime, Number, Type
from engine.records.codec import to_json
from engine.records.entity import Attribute
from reports.axes import Axis, field_at
from reports.running.measured import Measured
from reports.running.reading import Reading
from reports.running.values import Words, said

WHOLE = "all"  # the address of everything that a report counts
AXIS = {"Choice": "choice", "Choices": "choice", "Reference": "reference", "Boolean": "boolean", "Number": "number"}

RATE = {"zh": "转化率", "en": "Rate"}
GRAINS: dict[str, dict[str, str]] = {
    "day": {"zh": "日期", "en": "Day"},
    "week": {"zh": "周", "en": "Week"},
    "month": {"zh": "月份", "en": "Month"},
    "quarter": {"zh": "季度", "en": "Quarter"},
    "year": {"zh": "年份", "en": "Year"},
}
SYSTEM = {
    "created_at": {"zh": "创建时间", "en": "Created at"},
    "created_by": {"zh": "创建人", "en": "Created by"},
    "updated_at": {"zh": "修改时间", "en": "Changed at"},
    "updated_by": {"zh": "修改人", "en": "Changed by"},
}


@dataclass
class Told:
    """``rows`` have a value for each column, ``<axis>_title`` in words, and ``_at``."""

    columns: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    total: dict[str, Any] | None = None
    how: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"columns": self.columns, "rows": self.rows, "total": self.total, "lag_ms": 0, "how": self.how}


def axis_column(reading: Reading, axis: Axis, type_: Type) -> dict[str, Any]:
    """The column of an axis."""
    kind = "date" if axis.grain else AXIS.get(type(type_).__name__, "text")
    if type_ == USER:
        kind = "user"
    told = {"name": axis.name, "title": axis_title(reading, axis), "type": kind, "role": "dimension"}
    return {**told, "format": str(axis.grain)} if axis.grain else told


def axis_title(reading: Reading, axis: Axis) -> str:
    """What an axis is called."""
    if axis.shared:
        return reading.title(reading.reports.dimensions[axis.name])
    if axis.paths:
        return field_title(reading, field_at(reading.version.catalog, axis.paths[0]))
    assert axis.grain is not None
    return str(said(GRAINS[axis.grain], reading.language))


def field_title(reading: Reading, attribute: Attribute | None) -> str:
    """What a field is called."""
    if attribute is None:
        return ""
    element = reading.version.definition.find(attribute.address) if attribute.address else None
    if element is not None:
        return reading.title(element)
    if attribute.name in SYSTEM:
        return str(said(SYSTEM[attribute.name], reading.language))
    return attribute.title or attribute.name


def measure_column(reading: Reading, measure: Measured) -> dict[str, Any]:
    """The column of a measure: ``format`` and ``better`` as the pack says, ``unit`` in the reader's language."""
    definition, made = reading.version.definition, measure.definition
    unit = definition.text(f"{made.address}/unit", reading.language, str(made.unit or ""))
    told = {
        "name": measure.name,
        "title": reading.title(made),
        "type": _kind(reading, measure),
        "role": "measure",
        "format": str(made.format) if made.format else None,
        "unit": unit or None,
        "better": str(made.better) if made.better else None,
    }
    return {key: value for key, value in told.items() if value is not None}


def number(type_: Type, value: Any) -> Any:
    """A value of a measure on the wire: numbers with at most 6 decimals."""
    if isinstance(type_, Number) and value is not None and type_.scale > 6:
        value = int(Decimal(value).scaleb(6 - type_.scale).to_integral_value())
        return to_json(Number(6), value)
    return to_json(type_, value)


def share(part: Any, whole: Any) -> float | None:
    """A part of a whole; None without a whole."""
    return round(part / whole, 6) if part is not None and whole else None


def share_column(language: str) -> dict[str, Any]:
    """The column of the rate between steps."""
    return {"name": "rate", "title": said(RATE, language), "type": "percent", "format": "percent", "role": "measure"}


def axis_value(axis: Axis, words: Words, value: Any) -> dict[str, Any]:
    """A value of an axis in a row, with its words and its colour."""
    told = {axis.name: words.wire(value), f"{axis.name}_title": words.title(value)}
    color = words.color(value)
    return {**told, f"{axis.name}_color": color} if color else told


def row_of(
    values: Mapping[str, Any], measures: Sequence[Measured], numbers: Mapping[str, Any], at: str
) -> dict[str, Any]:
    """A row: the axes' values, then the measures'."""
    return {**values, **{item.name: number(item.type, numbers[item.name]) for item in measures}, "_at": at}


def _kind(reading: Reading, measure: Measured) -> str:
    if str(measure.definition.format) == "percent":
        return "percent"
    if isinstance(measure.type, Date):
        return "date"
    if isinstance(measure.type, DateTime):
        return "datetime"
    return "money" if _money(reading, measure, measure.checked.tree) else "number"


def _money(reading: Reading, measure: Measured, node: tree.Node) -> bool:
    """Whether a number is an amount of money: made of fields that are, not divided by one."""
    match node:
        case tree.Attribute() | tree.Formula():
            address = reading.version.catalog[node.entity].attributes[node.name].address
            field_ = reading.version.definition.find(address)
            return field_ is not None and field_.noun == "money"
        case tree.Variable():
            used = next((item for item in measure.uses if item.name == node.name), None)
            return used is not None and _money(reading, used, used.checked.tree)
        case tree.Aggregate():
            counts = node.function in ("count", "count_distinct") or node.value is None
            return not counts and node.value is not None and _money(reading, measure, node.value)
        case tree.Arithmetic(operator="/"):
            return _money(reading, measure, node.left) and not _money(reading, measure, node.right)
        case tree.Path():
            return _money(reading, measure, node.value)
        case tree.Case():
            return any(_money(reading, measure, value) for _, value in node.branches)
    return isinstance(node.type, Number) and any(_money(reading, measure, child) for child in node.children)
