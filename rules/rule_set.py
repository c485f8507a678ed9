"""The rules of an app as they run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rules.automations.automation import Rule
from rules.definition import Tag


@dataclass(frozen=True)
class RuleSet:
    """The rules of an app by form, in order; its tags by form and name."""

    rules: Mapping[str, tuple[Rule, ...]]
    tags: Mapping[str, Mapping[str, Tag]]

    def of(self, entity: str) -> tuple[Rule, ...]:
        return self.rules.get(entity, ())

    @cached_property
    def before(self) -> tuple[Rule, ...]:
        """Those that look at a change before it is kept."""
        return tuple(rule for rule in self.all() if rule.automation.before)

    def all(self) -> Iterator[Rule]:
        for rules in self.rules.values():
            yield from rules
