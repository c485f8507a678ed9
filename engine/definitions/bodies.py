"""Reads the body of an element: what it is (its noun or verb), then its keys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.definitions import names
from engine.definitions.debris import debris
from engine.definitions.slots.base import UNREAD, Key, Unread, keys_of
from engine.definitions.slots.scalars import Plain, Text
from engine.definitions.tree import Entry, Mapping, Node, Scalar
from engine.definitions.vocabulary import MEANT
from engine.problems import Problem, Span

if TYPE_CHECKING:
    from engine.definitions.model import Element
    from engine.definitions.reader import Reader
    from engine.definitions.registry import Family

GENERIC = frozenset({"type", "title", "name"})


def read(
    node: Node,
    target: type[Element] | str,
    reader: Reader,
    key: Scalar | None = None,
    outer: tuple[Family, ...] = (),
) -> Any:
    """An element of a class or family from its short, long or plain-text body, or UNREAD.

    ``key`` is the name before it; ``outer`` the families whose wrappers took their keys out of the body.
    """
    family = reader.registry.family(target) if isinstance(target, str) else None
    model = None if isinstance(target, str) else target
    span = _span(node, key)
    match node:
        case Mapping():
            found = _identify(node, family, model, reader)
            element = UNREAD if found is UNREAD else _Body(node, found, family, reader, span, outer).element()
        case Scalar() if not node.null and model and _may_be_plain(model):
            title = _title(model).read(node, reader)
            element = UNREAD if title is UNREAD else _finish(model, {}, title, reader, span, {})
        case _:
            element = _no_body(node, family, model, reader)
    if element is UNREAD:
        reader.loading.broken.add(reader.address)
    return element


def read_list(items: Iterable[Node], target: type[Element] | str, reader: Reader, numbered: bool = False) -> list[Any]:
    """The elements of a list; each is addressed by its ``name``, else its noun or verb, or by its number."""
    used: dict[str, int] = {}
    found = []
    for number, node in enumerate(items, start=1):
        word = _word_in_list(node, target, reader)
        used[word] = used.get(word, 0) + 1
        name = str(number) if numbered else word if used[word] == 1 else f"{word}.{used[word]}"
        if used[word] == 2 and not numbered:
            reader.problem("definition.word_twice", node.span, word=word)
        found.append(read(node, target, reader.into(name)))
    return found


def _word_in_list(node: Node, target: type[Element] | str, reader: Reader) -> str:
    if not isinstance(node, Mapping):
        return "item"
    named = node.get("name")
    if isinstance(named, Scalar) and names.well_formed(named.text):
        return named.text
    words = reader.registry.family(target).words() if isinstance(target, str) else {target.word()}
    return next((entry.key.text for entry in node if entry.key.text in words), "item")


def _span(node: Node, key: Scalar | None) -> Span:
    return node.span if key is None else Span(*key.span[:3], *node.span[3:])


def _may_be_plain(model: type[Element]) -> bool:
    return not model.verb and not any(key.required for key in keys_of(model).values())


def _title(model: type[Element]) -> Plain:
    return Text() if model.translated else Plain()


def _no_body(node: Node, family: Family | None, model: type[Element] | None, reader: Reader) -> Unread:
    words = sorted(family.words()) if family else [model.word(), *keys_of(model)] if model else []
    return reader.problem("definition.no_body", node.span, words=words)


def _identify(
    node: Mapping, family: Family | None, model: type[Element] | None, reader: Reader
) -> type[Element] | Unread:
    """The class of a body, by its ``type`` or by the one noun or verb among its keys."""
    if model is not None and not model.word():
        return model
    built = family.words() if family else frozenset({model.word()} if model else ())
    known = reader.registry.known(family.name) if family else frozenset()
    given = node.get("type")
    if given is not None:
        spoken = [given] if isinstance(given, Scalar) else []
    else:
        spoken = [entry.key for entry in node if entry.key.text in built]
        spoken = spoken or [entry.key for entry in node if entry.key.text in known]
    if len(spoken) != 1:
        return _not_one_word(node, spoken, built, reader)
    word = spoken[0].text
    if word in built:
        return (family.find(word) if family else model) or UNREAD
    if word in known:
        return reader.problem("definition.not_yet", spoken[0].span, word=word)
    near = names.meant(word, built | known)
    return reader.problem("definition.unknown_word", spoken[0].span, word=word, nearest=near, words=sorted(built))


def _not_one_word(node: Mapping, spoken: list[Scalar], built: frozenset[str], reader: Reader) -> Unread:
    if spoken:
        words = [scalar.text for scalar in spoken]
        return reader.problem("definition.two_words", spoken[1].span, words=words)
    near = next((near for entry in node if (near := names.nearest(entry.key.text, built))), "")
    return reader.problem("definition.no_word", node.span, words=sorted(built), nearest=names.question(near))


@dataclass
class _Body:
    """One mapping that is read as an element of a class that is already known."""

    node: Mapping
    model: type[Element]
    family: Family | None
    reader: Reader
    span: Span
    outer: tuple[Family, ...]
    unbuilt: bool = False  # a key of it is not built yet, so what is missing may be said by that
    called: str = ""  # the name written inside, where the address is a number

    def element(self) -> Element | Unread:
        """The element, or UNREAD if a required key is missing or could not be read."""
        keys = keys_of(self.model)
        wrapped = self.family is not None and self.model is self.family.wrapper
        rest: list[Entry] = []
        title: str = ""
        values: dict[str, Any] = {}
        places: dict[str, Span] = {}
        for entry in self.node:
            word = entry.key.text
            places[word] = entry.value.span
            if word in keys:
                values[keys[word].field] = keys[word].slot.read(entry.value, self.reader.into(word))
            elif wrapped:
                rest.append(entry)
                title = self._title(entry) if word == "title" else title
            elif word == "title" or word == self.model.noun:
                title = self._title(entry)
            elif word == "name":
                self._check_name(entry)
            elif word != "type":
                self._unknown(entry, keys)
        if wrapped:
            values |= self._inner(rest)
            title = title or next((value.title for value in values.values() if hasattr(value, "title")), "")
        return self._complete(keys, values, title, places)

    def _inner(self, rest: list[Entry]) -> dict[str, Any]:
        assert self.family
        key = next(key for key in keys_of(self.model).values() if key.required)
        body = Mapping(tuple(rest), self.node.span, self.node.flow)
        return {key.field: read(body, self.family.inner, self.reader, outer=(*self.outer, self.family))}

    def _complete(
        self, keys: dict[str, Key], values: dict[str, Any], title: str, places: dict[str, Span]
    ) -> Element | Unread:
        lost = False
        for word, key in keys.items():
            if key.required and key.field not in values and not self.unbuilt:
                self.reader.problem("definition.missing", self.span, key=word)
            lost |= key.required and values.get(key.field, UNREAD) is UNREAD
        if self.model.noun and not title and self.model.noun not in places and "title" not in places:
            self.reader.problem("definition.missing", self.span, key="title")
        if lost:
            return UNREAD
        good = {name: value for name, value in values.items() if value is not UNREAD}
        return _finish(self.model, good, title, self.reader, self.span, places, self.called)

    def _title(self, entry: Entry) -> str:
        title = _title(self.model).read(entry.value, self.reader)
        return "" if title is UNREAD else title

    def _check_name(self, entry: Entry) -> None:
        text = entry.value.text if isinstance(entry.value, Scalar) else ""
        if not names.well_formed(text):
            self.reader.problem("definition.name", entry.value.span, name=text)
        elif self.reader.named and text != self.reader.name:
            self.reader.problem("definition.named_twice", entry.value.span, name=text, own=self.reader.name)
        else:
            self.called = text

    def _unknown(self, entry: Entry, keys: dict[str, Key]) -> None:
        word = entry.key.text
        if (problem := debris(entry, self.node)) is not None:
            spot = Problem(problem.code, problem.parameters, self.reader.address, problem.span)
            self.reader.loading.problems.add(spot)
        elif word in self._language():
            self.unbuilt = True
            self.reader.problem("definition.not_yet", entry.key.span, word=word)
        else:
            wrappers = [family.wrapper for family in self.outer if family.wrapper]
            known = {*keys, "title"}.union(*map(keys_of, wrappers))
            near = MEANT.get(word, "") if MEANT.get(word) in known else names.nearest(word, known)
            about = {"nearest": names.question(near), "words": sorted(known)}
            self.reader.problem("definition.unknown", entry.key.span, word=word, **about)

    def _language(self) -> frozenset[str]:
        """The language's words for this body, built or not."""
        registry = self.reader.registry
        shared = (registry.known(f"{family.name}.*") for family in self.outer)
        return registry.words_of(self.model, self.family).union(*shared)


def _finish(
    model: type[Element],
    values: dict[str, Any],
    title: str,
    reader: Reader,
    span: Span,
    places: dict[str, Span],
    called: str = "",
) -> Element:
    name = called or reader.name
    element = model(name=name, title=title, address=reader.address, span=span, places=places, **values)
    reader.loading.elements[reader.address] = element
    element.verify(reader)
    return element
