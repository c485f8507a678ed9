"""What every definition and every element of one has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from engine.problems import NOWHERE, Span

if TYPE_CHECKING:
    from engine.definitions.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Element:
    """Something with a name. A subclass declares its keys as fields with ``key(slot, …)``.

    ``noun`` takes the title of the element (``{email: 邮箱}``); ``verb`` is itself one of the keys
    (``{notify: owner}``). A class with neither is a plain body. ``scope`` is the entry of the vocabulary that
    lists the language's words for this body; by default ``family.word``, or the class name in lower case.
    """

    noun: ClassVar[str] = ""
    verb: ClassVar[str] = ""
    scope: ClassVar[str] = ""
    translated: ClassVar[bool] = True  # false where titles are names of people
    bare: ClassVar[bool] = False  # whether expressions see the name bare, so that it must not be one of their words

    name: str = ""
    title: str = ""
    address: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Span] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def word(cls) -> str:
        """The noun or verb that says what a body is."""
        return cls.noun or cls.verb

    def promises(self) -> bool:
        """Whether a scenario should show what this does: ``dougong test --coverage`` tells what none of them does."""
        return False

    def span_of(self, key: str) -> Span:
        """Where the value of a key stands; the element's own place if the key was not written."""
        return self.places.get(key, self.span)

    def verify(self, reader: Reader) -> None:
        """Records problems between the keys of this element; called once after it was read."""
