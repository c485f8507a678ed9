"""What the UI needs to know of the forms of an app: only what the person may know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.access.evaluate import condition
from engine.expressions.tree import Attribute
from engine.expressions.types import Number
from engine.plugin import AppVersion
from engine.records.codec import to_json
from engine.web.request import Request
from forms.compiled import FieldPart, Sheet
from forms.records.buttons import offered
from forms.records.listing import may_show, offered_view
from forms.records.visit import Visit, visits
from forms.rows import store_of
from forms.rule import Given, Rule
from forms.views import KanbanView, PageView, RecordsView, View

if TYPE_CHECKING:
    from engine.records.readers import Reader

Told = dict[str, Any]


def bootstrap(request: Request, reader: Reader, version: AppVersion) -> Told:
    """``forms`` by name."""
    known = visits(version, request.viewer, request.language)
    return {"forms": {visit.form.name: form_view(visit, reader) for visit in known}}


def form_view(visit: Visit, reader: Reader) -> Told:
    """One form as the person may use it."""
    form, definition = visit.form.definition, visit.version.definition
    label = visit.entity.label.tree if visit.entity.label is not None else None
    return {
        "title": definition.title(form, visit.language),
        "icon": form.icon,
        "help": definition.text(f"{form.address}/help", visit.language, form.help or "") or None,
        "label_field": label.name if isinstance(label, Attribute) and visit.shows(label.name) else None,
        "fields": field_views(visit, visit.sheet),
        "layout": _layout(visit),
        "views": _views(visit),
        "buttons": _buttons(visit),
        "quick": [str(name) for name in form.quick if visit.shows(name)],
        "templates": {name: _template(visit, name, reader) for name in form.templates},
        "related": _related(visit),
        "timeline": [str(name) for name in form.timeline],
        "can": {right: visit.right(right) is not False for right in ("create", "import", "export")},
    }


def field_views(visit: Visit, sheet: Sheet) -> dict[str, Told]:
    """The fields of a form or table that are not hidden."""
    return {
        name: _field(visit, sheet, part) for name, part in sheet.fields.items() if visit.level(name, sheet) != "hide"
    }


def _field(visit: Visit, sheet: Sheet, part: FieldPart) -> Told:
    definition, language, field = visit.version.definition, visit.language, part.field
    level = visit.level(part.name, sheet)
    told: Told = {
        "type": field.noun,
        "title": part.titles.get(language, field.title),
        "level": level if part.written or level == "mask" else "read",
        "help": definition.text(f"{field.address}/help", language, field.help or "") or None,
        "placeholder": definition.text(f"{field.address}/placeholder", language, field.placeholder or "") or None,
        "derived": part.derived or not field.written,
        "search": field.search,
        "required": level == "required" or _state(part.required, False),
        "visible": _visible(part),
        "min": _bound(part, part.least),
        "max": _bound(part, part.most),
    }
    own = field.shown(definition, language)
    told |= {key: value for key, value in own.items() if value is not None}
    if part.rows is not None:
        told["fields"] = field_views(visit, part.rows)
    return {key: value for key, value in told.items() if value is not None}


def _state(rule: Rule | None, otherwise: bool) -> bool | str:
    if rule is None:
        return otherwise
    return "depends" if rule.always is None else rule.always


def _visible(part: FieldPart) -> bool | str:
    states = [_state(rule, True) for rule in part.visible]
    return False if False in states else "depends" if "depends" in states else True


def _bound(part: FieldPart, given: Given | None) -> Any:
    if given is None or given.rule is not None or part.attribute is None:
        return None
    return to_json(part.attribute.type, given.fixed)


def _layout(visit: Visit) -> list[Told]:
    """The sections with the fields that are not hidden; fields that none places stand in one at the end."""
    definition, form = visit.version.definition, visit.form.definition
    blocks: list[Told] = []
    for name, block in form.layout.items():
        show = [str(item) for item in block.show if _known(visit, item)]
        title = definition.title(block, visit.language)
        told = {"name": name, "kind": block.noun, "title": title, "columns": block.columns, "show": show}
        blocks.append({**told, "folded": block.folded})
    placed = {name for block in form.layout.values() for name in block.show}
    rest = [name for name in visit.sheet.fields if name not in placed and _known(visit, name)]
    if rest:
        title = definition.title(form, visit.language) if not blocks else ""
        blocks.append({"name": "rest", "kind": "section", "title": title, "columns": 2, "show": rest, "folded": False})
    return [block for block in blocks if block["show"]]


def _known(visit: Visit, name: str) -> bool:
    return visit.level(name) != "hide"


def _views(visit: Visit) -> Told:
    return {name: _view(visit, part.view) for name, part in visit.form.views.items() if offered_view(visit, part)}


def _view(visit: Visit, view: View) -> Told:
    definition = visit.version.definition
    told: Told = {"kind": view.noun, "title": definition.title(view, visit.language)}
    if isinstance(view, RecordsView):
        told["show"] = [str(name) for name in view.show if may_show(visit, str(name))]
        told["sort"] = ",".join(f"{item.expression.text}{' desc' * item.descending}" for item in view.sort) or None
        told["totals"] = [str(name) for name in view.totals if _summed(visit, name)]
    if isinstance(view, KanbanView):
        told["by"] = str(view.by)
    if isinstance(view, PageView):
        told["header"] = [str(name) for name in view.header if _known(visit, name)]
        told["side"] = [str(name) for name in view.side if _known(visit, name)]
        told["bar"] = str(view.bar) if view.bar and _known(visit, view.bar) else None
        told["tabs"] = [
            {"name": name, "title": definition.title(tab, visit.language), "show": [str(item) for item in tab.show]}
            for name, tab in view.tabs.items()
        ]
    return told


def _template(visit: Visit, name: str, reader: Reader) -> Told:
    """A ready-made beginning: its values are worked out now, for this person, as far as they may write them."""
    definition, item = visit.version.definition, visit.form.definition.templates[name]
    facts = visit.facts(dict(store_of(reader, visit.entity).blank), reader)
    values = {}
    for field, given in visit.form.templates[name].items():
        part = visit.sheet.fields[field]
        if part.attribute is not None and visit.writes(part):
            values[field] = to_json(part.attribute.type, facts.given(given))
    help_ = definition.text(f"{item.address}/help", visit.language, item.help or "") or None
    return {"title": definition.title(item, visit.language), "help": help_, "values": values}


def _summed(visit: Visit, name: str) -> bool:
    attribute = visit.entity.attributes.get(name)
    return attribute is not None and isinstance(attribute.type, Number) and visit.shows(name)


def _buttons(visit: Visit) -> dict[str, Told]:
    definition = visit.version.definition
    found = {}
    for name, part in visit.form.buttons.items():
        button = part.button
        if offered(visit, part):
            confirm = definition.text(f"{button.address}/confirm", visit.language, button.confirm or "") or None
            title = definition.title(button, visit.language)
            found[name] = {"title": title, "confirm": confirm, "ask": [str(item) for item in button.ask]}
    return found


def _related(visit: Visit) -> dict[str, Told]:
    """The ways back to records that the person may see."""
    found = {}
    for name, way in visit.entity.ways.items():
        target = visit.version.catalog.get(way.entity)
        seen = way.kind == "back" and condition(visit.version, way.entity, "see", visit.viewer) is not False
        if target is None or target.parent is not None or not seen or visit.level(name) == "hide":
            continue
        form = visit.version.definition.of("forms").get(way.entity)
        title = visit.version.definition.title(form, visit.language) if form else target.title
        found[name] = {"form": way.entity, "field": way.attribute, "title": title}
    return found
