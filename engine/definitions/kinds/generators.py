"""How the values of demo data are made: taken in turn, picked, drawn between bounds, joined, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.definitions import names
from engine.definitions.slots.base import UNREAD, Schema, Slot, Unread
from engine.definitions.slots.expressions import Value
from engine.definitions.slots.scalars import Integer, Number
from engine.definitions.tree import Mapping, Node, Scalar, Sequence
from engine.definitions.values import Expression, Literal, Located
from engine.time import duration
from engine.time.duration import Duration
from engine.time.phrase import PhraseError

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas


@dataclass(frozen=True)
class Pick:
    """``{pick: [a, b]}`` any of them; ``{pick: {won: 3, lost: 1}}`` by weight."""

    values: tuple[Generator, ...]
    weights: tuple[int, ...]


@dataclass(frozen=True)
class Turn:
    """``{turn: [a, b]}`` one after the other."""

    values: tuple[Generator, ...]


@dataclass(frozen=True)
class Between:
    """``{between: [1000, 90000], step: 500}``, both ends included."""

    low: Decimal
    high: Decimal
    step: Decimal


@dataclass(frozen=True)
class Span:
    """``{between: [-90d, -1d]}``: a length of time from now; low and high are the same for a fixed one."""

    low: Duration
    high: Duration


@dataclass(frozen=True)
class Join:
    """``{join: [上海, {pick: [云海, 星河]}, 公司]}``: one text."""

    values: tuple[Generator, ...]


@dataclass(frozen=True)
class Count:
    """``{count: 13800000001}``: this number, then the next for each record."""

    first: int


@dataclass(frozen=True)
class OneOf:
    """``{one: customers}``: one of the records made under this name before."""

    group: Located


@dataclass(frozen=True)
class Rows:
    """``{rows: {…}, times: [1, 3]}``: rows of a table."""

    values: dict[str, Generator]
    least: int
    most: int


Generator = Literal | Expression | Pick | Turn | Between | Span | Join | Count | OneOf | Rows


def groups(maker: Generator) -> Iterator[Located]:
    """The groups of records that a value refers to."""
    match maker:
        case OneOf(group):
            yield group
        case Pick(values) | Turn(values) | Join(values):
            for value in values:
                yield from groups(value)
        case Rows(values=rows):
            for value in rows.values():
                yield from groups(value)


class Generated(Slot[Generator]):
    """A value, or a map that says how it is made."""

    def read(self, node: Node, reader: Reader) -> Generator | Unread:
        if not isinstance(node, Mapping):
            return Value().read(node, reader)
        makers: dict[str, Callable[[Node, Mapping, Reader], Generator | Unread]] = {
            "pick": _pick,
            "turn": _turn,
            "between": _between,
            "join": _join,
            "count": _count,
            "one": _one,
            "rows": _rows,
        }
        word = next((entry.key for entry in node if entry.key.text in makers), None)
        if word is None:
            first = node.entries[0].key.text if node.entries else ""
            near = names.meant(first, makers)
            return reader.problem("definition.unknown_word", node.span, word=first, nearest=near, words=sorted(makers))
        return makers[word.text](next(e.value for e in node if e.key is word), node, reader.into(word.text))

    def accepts(self, node: Node) -> bool:
        return True

    def schema(self, schemas: Schemas) -> Schema:
        return Value().schema(schemas)


class Offset(Slot[Span]):
    """A length of time, fixed (``5d``) or drawn (``{between: [3d, 9d]}``)."""

    def read(self, node: Node, reader: Reader) -> Span | Unread:
        if isinstance(node, Mapping):
            found = Generated().read(node, reader)
            return found if found is UNREAD or isinstance(found, Span) else _wrong(node, reader)
        text = self.scalar(node, reader)
        length = text if text is UNREAD else _duration(text, reader)
        return UNREAD if length is UNREAD else Span(length, length)

    def schema(self, schemas: Schemas) -> Schema:
        both = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}
        drawn = {"type": "object", "properties": {"between": both}, "required": ["between"]}
        return {"anyOf": [{"type": "string"}, {**drawn, "additionalProperties": False}]}

    def expects(self) -> dict[str, str]:
        return {"zh": "时长，或 {between: [3d, 9d]}", "en": "a duration, or {between: [3d, 9d]}"}


def _wrong(node: Node, reader: Reader) -> Unread:
    expected = {
        "zh": "写两个数或两个时长，如 {between: [1, 9]}",
        "en": "give two numbers or durations: {between: [1, 9]}",
    }
    return reader.problem("definition.generator", node.span, text=reader.name, expected=expected)


def _all(node: Node, reader: Reader) -> tuple[Generator, ...] | Unread:
    if not isinstance(node, Sequence) or not node.items:
        return _wrong_list(node, reader)
    found = [Generated().read(item, reader) for item in node.items]
    good = tuple(item for item in found if item is not UNREAD)
    return good if len(good) == len(found) else UNREAD


def _wrong_list(node: Node, reader: Reader) -> Unread:
    expected = {"zh": "写一个列表，如 [a, b]", "en": "give a list such as [a, b]"}
    return reader.problem("definition.generator", node.span, text=reader.name, expected=expected)


def _pick(node: Node, whole: Mapping, reader: Reader) -> Generator | Unread:
    if isinstance(node, Mapping) and node.entries:
        weights = [Integer(1, 1_000_000).read(entry.value, reader) for entry in node]
        values = tuple(Literal(entry.key.text, entry.key.span) for entry in node)
        good = tuple(weight for weight in weights if weight is not UNREAD)
        return Pick(values, good) if len(good) == len(weights) else UNREAD
    found = _all(node, reader)
    return UNREAD if found is UNREAD else Pick(found, (1,) * len(found))


def _turn(node: Node, whole: Mapping, reader: Reader) -> Generator | Unread:
    found = _all(node, reader)
    return UNREAD if found is UNREAD else Turn(found)


def _join(node: Node, whole: Mapping, reader: Reader) -> Generator | Unread:
    found = _all(node, reader)
    return UNREAD if found is UNREAD else Join(found)


def _between(node: Node, whole: Mapping, reader: Reader) -> Generator | Unread:
    if not isinstance(node, Sequence) or len(node.items) != 2:
        return _wrong(node, reader)
    low, high = node.items
    if Number().accepts(low) and Number().accepts(high):
        written = whole.get("step")
        step = Number().read(written, reader) if written is not None else Decimal(1)
        first, last = Number().read(low, reader), Number().read(high, reader)
        if step is UNREAD or first is UNREAD or last is UNREAD:
            return UNREAD
        return Between(first, last, step) if first <= last and step > 0 else _wrong(node, reader)
    if not isinstance(low, Scalar) or not isinstance(high, Scalar):
        return _wrong(node, reader)
    begin, end = _duration(low, reader), _duration(high, reader)
    if begin is UNREAD or end is UNREAD:
        return UNREAD
    return Span(begin, end) if (begin.exact or 0) <= (end.exact or 0) else _wrong(node, reader)


def _duration(text: Scalar, reader: Reader) -> Duration | Unread:
    try:
        found = duration.parse(text.text)
    except PhraseError as error:
        return reader.problem(error.code, text.span, text=text.text)
    return found if found.exact is not None else _wrong(text, reader)


def _count(node: Node, whole: Mapping, reader: Reader) -> Generator | Unread:
    first = Integer().read(node, reader)
    return UNREAD if first is UNREAD else Count(first)


def _one(node: Node, whole: Mapping, reader: Reader) -> Generator | Unread:
    if isinstance(node, Scalar) and names.well_formed(node.text):
        return OneOf(Located(node.text, node.span))
    return reader.problem("definition.name", node.span, name=getattr(node, "text", ""))


def _rows(node: Node, whole: Mapping, reader: Reader) -> Generator | Unread:
    if not isinstance(node, Mapping):
        return _wrong(node, reader)
    values: dict[str, Any] = {e.key.text: Generated().read(e.value, reader.into(e.key.text)) for e in node}
    times = whole.get("times")
    written = times.items if isinstance(times, Sequence) else (times, times)
    bounds = [Integer(0, 100).read(item, reader) if item is not None else 1 for item in written]
    if UNREAD in bounds or UNREAD in values.values() or len(bounds) != 2:
        return UNREAD
    return Rows(values, int(bounds[0]), int(bounds[1]))  # type: ignore[arg-type]
