"""A question of expectations, ``tasks(li)``: its arguments are checked before, its answer is found while it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.definitions.names import meant
from engine.expressions import syntax
from engine.expressions.types import Type

if TYPE_CHECKING:
    from engine.definitions import Expression
    from engine.records.readers import Reader
    from engine.scenarios.compilation import ScenarioCompilation
    from engine.scenarios.play import Play

Answer = Callable[["Play", "Reader"], Any]


@dataclass(frozen=True)
class Question:
    """``compile`` gives the type and what finds the value in stored form; None after problems were recorded."""

    name: str
    signature: str
    zh: str
    en: str
    compile: Callable[[Asked], tuple[Type, Answer] | None]


@dataclass(frozen=True)
class Asked:
    """A question as it is asked in an expectation at an address."""

    compilation: ScenarioCompilation
    question: Question
    call: syntax.Call
    expression: Expression
    address: str

    def names(self, least: int, most: int | None = None) -> list[syntax.Name] | None:
        """The arguments, each a name; None after the problem was recorded."""
        found = [each for each in self.call.arguments if isinstance(each, syntax.Name)]
        fits = least <= len(self.call.arguments) <= (most or least) and self.call.where is None
        if not fits or len(found) != len(self.call.arguments):
            self.report("scenario.arguments", self.call, signature=self.question.signature)
            return None
        return found

    def person(self, name: syntax.Name) -> str | None:
        """A user of the scenario by name."""
        return self._known("scenario.user", name, self.compilation.people)

    def record(self, name: syntax.Name) -> str | None:
        """A record of the scenario by name."""
        return self._known("scenario.record", name, self.compilation.forms)

    def word(self, name: syntax.Name, known: Iterable[str]) -> str | None:
        """One of several words."""
        words = list(known)
        if name.name in words:
            return name.name
        self.report("scenario.word", name, name=name.name, nearest=meant(name.name, words), known=words)
        return None

    def _known(self, code: str, name: syntax.Name, known: Iterable[str]) -> str | None:
        names = list(known)
        if name.name in names:
            return name.name
        self.report(code, name, name=name.name, nearest=meant(name.name, names))
        return None

    def report(self, code: str, at: syntax.Syntax, **parameters: object) -> None:
        """Records a problem at a part of the question."""
        span = self.expression.part(at.start, at.end - at.start)
        self.compilation.report(code, self.address, span, **parameters)
