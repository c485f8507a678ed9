"""The verb `press`: the actions of a button, said once and used by rules and flows too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from engine.actions import ActionContext, ActionElement, Compilation, actions_at
from engine.actions.action import Run
from engine.definitions import Located, Name, key, meant
from forms.definition import forms_of

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class Press(ActionElement):
    """Does what a button of the form does."""

    verb: ClassVar[str] = "press"

    press: Located = key(Name(), doc="a button of the form", example="{press: convert}")

    def compile(self, compilation: Compilation) -> Run | None:
        form = forms_of(compilation.build.definition).get(compilation.entity.name)
        button = form.buttons.get(str(self.press)) if form is not None else None
        if form is None or button is None:
            nearest = meant(str(self.press), form.buttons if form is not None else ())
            compilation.report("form.no_button", self.address, self.span_of("press"), name=self.press, nearest=nearest)
            return None
        address = f"{button.address}/then"
        compilation.calls.append(address)

        def run(uow: UnitOfWork, context: ActionContext) -> None:
            version = cast("AppVersion", uow.version(context.entity.app))
            actions_at(version, address).run(uow, context)

        return run
