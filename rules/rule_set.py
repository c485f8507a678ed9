"""The rules of an app as they run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rules.automations.automation import Rule
from rules.cuts.composing import Ranking
from rules.definition import Tag
from rules.kept import Result


@dataclass(frozen=True)
class RuleSet:
    """The rules of an app by form, in order; its tags by form and name; what they give to records by form and the
    name of the attribute; what is cut by rank, by form."""

    rules: Mapping[str, tuple[Rule, ...]]
    tags: Mapping[str, Mapping[str, Tag]]
    results: Mapping[str, Mapping[str, Result]] = field(default_factory=dict)
    rankings: Mapping[str, tuple[Ranking, ...]] = field(default_factory=dict)

    def of(self, entity: str) -> tuple[Rule, ...]:
        return self.rules.get(entity, ())

    @cached_property
    def before(self) -> tuple[Rule, ...]:
        """Those that look at a change before it is kept."""
        return tuple(rule for rule in self.all() if rule.automation.before)

    def all(self) -> Iterator[Rule]:
        for rules in self.rules.values():
            yield from rules
