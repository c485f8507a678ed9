"""What a slot sees while it reads: where it is, and where problems, texts and references are kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.definitions import names
from engine.definitions.budget import PACK_NODES, Budget
from engine.definitions.debris import debris
from engine.definitions.slots.base import UNREAD, Unread
from engine.definitions.tree import Entry, Mapping, Scalar
from engine.definitions.values import Located
from engine.problems import Problem, Problems, Span

if TYPE_CHECKING:
    from engine.definitions.model import Element
    from engine.definitions.registry import Registry


@dataclass(frozen=True)
class Reference:
    """A name that must exist once everything is read."""

    kind: str
    name: Located
    address: str


@dataclass
class Loading:
    """What one load of a pack collects."""

    registry: Registry
    language: str = "zh"
    problems: Problems = field(default_factory=Problems)
    budget: Budget = field(default_factory=lambda: Budget(PACK_NODES))
    elements: dict[str, Element] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    translated: list[tuple[str, Entry]] = field(default_factory=list)  # language and line of translations files
    broken: set[str] = field(default_factory=set)  # addresses of elements that could not be read

    def take_in(self, other: Loading) -> None:
        """Adds what the load of a part has collected."""
        self.problems.extend(other.problems.kept)
        self.elements |= other.elements
        self.texts |= other.texts
        for language, told in other.translations.items():
            self.translations.setdefault(language, {}).update(told)
        self.references += other.references
        self.translated += other.translated
        self.broken |= other.broken


@dataclass(frozen=True)
class Reader:
    """A place in the definition; ``address`` grows key by key."""

    loading: Loading
    address: str
    named: bool = False  # the last part of the address is the name of an element

    @property
    def registry(self) -> Registry:
        """The known kinds and families."""
        return self.loading.registry

    @property
    def language(self) -> str:
        """The language in which the app is written."""
        return self.loading.language

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.address.rpartition("/")[2]

    def into(self, key: str, named: bool = False) -> Reader:
        """The place of a key inside."""
        return Reader(self.loading, f"{self.address}/{key}", named)

    def problem(self, code: str, span: Span, **parameters: object) -> Unread:
        """Records a problem here; returns UNREAD."""
        self.loading.problems.add(Problem(code, parameters, self.address, span))
        return UNREAD

    def refer(self, kind: str, name: Located) -> None:
        """Demands that a name exists."""
        self.loading.references.append(Reference(kind, name, self.address))

    def keep_text(self, text: str) -> None:
        """Remembers a text for people, to be translated. The address of an element stands for its title."""
        self.loading.texts[self.address] = text

    def keep_translation(self, language: str, text: str) -> None:
        """Remembers a translation that was written in place."""
        self.loading.translations.setdefault(language, {})[self.address] = text

    def good_name(self, entry: Entry, among: Mapping, bare: bool = False) -> bool:
        """Whether an element may be called so; ``bare``: expressions see it. Records the problem."""
        name = entry.key.text
        if bare and name in names.RESERVED:
            self.problem("definition.reserved_name", entry.key.span, name=name)
            return False
        if name in names.UNSAFE or not names.well_formed(name):
            self.bad_name(entry.key, among, entry)
            return False
        return True

    def bad_name(self, key: Scalar, among: Mapping, entry: Entry) -> None:
        """Records why a key is no name: debris of a comma, an unsafe word, a bad form."""
        if (problem := debris(entry, among)) is not None:
            self.loading.problems.add(Problem(problem.code, problem.parameters, self.address, problem.span))
        elif key.text in names.UNSAFE:
            self.problem("definition.unsafe_name", key.span, name=key.text)
        else:
            self.problem("definition.name", key.span, name=key.text)
