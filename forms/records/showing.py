"""Records as they are told to a person: readable fields, masked ones, tags, labels of what they may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.access.evaluate import Condition
from engine.access.guard import readable
from engine.access.labels import own_label, referred_label
from engine.access.masking import UNSEEN, kept
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.tree import Literal
from engine.expressions.types import TEXT, Reference, Type
from engine.records.evaluate import environment
from engine.records.query import ListQuery
from engine.records.viewing import Shown
from forms.compiled import FieldPart, Sheet
from forms.fields import TagsField
from forms.records.scope import read_expression
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.plugin import AppVersion
    from engine.records.readers import Reader

LABEL = "_label"
SYSTEM = ("created_at", "created_by", "updated_at", "updated_by")


@dataclass
class Showing:
    """What a query selects for a person, and what is done to its records before they are told."""

    visit: Visit
    shown: dict[str, Shown] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        """Shows an attribute, as far as the person may see it; a path is read as an expression."""
        attribute = self.visit.entity.attributes.get(name)
        level = "hide" if attribute is None else self.visit.level(name)
        if attribute is None or level == "hide":
            self._add_path(name)
            return
        part = self.visit.sheet.fields.get(name)
        self.shown[name] = shown_attribute(self.visit, name, self.visit.sheet)
        if part is not None and isinstance(part.field, TagsField):
            self._add_tags(part)

    def _add_path(self, name: str) -> None:
        checked = read_expression(self.visit, name, "any")
        self.shown[name] = Shown(name, checked, label=_label(self.visit, checked.type))

    def _add_tags(self, part: FieldPart) -> None:
        prefix = f"{part.name}."
        names = [name for name in self.visit.entity.attributes if name.startswith(prefix)]
        visible = tuple(name for name in names if self.visit.shows(name))
        self.tags[part.name] = visible
        self.shown |= {name: Shown(name) for name in visible}

    def query(self, conditions: Iterable[Condition] = (), **rest: Any) -> ListQuery:
        """The query for what is shown; its conditions must all hold."""
        found = tuple(each for each in conditions if isinstance(each, Checked))
        name, see = self.visit.entity.name, self.visit.right("see")
        seen = see if isinstance(see, Checked) else None
        shown = (*self.shown.values(), label_shown(self.visit.version, self.visit.viewer, name, self.visit.language))
        searched = readable(self.visit.version, name, self.visit.viewer)
        return ListQuery(name, shown, found, searched=searched, seen=seen, **rest)

    @property
    def plain(self) -> bool:
        """Whether records may be told as the database gives them."""
        return not self.tags

    def finish(self, records: Sequence[dict[str, Any]]) -> None:
        """Merges tags."""
        for record in records:
            for name, by_rule in self.tags.items():
                record[name] = _merged(name, by_rule, record)


def shown_attribute(visit: Visit, name: str, sheet: Sheet) -> Shown:
    """A field of the form, or of one of its tables, as far as the person may see it."""
    part, attribute = sheet.fields.get(name), sheet.entity.attributes[name]
    noun = part.field.noun if part is not None else ""
    masked = kept(noun) if visit.level(name, sheet) == "mask" else None
    return Shown(name, masked=masked, label=_label(visit, attribute.type))


def _label(visit: Visit, type_: Type) -> Checked | None:
    if not isinstance(type_, Reference):
        return None
    return referred_label(visit.version, visit.viewer, type_.entity, visit.language)


def label_shown(version: AppVersion, viewer: Viewer, entity: str, language: str) -> Shown:
    """What the records of an entity are called, as far as the person may read it."""
    label = own_label(version, viewer, entity)
    return Shown(LABEL, Checked(Literal(TEXT, UNSEEN.get(language, UNSEEN["en"]))) if label is None else label)


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
