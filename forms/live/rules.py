"""The expressions of a form that say what it looks like while it is filled in, in the order of their working."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as Word

from engine.expressions.tree import Aggregate, Attribute, Literal, Logical, Node, Not, Variable, walk
from engine.expressions.types import BOOLEAN
from forms.compiled import CheckPart, FieldPart, Sheet
from forms.fields import StageField
from forms.live.reach import FormReach
from forms.rule import Given, Rule

Kind = Word["default", "formula", "visible", "required", "readonly", "offered", "check"]
CLOCK = "@clock"  # read by what depends on time


@dataclass(frozen=True)
class LiveRule:
    """``table`` is empty for the record itself; ``field`` is what it decides about, of a check where it is told.

    A check is told where its tree holds: that is where it is broken.
    """

    kind: Kind
    table: str
    field: str
    tree: Node
    option: str = ""
    check: CheckPart | None = None


def live_rules(reach: FormReach) -> list[LiveRule]:
    """Defaults, then formulas each after those that it reads, then what depends on both."""
    sheets = reach.sheets()
    defaults = [rule for table, sheet in sheets.items() for rule in _defaults(reach, table, sheet)]
    states = [rule for table, sheet in sheets.items() for rule in _states(reach, table, sheet)]
    return [*defaults, *_formulas(reach), *states]


def reads(rule: LiveRule, reach: FormReach) -> list[str]:
    """The fields of the record that a rule reads; all rows of a table are one. The row at hand is not told."""
    own = reach.visit.entity.name
    found: dict[str, None] = {}
    for node in walk(rule.tree):
        match node:
            case Attribute(entity=entity, name=name) if entity == own:
                found[name] = None
            case Aggregate(entity=entity):
                found[reach.table(entity) or ""] = None
            case Variable(name="now" | "today"):
                found[CLOCK] = None
    return [name for name in found if name]


def known_default(reach: FormReach, sheet: Sheet, part: FieldPart) -> Node | None:
    """What a new record has in a field that nobody has filled in, if the browser knows it as the server does.

    The server completes before it derives, and leaves out a choice that may not be made.
    """
    if part.attribute is None or part.derived or part.among is not None or part.where is not None:
        return None
    if any(part.name in other.fill for other in sheet.fields.values()):
        return None
    tree = _given(part)
    return tree if tree is not None and all(_typed(reach, sheet, node) for node in walk(tree)) else None


def _given(part: FieldPart) -> Node | None:
    assert part.attribute is not None
    given = part.default
    if given is None and isinstance(part.field, StageField) and part.field.options:
        given = Given(fixed=next(iter(part.field.options)))
    if given is None:
        return None
    return given.rule.checked.tree if given.rule is not None else Literal(part.attribute.type, given.fixed)


def _typed(reach: FormReach, sheet: Sheet, node: Node) -> bool:
    """Whether a node is none that is worked out later."""
    if isinstance(node, Attribute):
        part = reach.visit.sheet.fields.get(node.name) if node.entity != sheet.entity.name else None
        part = part or sheet.fields.get(node.name)
        return part is not None and not part.derived
    return not isinstance(node, Aggregate)


def _defaults(reach: FormReach, table: str, sheet: Sheet) -> Iterator[LiveRule]:
    for name, part in sheet.fields.items():
        tree = known_default(reach, sheet, part) if reach.visit.shows(name, sheet) else None
        if tree is not None:
            yield LiveRule("default", table, name, tree)


def _formulas(reach: FormReach) -> list[LiveRule]:
    """Each after those that it reads; there are no circles."""
    waiting = {
        (sheet.entity.name, name): LiveRule("formula", table, name, part.attribute.formula.tree)
        for table, sheet in reach.sheets().items()
        for name, part in sheet.fields.items()
        if part.attribute is not None and part.attribute.formula is not None and reach.visit.shows(name, sheet)
    }
    ordered: dict[tuple[str, str], LiveRule] = {}

    def place(key: tuple[str, str]) -> None:
        if key in waiting and key not in ordered:
            rule = waiting.pop(key)
            for node in walk(rule.tree):
                if isinstance(node, Attribute):
                    place((node.entity, node.name))
            ordered[key] = rule

    for key in list(waiting):
        place(key)
    return list(ordered.values())


def _states(reach: FormReach, table: str, sheet: Sheet) -> Iterator[LiveRule]:
    visit = reach.visit
    for name, part in sheet.fields.items():
        if visit.level(name, sheet) == "hide":
            continue
        if part.visible:
            trees = tuple(rule.checked.tree for rule in part.visible)
            yield LiveRule("visible", table, name, trees[0] if len(trees) == 1 else Logical(BOOLEAN, "and", trees))
        if part.required is not None:
            yield LiveRule("required", table, name, part.required.checked.tree)
        if part.readonly is not None and visit.writes(part, sheet):
            yield LiveRule("readonly", table, name, part.readonly.checked.tree)
        for option, rule in part.offered.items():
            yield LiveRule("offered", table, name, rule.checked.tree, option)
    for check in sheet.checks:
        yield LiveRule("check", table, _place(check.holds, sheet), _broken(check), check=check)


def _broken(check: CheckPart) -> Node:
    broken = Not(BOOLEAN, check.holds.checked.tree)
    return broken if check.when is None else Logical(BOOLEAN, "and", (check.when.checked.tree, broken))


def _place(holds: Rule, sheet: Sheet) -> str:
    return next((name for name in sheet.fields if name in holds.reads), "")
