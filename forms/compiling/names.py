"""Names of fields, ways and roles that a form mentions must exist."""

from __future__ import annotations

from collections.abc import Iterable

from engine.definitions import Located
from forms.compiling.desk import Desk
from forms.fields import StageField
from forms.fields.results import result_fields

OF_EVERY_RECORD = ("id", "created_at", "created_by", "updated_at", "updated_by")


def check_names(desk: Desk) -> None:
    """Records a problem for each name that means nothing."""
    form = desk.form
    fields = [*form.fields, *(field.name for field in result_fields(desk.definition, form.name))]
    for name, address in _fields(desk):
        desk.demand(name, fields, address)
    for view in form.views.values():
        for path in view.mentioned():
            if desk.path(path) is None and path not in form.fields:
                desk.demand(path, [*fields, *OF_EVERY_RECORD], f"{view.address}/show")
    ways = [way.name for way in desk.entity.ways.values() if way.kind == "back"]
    for name in form.timeline:
        if name not in (*ways, "changes"):
            desk.report("form.nothing_to_show", name.span, f"{form.address}/timeline", name=name, form=form.title)
    _check_stages(desk)


def _fields(desk: Desk) -> Iterable[tuple[Located, str]]:
    form = desk.form
    if form.owner is not None:
        yield form.owner, f"{form.address}/owner"
    for name in form.quick:
        yield name, f"{form.address}/quick"
    for block in form.layout.values():
        for name in block.show:
            yield name, f"{block.address}/show"
    for button in form.buttons.values():
        for name in button.ask:
            yield name, f"{button.address}/ask"
    if form.import_ is not None:
        for name in (*form.import_.key_, *form.import_.match.values()):
            yield name, form.import_.address
    for field in form.fields.values():
        for name in field.unique if isinstance(field.unique, tuple) else ():
            yield name, f"{field.address}/unique"


def _check_stages(desk: Desk) -> None:
    stages = [field for field in desk.form.fields.values() if isinstance(field, StageField)]
    for field in stages:
        for option in field.options.values():
            for name in option.requires:
                desk.demand(name, desk.form.fields, f"{option.address}/requires")
            for name in option.from_:
                if name not in field.options:
                    desk.report("form.no_stage", name.span, f"{option.address}/from", title=field.title, name=name)
