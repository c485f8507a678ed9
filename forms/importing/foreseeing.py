"""What the form would say to planned rows, asked without writing them: the validation of the dry run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.platform import Platform
from engine.problems import Problem
from engine.records.evaluate import evaluate
from engine.records.foresight import Foresight
from engine.records.store import Row, Store
from forms.compiled import Sheet
from forms.completing import filled
from forms.importing.lookup import key_of, known_records, unique_sets
from forms.importing.planned import Planned
from forms.records.refusals import told_problems
from forms.records.rehearsal import field_of
from forms.records.visit import Visit
from forms.rows import store_of
from forms.rule import Rule
from forms.validation import Case, problems_of


class Foreseer:
    """Rows of the same file count as if they were written: what must be unique is unique among them too."""

    def __init__(self, visit: Visit, at: Foresight, platform: Platform) -> None:
        self.visit = visit
        self.at = at
        self.platform = platform
        self.store: Store = store_of(at, visit.entity)
        self._read = _derived_read(visit.sheet)
        self._unique = tuple(dict.fromkeys(unique_sets(visit)))
        self._seen: dict[tuple[str, ...], dict[tuple[Any, ...], Planned]] = {names: {} for names in self._unique}

    def look(self, planned: Sequence[Planned]) -> None:
        """Refuses the rows that would not be taken."""
        for each in planned:
            if each.operation in ("create", "update"):
                self._look(each)
        for names in self._unique:
            self._look_for_twins(names, planned)

    def _look(self, planned: Planned) -> None:
        row, old = self.row(planned), planned.before
        touched = None if old is None else frozenset(name for name in row if old.get(name) != row[name])
        case = Case(self.visit.sheet, row, old, touched, self.at, self.visit.viewer.id)
        wrong = [problem for problem in problems_of(case) if problem.severity == "error"]
        for problem in told_problems(self.visit, self.at, wrong) if wrong else ():
            planned.refuse(problem, field_of(problem))
        rights = ("create", "import") if old is None else ("import",)
        if not all(self.visit.allowed(right, row, self.at) for right in rights):  # type: ignore[arg-type]
            planned.refuse(Problem("request.forbidden"))

    def row(self, planned: Planned) -> Row:
        """The record as it would be."""
        values: Mapping[str, Any] = planned.values
        if planned.before is not None:
            row = {**planned.before, **filled(self.at, self.visit.sheet, planned.before, values)}
        else:
            for complete in self.platform.completers:
                values = complete(self.at, self.store, values)
            me = self.at.actor.id
            row = {**self.store.blank, **values, "id": planned.id, "created_by": me, "created_at": self.at.now}
        for name in self._read:
            formula = self.visit.entity.attributes[name].formula
            assert formula is not None
            row[name] = evaluate(formula, self.visit.entity, row, self.at, me=self.visit.viewer.id)
        return row

    def _look_for_twins(self, names: tuple[str, ...], planned: Sequence[Planned]) -> None:
        """Values that must be unique and are there already, in the file or in the database."""
        keys = {}
        for index, each in enumerate(planned):
            if each.operation in ("create", "update") and not each.values.keys().isdisjoint(names):
                key = key_of(self.visit, names, {**(each.before or {}), **each.values})
                if key is not None:
                    keys[index] = key
        stored = known_records(self.visit, self.at, names, set(keys.values()), every=True)
        seen = self._seen[names]
        titles = [self.visit.sheet.fields[name].titles for name in names if name in self.visit.sheet.fields]
        for index, each in enumerate(planned):
            key = keys.get(index)
            if key is None:
                continue
            told = {"title": titles, "value": " · ".join(str(each.values.get(name, "")) for name in names)[:80]}
            twin = seen.get(key)
            if twin is not None and twin.id != each.id:
                each.refuse(Problem("import.repeated", {**told, "row": twin.source.number}), names[-1])
            elif stored.get(key, each.id) != each.id:
                each.refuse(Problem("import.exists", told), names[-1])
            else:
                seen[key] = each


def _derived_read(sheet: Sheet) -> tuple[str, ...]:
    """Computed attributes that some rule of the form reads, in the order of the form."""
    read = frozenset[str]().union(*(rule.reads for rule in _rules(sheet)))
    attributes = sheet.entity.attributes.items()
    return tuple(name for name, each in attributes if each.formula is not None and name in read)


def _rules(sheet: Sheet) -> Iterable[Rule]:
    for part in sheet.fields.values():
        given = (bound.rule for bound in (part.least, part.most) if bound is not None)
        own = (part.required, part.readonly, part.where, part.among)
        yield from (rule for rule in (*part.visible, *own, *part.offered.values(), *given) if rule is not None)
    for check in sheet.checks:
        yield from (rule for rule in (check.holds, check.when) if rule is not None)
