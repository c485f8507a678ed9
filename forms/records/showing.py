"""Records as they are told to a person: readable fields, masked ones, tags, labels of what they may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.access.evaluate import Condition
from engine.access.guard import readable
from engine.access.labels import own_label, referred_label
from engine.access.masking import UNSEEN, kept
from engine.access.memo import remember
from engine.expressions.checked import Checked
from engine.expressions.environment import Environment
from engine.expressions.tree import Literal
from engine.expressions.types import TEXT, Reference, Type
from engine.records.evaluate import environment
from engine.records.query import ListQuery
from engine.records.viewing import Shown
from forms.compiled import Sheet
from forms.fields import TagsField
from forms.records.scope import read_expression
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.plugin import AppVersion
    from engine.records.readers import Reader

LABEL = "_label"
SYSTEM = ("created_at", "created_by", "updated_at", "updated_by")
NOTHING: Mapping[str, Shown] = {}


@dataclass(frozen=True)
class Showing:
    """What a query selects for a person, and what is done to its records before they are told.

    ``base`` is the query without conditions. Both depend on the person's roles and language only.
    """

    base: ListQuery
    tags: Mapping[str, tuple[str, ...]]

    def query(self, conditions: Iterable[Condition] = (), **rest: Any) -> ListQuery:
        """The query for what is shown; its conditions must all hold."""
        found = tuple(each for each in conditions if isinstance(each, Checked))
        return replace(self.base, conditions=found, **rest)

    def expression(self, name: str) -> Checked | None:
        """The expression that is shown under a name, where it is no attribute."""
        return next((item.expression for item in self.base.show if item.name == name), None)

    @property
    def plain(self) -> bool:
        """Whether records may be told as the database gives them."""
        return not self.tags

    def finish(self, records: Iterable[dict[str, Any]]) -> None:
        """Merges tags."""
        for record in records:
            for name, by_rule in self.tags.items():
                record[name] = _merged(name, by_rule, record)


def usual(visit: Visit) -> Showing:
    """Every readable field, then who and when: what is shown where nothing is said."""
    key = ("usual", visit.entity.name, visit.language)
    return remember(visit.version, visit.viewer, key, lambda: showing(visit, usual_names(visit)))


def known_showing(visit: Visit, names: tuple[str, ...]) -> Showing:
    """The showing of what a definition names; what people name is without end and not kept."""
    key = ("showing", visit.entity.name, visit.language, names)
    return remember(visit.version, visit.viewer, key, lambda: showing(visit, names))


def usual_record(visit: Visit) -> ListQuery:
    """The query for a record with what is usually shown, of those that the person sees."""
    key = ("record", visit.entity.name, visit.language)
    return remember(visit.version, visit.viewer, key, lambda: usual(visit).query((visit.right("see"),)))


def showing(visit: Visit, names: Iterable[str], more: Mapping[str, Shown] = NOTHING) -> Showing:
    """The showing of some fields and paths, as far as the person may see them, and of ``more``.

    Refused 400 for what the person may not know of.
    """
    shown: dict[str, Shown] = {}
    tags: dict[str, tuple[str, ...]] = {}
    for name in names:
        if visit.level(name) == "hide" or name not in visit.entity.attributes:
            shown[name] = _path(visit, name)
            continue
        shown[name] = shown_attribute(visit, name, visit.sheet)
        part = visit.sheet.fields.get(name)
        if part is not None and isinstance(part.field, TagsField):
            tags[name] = _tags(visit, name)
            shown |= {tag: Shown(tag) for tag in tags[name]}
    return Showing(_base(visit, {**shown, **more}.values()), tags)


def _path(visit: Visit, name: str) -> Shown:
    checked = read_expression(visit, name, "any")
    return Shown(name, checked, label=_label(visit, checked.type))


def _tags(visit: Visit, name: str) -> tuple[str, ...]:
    """The tags of a field that are kept by rules, as attributes of their own."""
    return tuple(tag for tag in visit.entity.attributes if tag.startswith(f"{name}.") and visit.shows(tag))


def _base(visit: Visit, shown: Iterable[Shown]) -> ListQuery:
    name, see = visit.entity.name, visit.right("see")
    seen = see if isinstance(see, Checked) else None
    label = label_shown(visit.version, visit.viewer, name, visit.language)
    return ListQuery(name, (*shown, label), searched=readable(visit.version, name, visit.viewer), seen=seen)


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
