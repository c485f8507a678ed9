"""`press`: a button of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.access.viewer import SYSTEM
from engine.actions.values import Values
from engine.definitions import Located, Name, key, meant
from engine.definitions import Values as ValueMap
from engine.definitions.values import Value
from engine.scenarios import Run, ScenarioStep, Unmet
from forms.definition import forms_of
from forms.records import buttons
from forms.records.visit import visit_to
from forms.scenarios.visiting import visit_of

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork
    from engine.scenarios import Play, ScenarioCompilation


@dataclass(frozen=True, kw_only=True)
class PressButton(ScenarioStep):
    """Presses a button of a record."""

    verb: ClassVar[str] = "press"
    press: Located = key(Name(), doc="the button", example="{press: convert, as: li, record: l}")
    with_: Mapping[str, Value] = key(
        ValueMap(),
        default={},
        doc="values that it asks for",
        example="{press: give_back, with: {churn_reason: price}}",
    )
    record: Located | None = key(
        Name(),
        default=None,
        doc="the record, where several have the button",
        example="{press: convert, record: l}",
    )

    def compile(self, compilation: ScenarioCompilation) -> Run | None:
        forms = [name for name, form in forms_of(compilation.build.definition).items() if self.press in form.buttons]
        if self.record is not None:
            form = compilation.form_of(self.record, f"{self.address}/record")
            forms = [name for name in forms if name == form]
            if form is None:
                return None
        if not forms:
            known = [name for form in forms_of(compilation.build.definition).values() for name in form.buttons]
            near = meant(self.press, known)
            compilation.report("form.no_button", self.address, self.press.span, name=self.press, nearest=near)
            return None
        found = {name: compilation.values(name, self.with_, f"{self.address}/with") for name in forms}
        return _Pressing(self, {name: values for name, values in found.items() if values is not None})


@dataclass(frozen=True)
class _Pressing:
    step: PressButton
    values: Mapping[str, Values]

    def __call__(self, play: Play) -> None:
        name = self.step.record or self._only(play)
        form, id = play.forms[name], play.cast.records[name]

        def press(uow: UnitOfWork) -> None:
            visit = visit_of(play, uow, form) or visit_to(play.version, form, SYSTEM)
            assert visit is not None
            buttons.press(visit, uow, id, self.step.press, play.body(uow, self.values[form], form, id), None)

        play.write(press)

    def _only(self, play: Play) -> str:
        """The one record that has the button. Raises Unmet where several have, or none."""
        found = [name for name, form in play.forms.items() if form in self.values]
        if len(found) == 1:
            return found[0]
        names = ", ".join(found)
        expected = {"zh": f"一条记录有按钮 {self.step.press}", "en": f"one record has the button {self.step.press}"}
        raise Unmet(expected, {"zh": f"用 record 指明：{names}", "en": f"name the record: {names}"})
