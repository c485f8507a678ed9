"""A checked expression and what the kernel must know to evaluate it and to keep it right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from engine.expressions.tree import Node, Stage
from engine.expressions.types import Type


@dataclass(frozen=True)
class Input:
    """A part that needs the database; its value is given in the row under ``key``.

    ``many`` false: a scalar, by ``sql.column(tree)``; true: a frozenset of user ids, by ``sql.people(tree)``.
    """

    key: str
    tree: Node
    many: bool = False


@dataclass(frozen=True)
class Step:
    """One step from a record to others.

    ``reference``: to the record named by ``attribute`` of ``entity``, where the step starts.
    ``way``: to the records of ``entity`` whose ``attribute`` names the record where the step starts.
    """

    kind: Literal["reference", "way"]
    entity: str
    attribute: str


@dataclass(frozen=True)
class Dependency:
    """A change of ``attribute`` of a record of ``entity`` can change the value at the start of ``path``.

    Without steps it is the record itself. Creating, deleting and restoring a record at the end of a way
    changes its link attribute, at the end of a reference its ``deleted_at``.
    """

    entity: str
    attribute: str
    path: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Checked:
    """An expression ready for every back end; ``text`` is what was written."""

    tree: Node
    text: str = ""

    @property
    def type(self) -> Type:
        return self.tree.type

    @property
    def stage(self) -> Stage:
        return self.tree.stage

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The parts that need the database, each once."""
        from engine.expressions.inputs import inputs

        return inputs(self.tree)

    @cached_property
    def depends(self) -> tuple[Dependency, ...]:
        """What the value is computed from, with the way to it."""
        from engine.expressions.dependencies import dependencies

        return dependencies(self.tree)

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The names of the parameters read."""
        from engine.expressions.dependencies import parameters

        return parameters(self.tree)
