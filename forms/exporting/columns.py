"""Which columns a file has, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.actions.wording import Wording, wording_of
from engine.expressions.checked import Checked
from engine.expressions.render import render
from engine.expressions.types import Boolean, Choice, Choices, Date, DateTime, Type
from engine.records.clock import zone_of
from forms.records.showing import Showing
from forms.records.visit import Visit

Cell = None | bool | str | Decimal | date | datetime
SYSTEM_TITLES = {
    "id": {"zh": "ID", "en": "ID"},
    "version": {"zh": "版本", "en": "Version"},
    "created_at": {"zh": "创建时间", "en": "Created at"},
    "created_by": {"zh": "创建人", "en": "Created by"},
    "updated_at": {"zh": "修改时间", "en": "Changed at"},
    "updated_by": {"zh": "修改人", "en": "Changed by"},
}
JOINED = {"zh": "、", "en": ", "}


@dataclass(frozen=True)
class ExportColumn:
    """``name`` is the key in the records of a list; ``tags`` are the titles of rules' tags, by name."""

    name: str
    title: str
    type: Type
    wording: Wording
    tags: Mapping[str, str] = field(default_factory=dict)

    def cell(self, value: Any) -> Cell:
        """A value of a list's record as it stands in the file; what is masked is text already."""
        match value:
            case None | "" | []:
                return None
            case bool():
                return self.wording.write(Boolean(), value)
            case {"label": label}:
                return str(label)
            case list():
                return JOINED[self.wording.language].join(self._item(item) for item in value)
            case int() | Decimal():
                return Decimal(value)
        return self._text(str(value))

    def _text(self, text: str) -> Cell:
        match self.type:
            case Choice():
                return self.wording.titles.get(text, text)
            case Date():
                return date.fromisoformat(text)
            case DateTime():
                return datetime.fromisoformat(text).astimezone(zone_of(self.wording.zone)).replace(tzinfo=None)
        return text

    def _item(self, item: Any) -> str:
        if isinstance(item, Mapping):
            return str(item.get("label", item.get("name", "")))
        return self.tags.get(item) or self.wording.titles.get(item, str(item))


def columns_of(visit: Visit, shown: Showing, names: Iterable[str]) -> list[ExportColumn]:
    """The columns for what a list shows; two with one title also carry their names."""
    found = [_column(visit, shown, name) for name in names if _flat(visit, name)]
    titles = [column.title for column in found]
    return [
        column
        if titles.count(column.title) == 1
        else ExportColumn(column.name, f"{column.title} ({column.name})", column.type, column.wording, column.tags)
        for column in found
    ]


def _flat(visit: Visit, name: str) -> bool:
    """Rows inside a record have no place in a cell."""
    part = visit.sheet.fields.get(name)
    return part is None or part.rows is None


def _column(visit: Visit, shown: Showing, name: str) -> ExportColumn:
    definition = visit.version.definition
    attribute = visit.entity.attributes.get(name)
    expression = shown.expression(name)
    type_ = attribute.type if attribute is not None else expression.type if expression is not None else Choices()
    wording = wording_of(definition, attribute, type_, visit.language)
    return ExportColumn(
        name, _title(visit, expression, name), type_, wording, _tags(visit, name, shown.tags.get(name, ()))
    )


def _title(visit: Visit, expression: Checked | None, name: str) -> str:
    """What people call a field, or a path in the titles of the fields on its way."""
    if expression is not None:
        return render(expression.tree, visit.language, lambda entity, name: title_of(visit, entity, name))
    return title_of(visit, visit.entity.name, name)


def title_of(visit: Visit, entity: str, name: str) -> str:
    """The title of an attribute in the person's language."""
    attribute = visit.version.catalog[entity].attributes[name]
    if attribute.system:
        return SYSTEM_TITLES.get(name, {}).get(visit.language, attribute.title or name)
    return visit.version.definition.text(attribute.address, visit.language, attribute.title) or name


def _tags(visit: Visit, name: str, by_rule: Sequence[str]) -> dict[str, str]:
    """The titles of the tags that rules keep in a field for tags."""
    found = {}
    for attribute in (visit.entity.attributes[each] for each in by_rule):
        tag = visit.version.definition.find(attribute.address.rpartition("/")[0])
        told = attribute.title if tag is None else visit.version.definition.title(tag, visit.language)
        found[attribute.name.removeprefix(f"{name}.")] = told
    return found
