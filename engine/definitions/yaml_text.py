"""YAML text to the located tree: YAML 1.2 core as data, scalars kept as text, bounded in every direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from engine.definitions.budget import DEPTH, Budget, Stop
from engine.definitions.tree import Entry, Mapping, Node, Scalar, Sequence
from engine.problems import Problem, Problems, Span

LEADING_ZERO = re.compile(r"[-+]?0[0-9]+", re.ASCII)
CLOCK_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)
BRACES = re.compile(r"(^|[:\-,\[{])\s*\{\{")


def parse(file: str, text: str, problems: Problems, budget: Budget) -> Node | None:
    """The tree of one YAML document, or None after its problems were added."""
    builder = _Builder(file, problems, budget)
    try:
        return builder.document(_events(file, text))
    except Stop as stop:
        problems.add(stop.problem)
        return None


def _events(file: str, text: str) -> Iterator[Any]:
    """The parser's events; its errors become problems that say what to do."""
    parser = yaml.CSafeLoader(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    except yaml.MarkedYAMLError as error:
        raise Stop(_syntax(file, text, error)) from None
    except yaml.YAMLError as error:
        span = Span(file, 1, 1, 1, 1)
        raise Stop(Problem("yaml.syntax", {"detail": " ".join(str(error).split())}, span=span)) from None
    finally:
        parser.dispose()


def _syntax(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    written = lines[line] if line < len(lines) else ""
    character = written[column : column + 1]
    detail = error.problem or ""
    if BRACES.search(written):
        code = "yaml.braces"
    elif "tab" in detail or character == "\t":
        code = "yaml.tab"
    elif "cannot start any token" in detail:
        code = "yaml.character"
    elif "mapping values are not allowed" in detail:
        code = "yaml.colon"
    else:
        code = "yaml.syntax"
    parameters = {"detail": detail, "character": character}
    return Problem(code, parameters, span=Span(file, line + 1, column + 1, line + 1, column + 2))


class _Builder:
    """Builds the tree from events without recursion in the parser, so depth is ours to bound."""

    def __init__(self, file: str, problems: Problems, budget: Budget) -> None:
        self.file = file
        self.problems = problems
        self.budget = budget

    def document(self, events: Iterator[Any]) -> Node:
        """The one document of a text; an empty text is an empty scalar."""
        found: Node = Scalar("", Span(self.file, 1, 1, 1, 1))
        documents = 0
        for event in events:
            match event:
                case yaml.DocumentStartEvent():
                    documents += 1
                    if documents > 1:
                        raise self._stop("yaml.documents", event)
                    if event.version or event.tags:
                        raise self._stop("yaml.directive", event)
                case yaml.StreamStartEvent() | yaml.StreamEndEvent() | yaml.DocumentEndEvent():
                    pass
                case _:
                    found = self._node(event, events, 1)
        return found

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        if depth > DEPTH:
            raise self._stop("yaml.deep", event, limit=DEPTH)
        if not self.budget.take():
            raise self._stop("yaml.many", event, limit=self.budget.limit)
        if isinstance(event, yaml.AliasEvent):
            raise self._stop("yaml.alias", event, name=event.anchor)
        if event.anchor:
            raise self._stop("yaml.anchor", event, name=event.anchor)
        if event.tag:
            raise self._stop("yaml.tag", event, tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        return self._mapping(event, events, depth)

    def _scalar(self, event: Any) -> Scalar:
        plain = event.style is None or event.style == ""
        scalar = Scalar(event.value, self._span(event, event), plain)
        if plain and event.value == "=":
            self.problems.add(Problem("yaml.lone_equals", span=scalar.span))
        if plain and (LEADING_ZERO.fullmatch(event.value) or CLOCK_TIME.fullmatch(event.value)):
            self.problems.add(Problem("yaml.quote_it", {"text": event.value}, span=scalar.span))
        return scalar

    def _sequence(self, start: Any, events: Iterator[Any], depth: int) -> Sequence:
        items: list[Node] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Sequence(tuple(items), self._span(start, event))
            items.append(self._node(event, events, depth + 1))
        raise self._stop("yaml.syntax", start, detail="end of text")

    def _mapping(self, start: Any, events: Iterator[Any], depth: int) -> Mapping:
        entries: list[Entry] = []
        seen: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(tuple(entries), self._span(start, event), bool(start.flow_style))
            key = self._key(event, events, depth)
            value = self._node(next(events), events, depth + 1)
            if key.text in seen:
                first = seen[key.text]
                self.problems.add(Problem("yaml.duplicate", {"key": key.text, "first": first}, span=key.span))
                continue
            seen[key.text] = key.span.line
            entries.append(Entry(key, value))
        raise self._stop("yaml.syntax", start, detail="end of text")

    def _key(self, event: Any, events: Iterator[Any], depth: int) -> Scalar:
        if isinstance(event, yaml.MappingStartEvent) and event.flow_style:
            raise self._stop("yaml.braces", event)
        key = self._node(event, events, depth + 1)
        if not isinstance(key, Scalar):
            raise self._stop("yaml.key", event)
        if key.text == "<<" and key.plain:
            raise self._stop("yaml.merge", event)
        return key

    def _span(self, start: Any, end: Any) -> Span:
        first, last = start.start_mark, end.end_mark
        return Span(self.file, first.line + 1, first.column + 1, last.line + 1, last.column + 1)

    def _stop(self, code: str, event: Any, **parameters: object) -> Stop:
        return Stop(Problem(code, parameters, span=self._span(event, event)))
