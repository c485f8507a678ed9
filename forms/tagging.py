"""The verbs `tag` and `untag`: labels that people set, set and taken off by actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.actions import ActionContext, ActionElement, Compilation
from engine.actions.action import Run, Write
from engine.definitions import Located, Many, Text, key, meant
from engine.expressions.types import Choices
from engine.people.accounts import joined
from engine.records.codec import SEPARATOR
from forms.fields import TagsField
from rules.definition import tags_of

if TYPE_CHECKING:
    from engine.records.entity import Attribute
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class TagAction(ActionElement):
    """Puts tags without a condition on the record; those that rules keep stay as they are."""

    verb: ClassVar[str] = "tag"
    tag: tuple[Located, ...] = key(Many(Text()), doc="Tags that people set", example="{tag: vip}")

    def compile(self, compilation: Compilation) -> Run | None:
        return _compile(compilation, self, self.tag, True)


@dataclass(frozen=True, kw_only=True)
class UntagAction(ActionElement):
    """Takes tags without a condition off the record."""

    verb: ClassVar[str] = "untag"
    untag: tuple[Located, ...] = key(Many(Text()), doc="Tags that people set", example="{untag: vip}")

    def compile(self, compilation: Compilation) -> Run | None:
        return _compile(compilation, self, self.untag, False)


def _compile(compilation: Compilation, element: ActionElement, names: tuple[Located, ...], wanted: bool) -> Run | None:
    found, address = _tags_field(compilation), f"{element.address}/{element.word()}"
    if found is None:
        compilation.report("form.no_tags", address, names[0].span, form=compilation.entity.title)
        return None
    known = [_known(compilation, found, name, address) for name in names]
    if not all(known):
        return None
    field, value = found.name, repr((wanted, names))
    compilation.writes.append(Write(compilation.entity.name, field, value))

    def run(uow: UnitOfWork, context: ActionContext) -> None:
        held = _split(context.current(uow)[field])
        kept = [name for name in held if name not in names]
        after = list(dict.fromkeys([*held, *names])) if wanted else kept
        uow.update(context.entity, context.id, {field: joined(after)})
        context.note(element.word(), context.entity.name, (context.id,))

    return run


def _tags_field(compilation: Compilation) -> Attribute | None:
    definition = compilation.build.definition
    for attribute in compilation.entity.attributes.values():
        if isinstance(definition.find(attribute.address), TagsField):
            return attribute
    return None


def _known(compilation: Compilation, found: Attribute, name: Located, address: str) -> bool:
    """Whether the tag is one that people set; one that a rule keeps can neither be set nor taken off."""
    assert isinstance(found.type, Choices)
    kept = tags_of(compilation.build.definition, compilation.entity.name)
    if name in kept and kept[name].when is not None:
        compilation.report("form.kept_tag", address, name.span, title=kept[name].title)
        return False
    if name in found.type.names or found.type.free:
        return True
    compilation.report("form.no_tag", address, name.span, name=name, nearest=meant(name, found.type.names))
    return False


def _split(stored: str | None) -> list[str]:
    """The tags in a stored value."""
    return stored.strip(SEPARATOR).split(SEPARATOR) if stored else []
