"""`notify: who`: tells people inside, in their inbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from engine.actions.compilation import ActionElement, Compilation
from engine.actions.people import compile_people
from engine.actions.template import Template, compile_template
from engine.definitions import Expr, Expression, Located, Many, Text, key
from engine.people.lookup import by_id
from engine.tasks.notices import About, tell

if TYPE_CHECKING:
    from engine.actions.action import Run
    from engine.actions.context import ActionContext
    from engine.records.entity import Entity
    from engine.records.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class NotifyAction(ActionElement):
    """Tells people something about this record; without a message, the title of what tells them."""

    verb: ClassVar[str] = "notify"
    notify: tuple[Expression, ...] = key(
        Many(Expr("people")), doc="Who is told", example="{notify: [owner, owner.manager]}"
    )
    message: Located | None = key(
        Text(),
        default=None,
        doc="What they are told; {{ expression }} inserts a value",
        example="{notify: owner, message: '{{ title }} 已 3 天没有进展'}",
    )

    def compile(self, compilation: Compilation) -> Run | None:
        receivers = compile_people(compilation, self.notify, f"{self.address}/notify")
        template: Template | None = None
        if self.message is not None:
            template = compile_template(compilation, self.message, f"{self.address}/message")
        entity, address = compilation.entity, self.address

        def run(uow: UnitOfWork, context: ActionContext) -> None:
            about = About(entity.app, entity.name, context.id, address)
            people = receivers(uow, context)
            for user in people:
                viewer = by_id(uow.cursor, uow.dialect, user)
                if viewer is None:
                    continue
                text = template.render(uow, context, (viewer,)) if template else untold(uow, entity)
                tell(uow, user, about, text)
            context.note("notify", "user", people)

        return run


def untold(uow: UnitOfWork, entity: Entity) -> dict[str, str]:
    """What is told without a message: the title of the rule, step or button that tells it."""
    definition = getattr(uow.version(entity.app), "definition", None)
    cause = uow.cause
    if definition is None:
        return {"zh": cause.title, "en": cause.title}
    return {language: definition.text(cause.element, language, cause.title) for language in ("zh", "en")}
