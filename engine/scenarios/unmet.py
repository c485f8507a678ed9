"""What is raised when a scenario does not hold."""

from __future__ import annotations

from collections.abc import Mapping

from engine.problems import Span

Texts = Mapping[str, str]  # by language


class Unmet(Exception):
    """``expected`` and ``actual`` are one line each; ``span`` is narrower than the step where that is known."""

    def __init__(self, expected: Texts, actual: Texts, span: Span | None = None) -> None:
        super().__init__(f"expected {expected['en']}, actual {actual['en']}")
        self.expected = expected
        self.actual = actual
        self.span = span
