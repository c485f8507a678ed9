"""The rules of an app as they run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rules.automations.automation import Rule
from rules.definition import Tag


@dataclass(frozen=True)
class RuleSet:
    """The rules of an app by form, in order; its tags by form and name."""

    rules: Mapping[str, tuple[Rule, ...]]
    tags: Mapping[str, Mapping[str, Tag]]

    def of(self, entity: str) -> tuple[Rule, ...]:
        return self.rules.get(entity, ())

    def all(self) -> Iterator[Rule]:
        for rules in self.rules.values():
            yield from rules
