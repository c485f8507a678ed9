"""`create`: a new record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.definitions import Located, Ref, Values, key
from engine.definitions.values import Value
from engine.scenarios import Run, ScenarioStep
from forms.records import writing
from forms.scenarios.visiting import visit_of

if TYPE_CHECKING:
    from engine.records.store import Row
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios import Play, ScenarioCompilation


@dataclass(frozen=True, kw_only=True)
class Create(ScenarioStep):
    """Makes a record; ``name`` calls it."""

    verb: ClassVar[str] = "create"
    create: Located = key(Ref("forms"), doc="the form", example="{create: order, with: {amount: 1}}")
    with_: Mapping[str, Value] = key(
        Values(), default={}, doc="its values", example="{create: order, with: {amount: 1}}"
    )

    def compile(self, compilation: ScenarioCompilation) -> Run | None:
        form = str(self.create)
        values = compilation.values(form, self.with_, f"{self.address}/with")
        named = self.name if "name" in self.places else ""
        if named:
            compilation.named(named, form, self.address, self.span)
        if values is None:
            return None

        def run(play: Play) -> None:
            def make(uow: UnitOfWork) -> Row:
                visit = visit_of(play, uow, form)
                if visit is None:
                    return uow.create(play.entity(form), play.values(uow, values, form))
                return writing.create(visit, uow, play.body(uow, values, form))

            play.keep(named, form, play.write(make)["id"])

        return run
