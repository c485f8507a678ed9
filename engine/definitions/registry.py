"""Which kinds of definition exist, and which nouns and verbs each family of elements has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from engine.definitions.model import Element
from engine.definitions.slots.base import keys_of
from engine.definitions.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from engine.definitions.readings import Reading
    from engine.scenarios.question import Question

E = TypeVar("E", bound=type[Element])


@dataclass
class Family:
    """The elements that may stand in one place, told apart by their noun or verb.

    A family with ``inner`` and ``wrapper`` takes in the members of another family: the wrapper reads its own
    keys, and what is left of the body is its one key with the slot ``Inner``.
    """

    registry: Registry
    name: str
    members: dict[str, type[Element]] = field(default_factory=dict)
    wrapper: type[Element] | None = None
    inner: str = ""

    def add(self, member: E) -> E:
        """Adds a class with a noun or verb. Raises ValueError if a word would also be a property here."""
        word = member.word()
        if not word or word in self.members:
            raise ValueError(f"family {self.name}: {member.__name__} has no word of its own ({word!r})")
        self.members[word] = member
        self.registry.readings.clear()
        if clash := self.clashes():
            del self.members[word]
            raise ValueError(f"family {self.name}: noun or verb is also a property: {', '.join(sorted(clash))}")
        return member

    def wrap(self, inner: str, wrapper: type[Element]) -> None:
        """Takes in the members of the family ``inner``."""
        self.inner, self.wrapper = inner, wrapper
        self.registry.readings.clear()
        if clash := self.clashes():
            raise ValueError(f"family {self.name}: noun or verb is also a property: {', '.join(sorted(clash))}")

    def find(self, word: str) -> type[Element] | None:
        """The class for a noun or verb; the wrapper for a word of the inner family."""
        if word in self.members:
            return self.members[word]
        return self.wrapper if word in self.inner_words() else None

    def inner_words(self) -> frozenset[str]:
        """The words that the wrapper takes in."""
        return self.registry.family(self.inner).words() if self.inner else frozenset()

    def words(self) -> frozenset[str]:
        """Every noun and verb."""
        return frozenset(self.members) | self.inner_words()

    def clashes(self) -> frozenset[str]:
        """Words that are also a property: then a body would not say what it is."""
        properties: set[str] = set(keys_of(self.wrapper)) if self.wrapper else set()
        for word, member in self.members.items():
            properties |= set(keys_of(member)) - ({word} if member.verb else set())
        if self.inner:
            inner = self.registry.family(self.inner)
            properties |= {key for member in inner.members.values() for key in keys_of(member) if key != member.verb}
        return self.words() & properties


@dataclass(frozen=True)
class Kind:
    """A folder of definition files. ``grouped`` are its sections whose names are unique in the app."""

    folder: str
    model: type[Element]
    grouped: tuple[str, ...] = ()
    titled: bool = True


@dataclass
class Registry:
    """Everything that may be written. Engines and plug-ins add to it by the same door.

    ``questions`` are the functions that only the expectations of scenarios know, by name. ``readings`` are of files
    that were read with it, by path, the app's language and content.
    """

    kinds: dict[str, Kind] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    builtins: dict[str, set[str]] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    vocabulary: Mapping[str, frozenset[str]] = field(default_factory=lambda: VOCABULARY)
    readings: dict[tuple[str, str, bytes], Reading] = field(default_factory=dict, repr=False, compare=False)

    def kind(self, folder: str, model: type[Element], *, grouped: tuple[str, ...] = (), titled: bool = True) -> Kind:
        """Adds a kind: files of this folder are read as ``model``. Raises ValueError if it is taken."""
        if folder in self.kinds:
            raise ValueError(f"kind {folder} is taken")
        self.kinds[folder] = Kind(folder, model, grouped, titled)
        self.readings.clear()
        return self.kinds[folder]

    def family(self, name: str) -> Family:
        """The family of this name, begun if it is new."""
        if name not in self.families:
            self.families[name] = Family(self, name)
        return self.families[name]

    def question(self, question: Question) -> None:
        """Adds what scenarios may ask. Raises ValueError if the name is taken."""
        if question.name in self.questions:
            raise ValueError(f"question {question.name} is taken")
        self.questions[question.name] = question

    def builtin(self, kind: str, *names: str) -> None:
        """Declares names that exist in every app, such as the form ``user``."""
        self.builtins.setdefault(kind, set()).update(names)

    def words_of(self, model: type[Element], family: Family | None) -> frozenset[str]:
        """The language's words for a body of this class, built or not; all words for an unknown class."""
        if model.scope:
            return self.known(model.scope)
        if family is not None:
            shared = self.known(f"{family.name}.*") | self.known(f"{family.name}.{model.word()}")
            return shared or self.known(family.name) or self._every_word()
        folder = next((kind.folder for kind in self.kinds.values() if kind.model is model), "")
        return self.known(folder or model.word() or model.__name__.lower()) or self._every_word()

    def _every_word(self) -> frozenset[str]:
        return frozenset().union(*self.vocabulary.values())

    def known(self, scope: str) -> frozenset[str]:
        """The language's words in a scope, built or not."""
        return self.vocabulary.get(scope, frozenset())
