"""What the tokens before the cursor tell: the name that is being written, the calls around it, and whose names hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import get_args

from engine.expressions.lexer import Token, readable_tokens
from engine.expressions.scope import Resolved, Scope, resolve, titled_way
from engine.expressions.tree import AggregateName
from engine.expressions.types import Reference
from engine.records.entity import Attribute, Entity

WRITTEN = ("name", "quoted", "word")
AGGREGATES = frozenset(get_args(AggregateName))
USER = "user"


@dataclass
class Opening:
    """A bracket that is open at the cursor; ``function`` is the name or ``in`` before it."""

    function: str
    at: int
    commas: int = 0
    where: bool = False


@dataclass(frozen=True)
class Reading:
    """``before`` are the tokens before the word at the cursor, which was ``typed`` from ``start`` on."""

    tokens: Sequence[Token]
    before: Sequence[Token]
    start: int
    typed: str
    quoted: bool = False
    openings: list[Opening] = field(default_factory=list)

    @property
    def last(self) -> Token | None:
        return self.before[-1] if self.before else None

    def chain(self, end: int | None = None) -> tuple[str, ...]:
        """The names joined by dots that end before the token number ``end`` (with the dot, if there is one)."""
        index = len(self.before) if end is None else end
        found: list[str] = []
        while index > 0:
            token = self.before[index - 1]
            dot = token.kind == "operator" and token.value == "."
            if not dot and (token.kind not in WRITTEN or (found and not self._dot(index))):
                break
            if not dot:
                found.append(token.value)
            index -= 1
        return tuple(reversed(found))

    def _dot(self, index: int) -> bool:
        return index < len(self.before) and self.before[index].value == "."


def reading(text: str, cursor: int) -> Reading:
    """Reads a text up to the cursor (a number of characters)."""
    tokens = readable_tokens(text)
    at = next((token for token in tokens if token.start < cursor <= token.end), None)
    if at is not None and at.kind == "text":
        inside = cursor < at.end or not _closed(text, at)
        before = [token for token in tokens if token.end <= (at.start if inside else cursor)]
        start = at.start if inside else cursor
        return Reading(tokens, before, start, text[start + 1 : cursor] if inside else "", inside, openings(before))
    writing = at is not None and at.kind in WRITTEN
    start = at.start if at is not None and writing else cursor
    before = [token for token in tokens if token.end <= start]
    return Reading(tokens, before, start, text[start:cursor], False, openings(before))


def _closed(text: str, token: Token) -> bool:
    return token.end - token.start >= 2 and text[token.end - 1] not in token.value[-1:]


def openings(tokens: Sequence[Token]) -> list[Opening]:
    """The brackets that are open after the tokens, the outermost first."""
    found: list[Opening] = []
    for index, token in enumerate(tokens):
        if token.kind == "word" and token.value == "where" and found:
            found[-1].where = True
        if token.kind != "operator":
            continue
        if token.value == "(":
            name = tokens[index - 1].value.lower() if index and tokens[index - 1].kind in WRITTEN else ""
            found.append(Opening(name, index))
        elif token.value == ")" and found:
            found.pop()
        elif token.value == "," and found:
            found[-1].commas += 1
    return found


def frames(found: Reading, scope: Scope) -> list[Entity]:
    """The records whose names hold at the cursor, the innermost last."""
    known = [scope.entity] if scope.entity is not None else []
    for opening in found.openings:
        if opening.where and opening.function in AGGREGATES and known:
            entity = way_of(found, opening, scope, known)
            if entity is not None:
                known.append(entity)
    return known


def way_of(found: Reading, opening: Opening, scope: Scope, known: Sequence[Entity]) -> Entity | None:
    """The records that an aggregate goes over: the longest beginning of its first name that leads to many."""
    segments: list[str] = []
    for token in found.before[opening.at + 1 :]:
        if token.kind in WRITTEN and token.value != "where":
            segments.append(token.value)
        elif token.value != ".":
            break
    for size in range(len(segments), 0, -1):
        last = follow(scope, known, tuple(segments[:size]))
        if last is not None and not isinstance(last, Attribute):
            return scope.catalog.get(last.entity)
    return scope.catalog.get(segments[0]) if segments else None


def follow(scope: Scope, known: Sequence[Entity], segments: Sequence[str]) -> Resolved | None:
    """The attribute or way at the end of a path."""
    entity, rest = beginning(scope, known, segments)
    last: Resolved | None = None
    while rest and entity is not None:
        last, size = step(scope, entity, rest)
        if last is None:
            return None
        entity, rest = beyond(scope, last), rest[size:]
    return last if not rest else None


def target(scope: Scope, known: Sequence[Entity], segments: Sequence[str]) -> Entity | None:
    """The records whose names may follow after a path and a dot."""
    entity, rest = beginning(scope, known, segments)
    if not rest:
        return entity
    last = follow(scope, known, segments)
    return None if last is None else beyond(scope, last)


def beginning(scope: Scope, known: Sequence[Entity], segments: Sequence[str]) -> tuple[Entity | None, Sequence[str]]:
    if segments and segments[0] in ("this", "old"):
        return (known[0] if known else None), segments[1:]
    if segments and segments[0] == "me":
        return scope.catalog.get(USER), segments[1:]
    return (known[-1] if known else None), segments


def step(scope: Scope, entity: Entity, segments: Sequence[str]) -> tuple[Resolved | None, int]:
    for size in range(len(segments), 0, -1):
        name = ".".join(segments[:size])
        found = resolve(entity, name) or titled_way(scope.catalog, entity, name)
        if found is not None:
            return found, size
    return None, 0


def beyond(scope: Scope, found: Resolved) -> Entity | None:
    """Where a reference or a way leads."""
    if not isinstance(found, Attribute):
        return scope.catalog.get(found.entity)
    return scope.catalog.get(found.type.entity) if isinstance(found.type, Reference) else None
