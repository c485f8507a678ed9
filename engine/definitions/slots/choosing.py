"""Choosing maps (target: condition) and triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from engine.definitions import names
from engine.definitions.slots.base import UNREAD, Schema, Slot, Unread
from engine.definitions.slots.expressions import Expr
from engine.definitions.slots.names import Name, Names, Path
from engine.definitions.slots.scalars import Repeat
from engine.definitions.slots.structures import Many
from engine.definitions.tree import Entry, Mapping, Node, Scalar
from engine.definitions.values import Choice, Expression, Located, On

if TYPE_CHECKING:
    from engine.definitions.reader import Reader
    from engine.definitions.schema import Schemas

T = TypeVar("T")
TRIGGERS = ("created", "updated", "deleted", "submitted", "manual")
TRIGGERS_WITH = ("changed", "enters", "leaves", "every", "received")


class Choosing(Slot[tuple[Choice[T], ...]]):
    """One target, or **target: condition** where the first true one wins and ``else`` stands last.

    ``people``: a target is a people expression (or, without conditions, a list of them), read as a tuple of
    expressions; any other kind: a target is a name. The result is a tuple of Choice.
    """

    @overload
    def __init__(self: Choosing[tuple[Expression, ...]], kind: Literal["people"]) -> None: ...
    @overload
    def __init__(self: Choosing[Located], kind: str) -> None: ...
    def __init__(self, kind: str) -> None:
        self.kind = kind

    def read(self, node: Node, reader: Reader) -> Any:
        if not isinstance(node, Mapping):
            target = self._target().read(node, reader)
            return UNREAD if target is UNREAD else (Choice(target, None, reader.address, node.span),)
        if not node.entries:
            return self.unexpected(node, reader)
        choices = [self._line(entry, reader) for entry in node]
        for choice in choices[:-1]:
            if choice is not UNREAD and choice.when is None:
                reader.problem("definition.else_first", choice.span)
        return tuple(choice for choice in choices if choice is not UNREAD)

    def _target(self) -> Slot[Any]:
        return Many(Expr("people")) if self.kind == "people" else Name()

    def _line(self, entry: Entry, reader: Reader) -> Choice[Any] | Unread:
        inside = reader.into(entry.key.text)
        target = self._target().read(entry.key, inside)
        if isinstance(entry.value, Scalar) and entry.value.text == "else":
            when = None
        else:
            when = Expr("boolean").read(entry.value, inside)
        if target is UNREAD or when is UNREAD:
            return UNREAD
        return Choice(target, when, inside.address, entry.key.span)

    def accepts(self, node: Node) -> bool:
        return isinstance(node, Mapping) or self._target().accepts(node)

    def schema(self, schemas: Schemas) -> Schema:
        condition = {"type": ["string", "boolean"]}
        choosing = {"type": "object", "minProperties": 1, "additionalProperties": condition}
        return {"anyOf": [self._target().schema(schemas), choosing]}

    def expects(self) -> dict[str, str]:
        return {"zh": "目标，或映射 目标: 条件", "en": "a target, or a map of target: condition"}


class Trigger(Slot[tuple[On, ...]]):
    """``created``, ``{changed: amount}``, ``{every: day 09:00}``, or a list meaning any of them."""

    def read(self, node: Node, reader: Reader) -> tuple[On, ...] | Unread:
        return Many(_One()).read(node, reader)

    def accepts(self, node: Node) -> bool:
        return True

    def schema(self, schemas: Schemas) -> Schema:
        return schemas.named("trigger", lambda: Many(_One()).schema(schemas))

    def expects(self) -> dict[str, str]:
        return _One().expects()


class _One(Slot[On]):
    def read(self, node: Node, reader: Reader) -> On | Unread:
        match node:
            case Scalar() if node.text in TRIGGERS:
                return On(node.text, span=node.span)
            case Mapping(entries=(entry,)) if entry.key.text in TRIGGERS_WITH:
                return self._with(entry, reader)
            case Mapping(entries=(first, *_)):
                return self._unknown(first.key, reader)
            case Scalar() if not node.null:
                return self._unknown(node, reader)
        return self.unexpected(node, reader)

    def _unknown(self, word: Scalar, reader: Reader) -> Unread:
        near = names.meant(word.text, TRIGGERS + TRIGGERS_WITH)
        return reader.problem(
            "definition.word", word.span, word=word.text, words=TRIGGERS + TRIGGERS_WITH, nearest=near
        )

    def _with(self, entry: Entry, reader: Reader) -> On | Unread:
        word, span = entry.key.text, entry.key.span
        inside = reader.into(word)
        if word == "every":
            every = Repeat().read(entry.value, inside)
            return UNREAD if every is UNREAD else On(word, every=every, span=span)
        if word == "changed":
            fields = Names().read(entry.value, inside)
            return UNREAD if fields is UNREAD else On(word, fields, span=span)
        path = Path().read(entry.value, inside)
        return UNREAD if path is UNREAD else On(word, (path,), span=span)

    def schema(self, schemas: Schemas) -> Schema:
        slots: dict[str, Slot[Any]] = {
            "changed": Names(),
            "enters": Path(),
            "leaves": Path(),
            "every": Repeat(),
        }
        slots["received"] = Path()
        single = [
            {"type": "object", "properties": {word: slot.schema(schemas)}, "required": [word]}
            for word, slot in slots.items()
        ]
        return {"anyOf": [{"enum": list(TRIGGERS)}, *({**one, "additionalProperties": False} for one in single)]}

    def expects(self) -> dict[str, str]:
        return {
            "zh": "触发方式，如 created、{changed: 字段}、{every: day 09:00}",
            "en": "a trigger such as created, {changed: field}, {every: day 09:00}",
        }
