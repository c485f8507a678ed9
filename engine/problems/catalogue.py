"""Every problem that the platform can report: its code, severity, and its texts in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Literal

Severity = Literal["error", "warning"]
Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def placeholders(template: str) -> frozenset[str]:
    """The names in braces of a text template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@dataclass(frozen=True)
class Entry:
    """One kind of problem. A template names its parameters in braces: ``{title}``.

    A ``consequence`` always follows from another problem, which says more.
    """

    code: str
    severity: Severity
    texts: Mapping[str, str]
    hints: Mapping[str, str]
    consequence: bool = False

    @property
    def parameters(self) -> frozenset[str]:
        """The names that a problem of this kind must be given."""
        templates = (*self.texts.values(), *self.hints.values())
        return frozenset().union(*(placeholders(template) for template in templates))


@dataclass
class Catalogue:
    """The entries by code; each area of the code declares its own in its ``problems.py``."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def add(
        self,
        code: str,
        severity: Severity,
        *,
        zh: str,
        en: str,
        hint_zh: str = "",
        hint_en: str = "",
        consequence: bool = False,
    ) -> None:
        """Declares a problem. Raises ValueError if the code is taken or is not ``area.name``."""
        area, dot, name = code.partition(".")
        if code in self.entries or not (area and dot and name):
            raise ValueError(f"problem code {code!r} is taken or is not area.name")
        self.entries[code] = Entry(code, severity, {"zh": zh, "en": en}, {"zh": hint_zh, "en": hint_en}, consequence)

    def __getitem__(self, code: str) -> Entry:
        return self.entries[code]

    def __contains__(self, code: object) -> bool:
        return code in self.entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())


catalogue = Catalogue()
