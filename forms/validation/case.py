"""One record in front of its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.problems import Problem
from forms.compiled import FieldPart, Sheet
from forms.facts import Facts
from forms.rows import child_rows
from forms.rule import Rule, Touched, any_touched

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Case:
    """``touched`` are the attributes that changed, None if all are new: a rule is asked only about what a
    change touched, so nobody is refused for what was wrong before. ``path`` stands in front of field names
    (``needs[2].``). With ``advice`` warnings are given too. ``skipped`` fields have a problem already.
    """

    sheet: Sheet
    row: Mapping[str, Any]
    old: Mapping[str, Any] | None
    touched: Touched
    at: UnitOfWork | Reader
    me: str | None = None
    path: str = ""
    advice: bool = False
    skipped: frozenset[str] = frozenset()

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.sheet.entity, self.row, self.at, self.me, self.old)

    def parts(self, what: Callable[[FieldPart], object]) -> Iterable[FieldPart]:
        """The fields to look at: those of which something is true (see ``Sheet.having``)."""
        found = self.sheet.having(what)
        return [part for part in found if part.name not in self.skipped] if self.skipped else found

    def changed(self, name: str) -> bool:
        """Whether a field changed."""
        return self.touched is None or name in self.touched

    def affects(self, *rules: Rule | None) -> bool:
        """Whether the change can change one of these rules."""
        return any_touched((rule for rule in rules if rule is not None), self.touched)

    def visible(self, part: FieldPart) -> bool:
        """Whether a field is shown: what is not shown is not asked for."""
        return all(self.facts.holds(rule) for rule in part.visible)

    def rows(self, part: FieldPart) -> list[dict[str, Any]]:
        """The rows of a table field."""
        return child_rows(self.at, self.sheet.entity, part.name, self.row["id"])

    def empty(self, part: FieldPart) -> bool:
        """Whether a field holds nothing."""
        return not self.rows(part) if part.rows is not None else self.row.get(part.name) is None

    def problem(self, code: str, part: FieldPart, **parameters: object) -> Problem:
        """A problem of a field."""
        told = {"title": part.titles, "path": f"{self.path}{part.name}", **parameters}
        return Problem(code, told, part.field.address)
