"""The forms of an app."""

from __future__ import annotations

from engine.plugin import Build
from forms.compiled import FormPart, FormSet, Sheet
from forms.compiling.access import compile_access
from forms.compiling.buttons import compile_buttons, compile_templates
from forms.compiling.desk import Desk
from forms.compiling.exposure import check_exposure
from forms.compiling.names import check_names
from forms.compiling.sheets import compile_sheet
from forms.compiling.views import compile_views
from forms.definition import FormDefinition, forms_of


def compile_forms(build: Build) -> FormSet:
    """Compiles every form, and leaves the policies of their access in ``build.parts["access"]``."""
    forms: dict[str, FormPart] = {}
    policies = {}
    for form in forms_of(build.definition).values():
        entity = build.catalog.get(form.name)
        if entity is None:
            continue
        desk = Desk(build, form, entity)
        check_names(desk)
        forms[form.name] = _compile_form(desk, form)
        policies[form.name] = compile_access(desk)
        check_exposure(desk)
    build.parts["access"] = policies
    return FormSet(forms, _sheets(forms))


def _compile_form(desk: Desk, form: FormDefinition) -> FormPart:
    return FormPart(
        form,
        compile_sheet(desk),
        compile_views(desk),
        compile_buttons(desk),
        compile_templates(desk),
    )


def _sheets(forms: dict[str, FormPart]) -> dict[str, Sheet]:
    found = {}
    for form in forms.values():
        found[form.entity.name] = form.sheet
        for field in form.sheet.fields.values():
            if field.rows is not None:
                found[field.rows.entity.name] = field.rows
    return found
