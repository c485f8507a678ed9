"""Problems as values, from one catalogue, in Chinese and English."""

from __future__ import annotations

from engine.problems.catalogue import LANGUAGES, Catalogue, Entry, Language, Severity, catalogue, placeholders
from engine.problems.problem import Problem, Problems, Refused
from engine.problems.span import NOWHERE, Span

__all__ = [
    "LANGUAGES",
    "NOWHERE",
    "Catalogue",
    "Entry",
    "Language",
    "Problem",
    "Problems",
    "Refused",
    "Severity",
    "Span",
    "catalogue",
    "placeholders",
]
