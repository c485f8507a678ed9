"""`delete` and `restore`: into the recycle bin and out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.definitions import Located, Name, key
from engine.scenarios import Run, ScenarioStep
from forms.records import writing
from forms.scenarios.visiting import visit_of

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios import Play, ScenarioCompilation


@dataclass(frozen=True, kw_only=True)
class Delete(ScenarioStep):
    """Puts a record into the recycle bin."""

    verb: ClassVar[str] = "delete"
    delete: Located = key(Name(), doc="the record", example="{delete: acme}")

    def compile(self, compilation: ScenarioCompilation) -> Run | None:
        form = compilation.form_of(self.delete, self.address)
        if form is None:
            return None

        def run(play: Play) -> None:
            id = play.cast.records[self.delete]

            def put_away(uow: UnitOfWork) -> None:
                visit = visit_of(play, uow, form)
                if visit is None:
                    uow.delete(play.entity(form), id)
                else:
                    writing.delete(visit, uow, id)

            play.write(put_away)

        return run


@dataclass(frozen=True, kw_only=True)
class Restore(ScenarioStep):
    """Takes a record out of the recycle bin."""

    verb: ClassVar[str] = "restore"
    restore: Located = key(Name(), doc="the record", example="{restore: acme}")

    def compile(self, compilation: ScenarioCompilation) -> Run | None:
        form = compilation.form_of(self.restore, self.address)
        if form is None:
            return None

        def run(play: Play) -> None:
            id = play.cast.records[self.restore]

            def take_back(uow: UnitOfWork) -> None:
                visit = visit_of(play, uow, form)
                if visit is None:
                    uow.restore(play.entity(form), id)
                else:
                    writing.restore(visit, uow, id)

            play.write(take_back)

        return run
