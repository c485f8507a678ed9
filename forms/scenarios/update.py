"""`update`: a record is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.definitions import Located, Name, Values, key
from engine.definitions.values import Value
from engine.scenarios import Run, ScenarioStep
from forms.records import writing
from forms.scenarios.visiting import visit_of

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios import Play, ScenarioCompilation


@dataclass(frozen=True, kw_only=True)
class Update(ScenarioStep):
    """Changes a record."""

    verb: ClassVar[str] = "update"
    update: Located = key(Name(), doc="the record", example="{update: acme, with: {size: s}}")
    with_: Mapping[str, Value] = key(Values(), doc="the new values", example="{update: acme, with: {size: s}}")

    def compile(self, compilation: ScenarioCompilation) -> Run | None:
        form = compilation.form_of(self.update, self.address)
        values = compilation.values(form, self.with_, f"{self.address}/with") if form is not None else None
        if form is None or values is None:
            return None

        def run(play: Play) -> None:
            id = play.cast.records[self.update]

            def change(uow: UnitOfWork) -> None:
                visit = visit_of(play, uow, form)
                if visit is None:
                    uow.update(play.entity(form), id, play.values(uow, values, form, id))
                else:
                    writing.edit(visit, uow, id, play.body(uow, values, form, id))

            play.write(change)

        return run
