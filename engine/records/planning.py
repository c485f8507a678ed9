"""The plan that takes the physical tables from one version to the next: shown before it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from engine.problems import Problem
from engine.records.conversion import sensible
from engine.records.physical import Column, Index, PhysicalTable

StepKind = Literal[
    "add_table",
    "add_column",
    "rename_column",
    "hide_column",
    "hide_table",
    "convert_column",
    "replace_column",
    "add_index",
    "drop_index",
]


@dataclass(frozen=True)
class PlanStep:
    """One change.

    ``convert_column`` multiplies the stored numbers by a power of ten, in place. ``replace_column`` hides the column
    under the name ``old`` and makes a new one of another type; its values are converted from the meaning ``was``
    (empty: computed again).
    """

    kind: StepKind
    table: str
    column: Column | None = None
    index: Index | None = None
    old: str = ""
    multiply: int = 1
    was: str = ""


@dataclass(frozen=True)
class Plan:
    """``tables`` is the state afterwards, hidden columns and tables included."""

    steps: tuple[PlanStep, ...]
    tables: Mapping[str, PhysicalTable]
    problems: tuple[Problem, ...] = ()

    def to_json(self) -> list[dict[str, str]]:
        """What people are shown: kind, table, and the column or index concerned."""
        return [_told(step) for step in self.steps]


def plan_schema(
    old: Mapping[str, PhysicalTable],
    new: Mapping[str, PhysicalTable],
    renames: Mapping[str, Mapping[str, str]] | None = None,
) -> Plan:
    """Compares tables by name; ``renames``: by table, new column → old column.

    A column or table that is no longer defined stays, hidden. A changed type is converted where that makes sense
    (values that do not fit are reported when the plan is carried out), else it is a problem.
    """
    steps: list[PlanStep] = []
    tables: dict[str, PhysicalTable] = {}
    problems: list[Problem] = []
    for name, table in new.items():
        if name not in old:
            steps.append(PlanStep("add_table", name))
            tables[name] = table
            continue
        before, renamed = _renamed(old[name], (renames or {}).get(name, {}))
        steps.extend(renamed)
        changed, merged, found = _compare(before, table)
        steps.extend(changed)
        problems.extend(found)
        tables[name] = merged
    for name, table in old.items():
        if name not in new:
            tables[name] = replace(table, hidden=True)
            if not table.hidden:
                steps.append(PlanStep("hide_table", name))
    return Plan(tuple(steps), tables, tuple(problems))


def _renamed(table: PhysicalTable, renames: Mapping[str, str]) -> tuple[PhysicalTable, list[PlanStep]]:
    steps = []
    for new, old in renames.items():
        column = table.column(old)
        if column is None or table.column(new) is not None:
            continue
        renamed = replace(column, name=new)
        columns = tuple(renamed if item is column else item for item in table.columns)
        indexes = tuple(
            replace(index, columns=tuple(new if name == old else name for name in index.columns))
            for index in table.indexes
        )
        table = replace(table, columns=columns, indexes=indexes)
        steps.append(PlanStep("rename_column", table.name, renamed, old=old))
    return table, steps


def _compare(old: PhysicalTable, new: PhysicalTable) -> tuple[list[PlanStep], PhysicalTable, list[Problem]]:
    steps: list[PlanStep] = []
    problems: list[Problem] = []
    columns = {column.name: column for column in new.columns}
    for column in new.columns:
        before = old.column(column.name)
        if before is None:
            steps.append(PlanStep("add_column", new.name, column))
        elif before.meaning != column.meaning:
            changed = _changed(old, before, column)
            steps.extend([changed] if changed is not None else [])
            problems.extend([_type_change(new.name, before, column)] if changed is None else [])
            if changed is not None and changed.kind == "replace_column":
                columns[changed.old] = replace(before, name=changed.old, hidden=True)
    for column in old.columns:
        if column.name not in columns:
            columns[column.name] = replace(column, hidden=True)
            if not column.hidden:
                steps.append(PlanStep("hide_column", new.name, column))
    replaced = {step.column.name for step in steps if step.kind == "replace_column" and step.column is not None}
    steps.extend(_compare_indexes(old, new, replaced))
    merged = replace(new, columns=tuple(columns.values()), search=new.search or old.search)
    return steps, merged, problems


def _changed(table: PhysicalTable, old: Column, new: Column) -> PlanStep | None:
    """How a column takes on another type; None if there is no sensible way."""
    factor = _factor(old, new)
    if factor is not None:
        return PlanStep("convert_column", table.name, new, old=old.meaning, multiply=factor)
    if not (new.derived or sensible(old.meaning, new.meaning)):
        return None
    names = (f"{old.name}__was_{number}" for number in range(1, 1000))
    hidden = next(name for name in names if table.column(name) is None)
    return PlanStep("replace_column", table.name, new, old=hidden, was="" if new.derived else old.meaning)


def _compare_indexes(old: PhysicalTable, new: PhysicalTable, replaced: set[str]) -> Iterator[PlanStep]:
    """Indexes that differ, or that hold a replaced column, are made anew."""
    before = {index.name: index for index in old.indexes}
    after = {index.name: index for index in new.indexes}
    for name, index in before.items():
        if after.get(name) != index or replaced.intersection(index.columns):
            yield PlanStep("drop_index", new.name, index=index)
    for name, index in after.items():
        if before.get(name) != index or replaced.intersection(index.columns):
            yield PlanStep("add_index", new.name, index=index)


# Meanings whose stored texts are read alike, so that nothing has to be converted.
TEXTS = frozenset({"text", "choice", "file"})


def _factor(old: Column, new: Column) -> int | None:
    """By what stored values are multiplied; 1 if they stay, None if there is no safe conversion."""
    scales = _scale(old.meaning), _scale(new.meaning)
    if scales[0] is not None and scales[1] is not None and scales[1] >= scales[0]:
        return int(10 ** (scales[1] - scales[0]))
    if new.meaning == "text" and (old.meaning in TEXTS or old.meaning.startswith("reference(")):
        return 1
    return None


def _scale(meaning: str) -> int | None:
    found = re.fullmatch(r"number\((\d+)\)", meaning)
    return int(found.group(1)) if found else None


def _type_change(table: str, old: Column, new: Column) -> Problem:
    parameters = {"table": table, "column": new.name, "old": old.meaning, "new": new.meaning}
    return Problem("schema.type_change", parameters)


def _told(step: PlanStep) -> dict[str, str]:
    told = {"kind": step.kind, "table": step.table}
    if step.column is not None:
        told |= {"column": step.column.name, "type": step.column.meaning}
    if step.index is not None:
        told |= {"index": step.index.name, "columns": ", ".join(step.index.columns)}
    return told | ({"old": step.old} if step.old else {})
