"""What an import comes to: counts, the first problems, and equal problems as one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forms.importing.planned import Planned, Trouble

LISTED = 1000  # problems kept one by one
GROUPS = 200
CELLS = 5  # cells named of equal problems


@dataclass
class Group:
    """Equal problems of one column; ``first`` speaks for them."""

    first: Trouble
    count: int = 0
    cells: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {"first": self.first.to_json(), "count": self.count, "cells": self.cells}


@dataclass
class Tally:
    """``counts`` by operation; ``troubles`` are the first problems, ``total`` counts them all."""

    counts: Counter[str] = field(default_factory=Counter)
    total: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    groups: dict[tuple[str, str, str], Group] = field(default_factory=dict)

    def add(self, planned: Planned) -> None:
        self.counts[planned.operation] += 1
        for trouble in planned.troubles:
            self.note(trouble)

    def note(self, trouble: Trouble) -> None:
        """Counts a problem."""
        self.total += 1
        if len(self.troubles) < LISTED:
            self.troubles.append(trouble)
        code, spoken = trouble.problem.code, str(trouble.problem.parameters.get("value", ""))
        key = (code, trouble.column, spoken)
        if key not in self.groups and len(self.groups) >= GROUPS:
            key = (code, trouble.column, "")
        group = self.groups.setdefault(key, Group(trouble))
        group.count += 1
        if len(group.cells) < CELLS:
            group.cells.append(trouble.cell)

    def to_json(self) -> dict[str, Any]:
        """In no language yet: as a job keeps it."""
        return {
            "counts": dict(self.counts),
            "total": self.total,
            "troubles": [trouble.to_json() for trouble in self.troubles],
            "groups": [[*key, group.to_json()] for key, group in self.groups.items()],
        }

    @staticmethod
    def from_json(told: Mapping[str, Any]) -> Tally:
        groups = {
            (code, column, value): Group(Trouble.from_json(group["first"]), group["count"], list(group["cells"]))
            for code, column, value, group in told["groups"]
        }
        troubles = [Trouble.from_json(each) for each in told["troubles"]]
        return Tally(Counter(told["counts"]), told["total"], troubles, groups)

    def told(self, language: str) -> dict[str, Any]:
        """In the language of a person: ``kinds`` has one line for all problems that are the same."""
        most = sorted(self.groups.values(), key=lambda group: -group.count)
        return {
            "create": self.counts["create"],
            "update": self.counts["update"],
            "skip": self.counts["same"] + self.counts["refused"],
            "refused": self.counts["refused"],
            "total_problems": self.total,
            "problems": [trouble.told(language) for trouble in self.troubles],
            "kinds": [{**group.first.told(language), "count": group.count, "cells": group.cells} for group in most],
        }
