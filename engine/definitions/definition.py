"""A loaded app: its definitions by kind and name, and its texts in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from engine.definitions.kinds.app import AppFile
from engine.definitions.model import Element

E = TypeVar("E", bound=Element)


@dataclass(frozen=True)
class AppDefinition:
    """The immutable model of one app."""

    name: str
    app: AppFile
    kinds: Mapping[str, Mapping[str, Element]]
    elements: Mapping[str, Element] = field(default_factory=dict, compare=False)  # by address
    texts: Mapping[str, str] = field(default_factory=dict, compare=False)  # translatable texts by address
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # language → address → text

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The roles whose people count as having a role: itself and those that include it."""
        included = {name: self.app.included(name) for name in self.app.roles}
        return {role: tuple(name for name in included if name == role or role in included[name]) for role in included}

    @cached_property
    def by_word(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses of the elements with each noun or verb."""
        found: dict[str, list[str]] = {}
        for address, element in self.elements.items():
            found.setdefault(element.word(), []).append(address)
        return {word: tuple(addresses) for word, addresses in found.items()}

    def of(self, kind: str) -> Mapping[str, Element]:
        """The definitions of a kind by name, in order of their files."""
        return self.kinds.get(kind, {})

    def all(self, kind: str, model: type[E]) -> Mapping[str, E]:
        """The same, typed: ``definition.all("forms", FormDefinition)``."""
        return {name: found for name, found in self.of(kind).items() if isinstance(found, model)}

    def section(self, kind: str, section: str, model: type[E]) -> Mapping[str, E]:
        """One section of a grouped kind over all its files: ``section("reports", "measures", Measure)``."""
        found: dict[str, E] = {}
        for definition in self.of(kind).values():
            for name, element in getattr(definition, section, {}).items():
                if isinstance(element, model):
                    found[name] = element
        return found

    def find(self, address: str) -> Element | None:
        """The element at an address."""
        return self.elements.get(address)

    def title(self, element: Element, language: str) -> str:
        """The title of an element, or its name where it has none."""
        return self.text(element.address, language) or element.title or element.name

    def text(self, address: str, language: str, default: str = "") -> str:
        """A text of the pack in a language: its translation, else as it was written.

        The address of an element stands for its title; other texts add their key (``…/message``).
        """
        own = self.texts.get(address, default)
        return own if language == self.app.language else self.translations.get(language, {}).get(address, own)
