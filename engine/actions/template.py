"""Texts with ``{{ expression }}``: parsed and checked with the definition, filled when somebody is told.

What is filled in is never read as a template again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from engine.access.evaluate import GENEROSITY, inputs_level
from engine.access.masking import HIDDEN, mask
from engine.actions.wording import LANGUAGES, Wording, noun_and_currency, option_titles
from engine.definitions import Expression, Located
from engine.expressions.checked import Checked
from engine.expressions.tree import Attribute, Formula, Parameter, Path
from engine.expressions.types import Reference
from engine.problems import NOWHERE, Span

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.actions.compilation import Compilation
    from engine.actions.context import ActionContext
    from engine.definitions import Element
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork

INSERT = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True)
class Insert:
    """A value in a text; ``shown`` is what is written of it: the label in place of a reference."""

    checked: Checked
    shown: Checked
    noun: str = ""
    currency: str = ""
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict, compare=False)


Parts = tuple[str | Insert, ...]


@dataclass(frozen=True)
class Template:
    """The parts of a text by language; one without a translation stands as it was written."""

    texts: Mapping[str, Parts]
    language: str

    def render(self, uow: UnitOfWork, context: ActionContext, viewers: Iterable[Viewer]) -> dict[str, str]:
        """The text in every language, with what one of the viewers may not read left out."""
        readers, version = tuple(viewers), _version(uow, context)
        values: dict[Checked, Any] = {}

        def write(part: str | Insert, language: str) -> str:
            if isinstance(part, str):
                return part
            if part.shown not in values:
                values[part.shown] = context.value(uow, part.shown)
            zone = uow.actives[context.entity.app].zone
            titles = part.titles.get(language, {})
            wording = Wording(language, zone, part.noun, part.currency, titles)
            return _allowed(version, part, readers, wording, values[part.shown])

        return {language: "".join(write(part, language) for part in self.parts(language)) for language in LANGUAGES}

    def parts(self, language: str) -> Parts:
        """The parts of the text in a language."""
        return self.texts.get(language) or self.texts[self.language]


def _allowed(version: AppVersion, part: Insert, readers: tuple[Viewer, ...], wording: Wording, value: Any) -> str:
    found = [inputs_level(version, part.checked, reader) for reader in readers]
    least = min(found, key=GENEROSITY.index, default="read")
    if least == "hide":
        return HIDDEN
    written = wording.write(part.shown.type, value)
    return (mask(written, part.noun) or "") if least == "mask" else written


def _version(uow: UnitOfWork, context: ActionContext) -> AppVersion:
    return uow.version(context.entity.app)  # type: ignore[return-value]


def compile_template(compilation: Compilation, text: str, address: str) -> Template:
    """The text at an address, as written and translated; problems of its expressions are recorded."""
    definition = compilation.build.definition
    language = str(definition.app.language)
    texts = {language: _parse(compilation, text, address)}
    for other, translations in definition.translations.items():
        if address in translations:
            texts[other] = _parse(compilation, translations[address], f"translations/{other}/{address}")
    return Template(texts, language)


def _parse(compilation: Compilation, text: str, address: str) -> Parts:
    whole = Expression(str(text), _inside(text))
    parts: list[str | Insert] = []
    end = 0
    for found in INSERT.finditer(text):
        parts.append(text[end : found.start()])
        end = found.end()
        insert = _insert(compilation, whole, found, address)
        if insert is not None:
            parts.append(insert)
    rest = text[end:]
    if "{{" in rest:
        compilation.report("text.open", address, whole.part(end + rest.index("{{"), 2))
    return tuple(part for part in (*parts, rest) if part != "")


def _inside(text: str) -> Span:
    """Where a text stands, without its quotes where they are plain to see."""
    span = text.span if isinstance(text, Located) else NOWHERE
    if span.line != span.end_line or span.end_column - span.column != len(text) + 2:
        return span
    return span._replace(column=span.column + 1, end_column=span.end_column - 1)


def _insert(compilation: Compilation, whole: Expression, found: re.Match[str], address: str) -> Insert | None:
    written = found[1].strip()
    offset = found.start(1) + len(found[1]) - len(found[1].lstrip())
    span = whole.part(offset, len(written) or 1)
    if not written:
        compilation.report("text.empty", address, span)
        return None
    checked = compilation.check(Expression(written, span), "any", address)
    if checked is None:
        return None
    definition = compilation.build.definition
    field_ = _field(compilation, checked)
    titles = option_titles(definition, checked.type)
    return Insert(checked, _labelled(compilation, checked), *noun_and_currency(definition, field_), titles)


def _labelled(compilation: Compilation, checked: Checked) -> Checked:
    """A reference is written as the label of its record."""
    if not isinstance(checked.type, Reference):
        return checked
    entity = compilation.build.catalog.get(checked.type.entity)
    if entity is None or entity.label is None:
        return checked
    label = entity.label
    return replace(checked, tree=Path(label.type, checked.tree, checked.type.entity, label.tree))


def _field(compilation: Compilation, checked: Checked) -> Element | None:
    """The field or parameter whose value is shown as it is."""
    tree, definition = checked.tree, compilation.build.definition
    while isinstance(tree, Path):
        tree = tree.value
    if isinstance(tree, Parameter):
        return definition.app.parameters.get(tree.name)
    if not isinstance(tree, Attribute | Formula):
        return None
    entity = compilation.build.catalog.get(tree.entity)
    attribute = entity.attributes.get(tree.name) if entity is not None else None
    return definition.find(attribute.address) if attribute is not None else None
