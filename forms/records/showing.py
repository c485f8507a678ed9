"""Records as they are told to a person: readable fields, masked ones, tags, labels of what they may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.access.evaluate import Condition, condition
from engine.access.masking import kept
from engine.access.records import allowed
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.types import Reference
from engine.records.evaluate import environment
from engine.records.query import ListQuery
from engine.records.viewing import Shown
from forms.compiled import FieldPart
from forms.fields import TagsField
from forms.records.scope import read_expression
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.readers import Reader

LABEL = "_label"
SYSTEM = ("created_at", "created_by", "updated_at", "updated_by")
UNSEEN = {"zh": "（无权查看）", "en": "(not visible)"}


@dataclass
class Showing:
    """What a query selects for a person, and what is done to its records before they are told."""

    visit: Visit
    shown: dict[str, Shown] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)

    def add(self, name: str) -> None:
        """Shows an attribute, as far as the person may see it; a path is read as an expression."""
        attribute = self.visit.entity.attributes.get(name)
        level = "hide" if attribute is None else self.visit.level(name)
        if attribute is None or level == "hide":
            self._add_path(name)
            return
        part = self.visit.sheet.fields.get(name)
        noun = part.field.noun if part is not None else ""
        self.shown[name] = Shown(name, masked=kept(noun) if level == "mask" else None)
        if level != "mask" and isinstance(attribute.type, Reference):
            self._restrict(name, attribute.type)
        if part is not None and isinstance(part.field, TagsField):
            self._add_tags(part)

    def _add_path(self, name: str) -> None:
        checked = read_expression(self.visit, name, "any")
        self.shown[name] = Shown(name, checked)
        if isinstance(checked.type, Reference):
            self._restrict(name, checked.type)

    def _restrict(self, name: str, type_: Reference) -> None:
        if condition(self.visit.version, type_.entity, "see", self.visit.viewer) is not True:
            self.references[name] = type_.entity

    def _add_tags(self, part: FieldPart) -> None:
        prefix = f"{part.name}."
        names = [name for name in self.visit.entity.attributes if name.startswith(prefix)]
        visible = tuple(name for name in names if self.visit.shows(name))
        self.tags[part.name] = visible
        self.shown |= {name: Shown(name) for name in visible}

    def query(self, conditions: Iterable[Condition] = (), **rest: Any) -> ListQuery:
        """The query for what is shown; its conditions must all hold."""
        found = tuple(each for each in conditions if isinstance(each, Checked))
        label = Shown(LABEL, self.visit.entity.label)
        return ListQuery(self.visit.entity.name, (*self.shown.values(), label), found, **rest)

    @property
    def plain(self) -> bool:
        """Whether records may be told as the database gives them."""
        return not (self.tags or self.references)

    def finish(self, records: Sequence[dict[str, Any]], reader: Reader) -> None:
        """Merges tags, and takes away the labels of records that the person does not see."""
        for record in records:
            for name, by_rule in self.tags.items():
                record[name] = _merged(name, by_rule, record)
        for name, entity in self.references.items():
            self._hide_labels(records, name, entity, reader)

    def _hide_labels(self, records: Sequence[dict[str, Any]], name: str, entity: str, reader: Reader) -> None:
        ids = {record[name]["id"] for record in records if record.get(name)}
        seen = allowed(self.visit.version, self.visit.viewer, "see", entity, ids, reader)
        for record in records:
            if record.get(name) and record[name]["id"] not in seen:
                record[name]["label"] = UNSEEN.get(self.visit.language, UNSEEN["en"])


def _merged(field_: str, names: Iterable[str], record: dict[str, Any]) -> list[str]:
    """Tags kept by rules first, then those that people set."""
    by_rule = [name.removeprefix(f"{field_}.") for name in names if record.pop(name)]
    return [*by_rule, *(record[field_] or ())]


def binds_of(visit: Visit, reader: Reader) -> Environment:
    """What conditions are bound with for this person."""
    return environment(reader, visit.version.app, me=visit.viewer.id)


def usual_names(visit: Visit) -> list[str]:
    """The attributes that are shown where nothing is said: every readable field, then who and when."""
    fields = [name for name, part in visit.sheet.fields.items() if part.rows is None]
    names = [name for name in fields if visit.level(name) != "hide"]
    return [*names, *(name for name in SYSTEM if visit.shows(name))]


def showing(visit: Visit, names: Iterable[str]) -> Showing:
    """The showing of some fields and paths. Refused 400 for what the person may not know of."""
    found = Showing(visit)
    for name in names:
        found.add(name)
    return found
