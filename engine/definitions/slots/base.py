"""A slot says how the value of a key is read: its shape, its meaning, its JSON Schema."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import MISSING, dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from engine.definitions.tree import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
D = TypeVar("D")
Schema = dict[str, Any]


class Unread(Enum):
    """The result of a slot that could not be read; its problem is recorded."""

    UNREAD = "unread"


UNREAD = Unread.UNREAD


class Slot(ABC, Generic[T_co]):
    """How one value is read."""

    @abstractmethod
    def read(self, node: Node, reader: Reader) -> T_co | Unread:
        """The value, or UNREAD after its problems were recorded with the reader."""

    @abstractmethod
    def schema(self, schemas: Schemas) -> Schema:
        """The JSON Schema of what may be written."""

    def accepts(self, node: Node) -> bool:
        """Whether the node has the right shape; used where a key allows several."""
        return isinstance(node, Scalar) and not node.null

    def expects(self) -> dict[str, str]:
        """What should stand here, for messages."""
        return {"zh": "一个值", "en": "a value"}

    def scalar(self, node: Node, reader: Reader) -> Scalar | Unread:
        """The node if it is a text that says something."""
        if isinstance(node, Scalar) and not node.null:
            return node
        return self.unexpected(node, reader)

    def unexpected(self, node: Node, reader: Reader) -> Unread:
        """Records that the node has the wrong shape."""
        code = "definition.empty" if isinstance(node, Scalar) and node.null else "definition.shape"
        return reader.problem(code, node.span, expected=self.expects(), found=shape(node))


def shape(node: Node) -> dict[str, str]:
    """What a node is, in words."""
    match node:
        case Mapping():
            return {"zh": "映射", "en": "a map"}
        case Sequence():
            return {"zh": "列表", "en": "a list"}
        case _:
            return {"zh": "文本", "en": "a text"}


@dataclass(frozen=True)
class Key:
    """One key of an element, as its dataclass field declares it."""

    word: str
    field: str
    slot: Slot[Any]
    required: bool
    doc: str
    example: str


@overload
def key(slot: Slot[T], *, doc: str, example: str = "") -> T: ...
@overload
def key(slot: Slot[T], *, default: D, doc: str, example: str = "") -> T | D: ...
def key(slot: Slot[Any], *, default: Any = MISSING, doc: str, example: str = "") -> Any:
    """A dataclass field read from a key of the same name (a final ``_`` dropped, for Python's own words).

    Without a default the key must be written. ``example`` is the YAML of one body that uses the key.
    """
    metadata = {"slot": slot, "doc": doc, "example": example}
    if isinstance(default, dict):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


_KEYS: dict[type[Any], dict[str, Key]] = {}


def keys_of(model: type[Any]) -> dict[str, Key]:
    """The keys of an element class by the word that is written."""
    if model not in _KEYS:
        _KEYS[model] = _declared(model)
    return _KEYS[model]


def _declared(model: type[Any]) -> dict[str, Key]:
    found = {}
    for item in fields(model):
        if "slot" in item.metadata:
            required = item.default is MISSING and item.default_factory is MISSING
            word = item.name.rstrip("_")
            about = item.metadata
            found[word] = Key(word, item.name, about["slot"], required, about["doc"], about["example"])
    return found
