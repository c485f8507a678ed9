"""Problems as lines on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.problems import Problem


def complaints(problems: Iterable[Problem], language: str, pack: str = "") -> Iterator[str]:
    """Each problem with its place, below the pack's folder if that is given, and its hint."""
    for problem in problems:
        place = "/".join(str(part) for part in (pack, problem.span) if part)
        told = f"{problem.text(language)} [{problem.code}]"
        yield f"{place}: {told}" if place else told
        if hint := problem.hint(language):
            yield f"    {hint}"
