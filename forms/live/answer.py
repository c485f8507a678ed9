"""The live part of a form as JSON: trees, types of what is typed, and what the person's browser must know besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.expressions.browser import refusal
from engine.expressions.checked import Checked
from engine.expressions.runtime.offsets import offsets
from engine.expressions.tree import Node, Parameter, Variable, walk
from engine.expressions.tree_json import VERSION, to_json, type_json, value_json
from engine.expressions.types import PEOPLE
from engine.problems import Problem
from engine.records.clock import zone_of
from engine.records.evaluate import MY_TEAM, evaluate, team_of
from forms.compiled import Sheet
from forms.live.personal import Asked, asked_once
from forms.live.reach import FormReach
from forms.live.rules import LiveRule, known_default, live_rules, reads
from forms.records.visit import Visit
from forms.rows import store_of

if TYPE_CHECKING:
    from engine.records.readers import Reader

Told = dict[str, Any]


def live_form(visit: Visit, reader: Reader) -> Told:
    """``rules`` are what the browser computes, ``asked`` what it asks the server for, each with the reason."""
    reach = FormReach(visit)
    rules: list[Told] = []
    asked: list[Told] = []
    once: Asked = {}
    trees: list[Node] = []
    for rule in live_rules(reach):
        tree, questions = asked_once(visit, rule.tree)
        about = {"kind": rule.kind, "table": rule.table, "field": rule.field}
        reason = refusal(tree, reach)
        if reason is not None:
            asked.append({**about, "reason": reason})
            continue
        once |= questions
        trees.append(tree)
        more = {"option": rule.option} if rule.option else _check(visit, rule)
        rules.append({**about, **more, "tree": to_json(tree), "reads": reads(rule, reach)})
    sheets = {table: _sheet(reach, table, sheet) for table, sheet in reach.sheets().items()}
    return {"version": VERSION, "sheets": sheets, "rules": rules, "asked": asked, **_around(visit, reader, trees, once)}


def _sheet(reach: FormReach, table: str, sheet: Sheet) -> Told:
    """``waits``: fields that the server completes in a way of its own; ``fills``: what choosing in a field fills in."""
    fields: Told = {}
    for name, part in sheet.fields.items():
        typed = reach.told(sheet.entity.name, name)
        if part.attribute is not None and typed is not None:
            fields[name] = {"type": type_json(part.attribute.type), "typed": typed}
    waits = [
        name
        for name, part in sheet.fields.items()
        if name in fields and part.default is not None and known_default(reach, sheet, part) is None
    ]
    fills = {name: [key for key in part.fill if key in fields] for name, part in sheet.fields.items() if part.fill}
    return {"entity": sheet.entity.name, "fields": fields, "waits": waits, "fills": fills}


def _check(visit: Visit, rule: LiveRule) -> Told:
    """What is said where a check is broken."""
    if rule.check is None:
        return {}
    code = "check.warned" if rule.check.check.level == "warn" else "check.failed"
    problem = Problem(code, {"message": rule.check.messages})
    return {"code": code, "severity": problem.severity, "message": problem.text(visit.language)}


def _around(visit: Visit, reader: Reader, trees: list[Node], once: Asked) -> Told:
    """The clock, the person and the parameters, as far as the trees read them."""
    app = visit.version.app
    active, me = reader.actives[app], visit.viewer.id
    blank = store_of(reader, visit.entity).blank
    parameters = {
        node.name: [type_json(node.type), value_json(node.type, active.parameters.get(node.name))]
        for tree in trees
        for node in walk(tree)
        if isinstance(node, Parameter)
    }
    variables = {
        name: [type_json(node.type), value_json(node.type, evaluate(Checked(node), visit.entity, blank, reader, me=me))]
        for name, node in once.items()
    }
    team = Variable(PEOPLE, MY_TEAM) if any(_is_team(node) for tree in trees for node in walk(tree)) else None
    return {
        "now": reader.now,
        "zone": offsets(zone_of(active.zone)).json(),
        "me": me,
        "my_team": sorted(team_of(team, reader, me)) if team is not None else [],
        "parameters": parameters,
        "variables": variables,
    }


def _is_team(node: Node) -> bool:
    return isinstance(node, Variable) and node.name == MY_TEAM
