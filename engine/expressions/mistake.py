"""How lexer, parser and checker speak of what is wrong: a code, its parameters and a stretch of the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from engine.problems import Problem, Span

LONGEST_SHOWN = 50


@dataclass
class Mistake(Exception):
    """Raised inside this package only; ``check`` turns it into a Problem."""

    code: str
    start: int
    end: int
    parameters: dict[str, object]


def mistake(code: str, start: int, end: int, **parameters: object) -> Mistake:
    """A mistake between two offsets of the text; ``code`` without its area."""
    return Mistake(f"expression.{code}", start, end, parameters)


def shown(text: str) -> str:
    """A piece of the user's text, short enough for a message."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def guess(name: str, names: Iterable[str]) -> dict[str, str]:
    """The question whether the known name was meant that looks most like this one, and that ``name``; empty if none
    does."""
    found = get_close_matches(name[:LONGEST_SHOWN], sorted(set(names)), n=1, cutoff=0.6)
    if not found:
        return {"zh": "", "en": "", "name": ""}
    return {"zh": f"是不是「{found[0]}」？", "en": f"did you mean “{found[0]}”? ", "name": found[0]}


def to_problem(found: Mistake, text: str, span: Span | None, address: str) -> Problem:
    """The problem, placed in its file; its parameter ``column`` counts from 1 within the expression."""
    parameters = {"column": found.start + 1, **found.parameters}
    return Problem(found.code, parameters, address, _place(found, text, span))


def _place(found: Mistake, text: str, span: Span | None) -> Span | None:
    if span is None or span.line != span.end_line or span.end_column - span.column != len(text):
        return span  # folded or escaped: only the whole is known
    column = span.column + found.start
    return Span(span.file, span.line, column, span.line, span.column + max(found.end, found.start + 1))
