"""A condition or value of a form, checked; and what a change must touch before it is asked again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.expressions.checked import Checked
from engine.expressions.tree import Literal

Touched = frozenset[str] | None


@dataclass(frozen=True)
class Rule:
    """An expression beside a record of ``entity``; ``always`` is its value if it depends on nothing."""

    checked: Checked
    entity: str

    @cached_property
    def always(self) -> bool | None:
        """True or False for a plain ``true`` or ``false``, else None."""
        tree = self.checked.tree
        return tree.value if isinstance(tree, Literal) and isinstance(tree.value, bool) else None

    @cached_property
    def reads(self) -> frozenset[str]:
        """The attributes of the record at hand that it reads, references to follow included."""
        found: set[str] = set()
        for dependency in self.checked.depends:
            step = dependency.path[0] if dependency.path else None
            if step is None:
                found.add(dependency.attribute)
            elif step.kind == "reference":
                found.add(step.attribute)
        return frozenset(found)

    @cached_property
    def related(self) -> bool:
        """Whether it reads records that refer to this one, table rows above all."""
        return any(item.path and item.path[0].kind == "way" for item in self.checked.depends)

    def touched(self, names: Touched) -> bool:
        """Whether a change of these attributes (None: of everything) can change its value."""
        return names is None or self.related or not self.reads.isdisjoint(names)


@dataclass(frozen=True)
class Given:
    """A value of the definition: computed, or fixed and in stored form."""

    rule: Rule | None = None
    fixed: Any = None


def any_touched(rules: Iterable[Rule], names: Touched) -> bool:
    """Whether a change of these attributes can change one of the rules."""
    return any(rule.touched(names) for rule in rules)
