"""What an import would do with one row, and what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.problems import Problem
from forms.importing.reading import Row, SourceColumn
from forms.importing.reading.cells import address, text_of

SHOWN = 200  # characters of a cell that are told
Operation = Literal["create", "update", "same", "refused"]


@dataclass(frozen=True)
class Trouble:
    """A problem with its cell: ``cell`` is ``C17``, or the row's number where no single cell is to blame.

    ``column`` is the column's title, ``value`` the text in the cell.
    """

    problem: Problem
    row: int
    cell: str
    column: str = ""
    value: str = ""

    def to_json(self) -> dict[str, Any]:
        """In no language yet: as it is kept."""
        return {
            "code": self.problem.code,
            "parameters": self.problem.parameters,
            "row": self.row,
            "cell": self.cell,
            "column": self.column,
            "value": self.value,
        }

    @staticmethod
    def from_json(told: Mapping[str, Any]) -> Trouble:
        problem = Problem(told["code"], told["parameters"])
        return Trouble(problem, told["row"], told["cell"], told["column"], told["value"])

    def told(self, language: str) -> dict[str, Any]:
        """In the language of a person."""
        return {
            "code": self.problem.code,
            "row": self.row,
            "cell": self.cell,
            "column": self.column,
            "value": self.value,
            "message": self.problem.text(language),
            "hint": self.problem.hint(language),
        }


@dataclass
class Planned:
    """``position`` of the row among the rows of the table, ``source`` as it is in the file; ``id`` of the record
    that it makes or changes; ``values`` in stored form; ``before`` is the record as it was. ``columns`` are those
    of the file by field. ``troubles`` refuse the row; ``tried`` is what was to be done before a writing."""

    position: int
    source: Row
    columns: Mapping[str, SourceColumn]
    operation: Operation = "create"
    id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] | None = None
    troubles: list[Trouble] = field(default_factory=list)
    tried: Operation | None = None

    def refuse(self, problem: Problem, name: str = "") -> None:
        """The row is not taken, because of a field."""
        self.operation = "refused"
        self.troubles.append(self._trouble(problem, name))

    def _trouble(self, problem: Problem, name: str) -> Trouble:
        number, column = self.source.number, self.columns.get(name)
        if column is None:
            return Trouble(problem, number, str(number))
        # As a spreadsheet shows the file, also for a text file.
        cell = address(number, column.index, lettered=True)
        return Trouble(problem, number, cell, column.name, text_of(self.source.raw(column.index))[:SHOWN])
