"""JSON text to the located tree, with the place of every node and the same bounds as YAML."""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from engine.definitions.budget import DEPTH, Budget, Stop
from engine.definitions.tree import Entry, Mapping, Node, Scalar, Sequence
from engine.problems import Problem, Problems, Span

SPACE = re.compile(r"[ \t\r\n]*")
STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null", re.ASCII)


def parse(file: str, text: str, problems: Problems, budget: Budget) -> Node | None:
    """The tree of a JSON text, or None after its problems were added."""
    try:
        return _Parser(file, text, problems, budget).document()
    except Stop as stop:
        problems.add(stop.problem)
        return None


class _Parser:
    def __init__(self, file: str, text: str, problems: Problems, budget: Budget) -> None:
        self.file, self.text, self.problems, self.budget = file, text, problems, budget
        self.position = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def document(self) -> Node:
        self._skip()
        node = self._node(1)
        self._skip()
        if self.position < len(self.text):
            raise self._stop("json.syntax", self.position, expected={"zh": "文件结束", "en": "the end"})
        return node

    def _node(self, depth: int) -> Node:
        if depth > DEPTH:
            raise self._stop("yaml.deep", self.position, limit=DEPTH)
        if not self.budget.take():
            raise self._stop("yaml.many", self.position, limit=self.budget.limit)
        match self.text[self.position : self.position + 1]:
            case "{":
                return self._mapping(depth)
            case "[":
                return self._sequence(depth)
            case '"':
                return self._string()
        plain = PLAIN.match(self.text, self.position)
        if plain is None:
            raise self._stop("json.syntax", self.position, expected={"zh": "一个值", "en": "a value"})
        start, self.position = self.position, plain.end()
        return Scalar(plain[0], self._span(start, self.position))

    def _string(self) -> Scalar:
        found = STRING.match(self.text, self.position)
        if found is None:
            raise self._stop("json.syntax", self.position, expected={"zh": "双引号文本", "en": "a text in quotes"})
        start, self.position = self.position, found.end()
        text = str(json.loads(found[0]))
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise self._stop("yaml.bytes", start, detail="surrogate")
        return Scalar(text, self._span(start, self.position), plain=False)

    def _sequence(self, depth: int) -> Sequence:
        start = self.position
        items: list[Node] = []
        self._take("[")
        while not self._took("]", bool(items)):
            items.append(self._node(depth + 1))
            self._skip()
        return Sequence(tuple(items), self._span(start, self.position))

    def _mapping(self, depth: int) -> Mapping:
        start = self.position
        entries: list[Entry] = []
        seen: dict[str, int] = {}
        self._take("{")
        while not self._took("}", bool(seen)):
            key = self._string()
            self._skip()
            self._take(":")
            value = self._node(depth + 1)
            self._skip()
            if key.text in seen:
                first = seen[key.text]
                self.problems.add(Problem("yaml.duplicate", {"key": key.text, "first": first}, span=key.span))
            else:
                seen[key.text] = key.span.line
                entries.append(Entry(key, value))
        return Mapping(tuple(entries), self._span(start, self.position))

    def _took(self, close: str, comma: bool) -> bool:
        """Whether the closing bracket was taken; if not, the comma before a further item is."""
        if self.text.startswith(close, self.position):
            self.position += 1
            return True
        if comma:
            self._take(",")
        return False

    def _take(self, character: str) -> None:
        if not self.text.startswith(character, self.position):
            raise self._stop("json.syntax", self.position, expected=character)
        self.position += 1
        self._skip()

    def _skip(self) -> None:
        found = SPACE.match(self.text, self.position)
        self.position = found.end() if found else self.position

    def _place(self, position: int) -> tuple[int, int]:
        line = bisect_right(self.starts, position)
        return line, position - self.starts[line - 1] + 1

    def _span(self, start: int, end: int) -> Span:
        return Span(self.file, *self._place(start), *self._place(end))

    def _stop(self, code: str, position: int, **parameters: object) -> Stop:
        return Stop(Problem(code, parameters, span=self._span(position, position + 1)))
