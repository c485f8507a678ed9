"""When time alone can change a value: the earliest future instant, itself a tree of type DateTime.

Each comparison with time is turned round to the instant at which it flips; what cannot be turned round may change
at the next local midnight. The answer may be too early, never too late. Null means never.
"""

from __future__ import annotations

from engine.expressions.checked import Checked
from engine.expressions.tree import (
    Aggregate,
    Arithmetic,
    Call,
    Case,
    Comparison,
    Extreme,
    Formula,
    In,
    Literal,
    Node,
    Path,
    Rescale,
    Round,
    Shift,
    Variable,
)
from engine.expressions.types import BOOLEAN, DATE, DATETIME, DURATION, Date, Number
from engine.time.duration import MINUTE, Duration

NOW = Variable(DATETIME, "now")
TODAY = Variable(DATE, "today")
DAY = Literal(DURATION, Duration(days=1))
NEXT_MIDNIGHT = Call(DATETIME, "midnight", (Shift(DATE, TODAY, DAY),))
NEXT_MINUTE = Shift(DATETIME, NOW, Literal(DURATION, Duration(milliseconds=MINUTE)))
STEP = Literal(DURATION, Duration(milliseconds=1))
BACK = {"local_date", "midnight"}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def next_change(found: Checked | Node) -> Node | None:
    """The instant (> now) from which the value may differ; None when time never changes it."""
    node = found.tree if isinstance(found, Checked) else found
    return earliest(_changes(node))


def earliest(instants: list[Node]) -> Node | None:
    unique = list(dict.fromkeys(instants))
    if not unique:
        return None
    return unique[0] if len(unique) == 1 else Extreme(DATETIME, "min", tuple(unique))


def _changes(node: Node) -> list[Node]:
    if not live(node):
        return []
    match node:
        case Comparison():
            return _comparison(node)
        case Formula():
            return _changes(node.tree)
        case Path():
            return _beside(_changes(node.reference), node)
        case Aggregate():
            return _aggregate(node)
        case In() if live(node.item) or any(map(live, node.items)):
            pairs = [Comparison(BOOLEAN, "=", node.item, item) for item in node.items]
            return [instant for pair in pairs for instant in _comparison(pair)]
        case Variable() | Shift() | Call() | Arithmetic() | Rescale() | Round():
            return [NEXT_MINUTE if continuous(node) else NEXT_MIDNIGHT]
    return [instant for child in node.children for instant in _changes(child)]


def _beside(instants: list[Node], node: Path) -> list[Node]:
    inner = earliest(_changes(node.value))
    return instants if inner is None else [*instants, Path(DATETIME, node.reference, node.entity, inner)]


def _aggregate(node: Aggregate) -> list[Node]:
    """The earliest change among the records that the aggregate looks at."""
    parts = [instant for part in (node.value, node.where) if part is not None for instant in _changes(part)]
    inner = earliest(parts)
    found = _changes(node.base)
    if inner is None:
        return found
    minimum = Aggregate(DATETIME, "min", node.base, node.entity, node.link, inner, None, node.order, node.way)
    return [*found, minimum]


def live(node: Node) -> bool:
    """Whether time is in the node; a viewer's expression may hold time too."""
    if isinstance(node, Variable):
        return node.name in ("now", "today")
    return node.stage != "stored" and any(map(live, node.children))


def continuous(node: Node) -> bool:
    """Whether the value follows the clock itself and not only the date."""
    if isinstance(node, Variable):
        return node.name == "now"
    if isinstance(node, Call) and node.function == "local_date":
        return False
    return any(map(continuous, node.children))


def _comparison(node: Comparison) -> list[Node]:
    """The flips of a comparison. Beside a moving clock, today stands still until midnight."""
    left, right, operator = node.left, node.right, node.operator
    if live(left) and live(right):
        if continuous(left) == continuous(right):
            return [NEXT_MINUTE if continuous(left) else NEXT_MIDNIGHT]
        side, bound = (left, right) if continuous(left) else (right, left)
        return [NEXT_MIDNIGHT, *_flips(side, bound, TURNED.get(operator, "=") if side is right else operator)]
    if live(right):
        return _flips(right, left, TURNED[operator])
    return _flips(left, right, operator)


def _flips(side: Node, bound: Node, operator: str) -> list[Node]:
    if isinstance(side, Formula):
        return _flips(side.tree, bound, operator)
    if isinstance(side, Case | Extreme) and not isinstance(side.type, Number):
        return [NEXT_MINUTE if continuous(side) else NEXT_MIDNIGHT]
    found = []
    if operator in (">=", "<", "=", "!="):
        found.append(reach(side, bound, False))
    if operator in (">", "<=", "=", "!="):
        found.append(reach(side, bound, True))
    if any(each is None for each in found):
        return [NEXT_MINUTE if continuous(side) else NEXT_MIDNIGHT]
    return [later(each) for each in found if each is not None]


def later(instant: Node) -> Node:
    """The instant if it is still to come, else null."""
    return Case(DATETIME, ((Comparison(BOOLEAN, ">", instant, NOW), instant),), Literal(DATETIME, None))


def reach(side: Node, bound: Node, beyond: bool) -> Node | None:
    """The first instant at which a rising side is at least the bound (``beyond``: above it); None if unknown."""
    match side:
        case Formula():
            return reach(side.tree, bound, beyond)
        case Variable(name="now"):
            return Shift(DATETIME, bound, STEP) if beyond else bound
        case Variable(name="today"):
            day = Shift(DATE, bound, DAY) if beyond else bound
            return Call(DATETIME, "midnight", (day,)) if isinstance(bound.type, Date) else None
        case Call(function="local_date", arguments=(inner,)):
            day = Shift(DATE, bound, DAY) if beyond else bound
            return reach(inner, Call(DATETIME, "midnight", (day,)), False)
        case Shift() if plain(side):
            turned = Shift(bound.type, bound, side.duration, -side.sign, not side.up)
            return reach(side.base, turned, beyond)
        case Call(function="days_between", arguments=(first, last)) if live(last) and not live(first):
            return _after_days(first, last, bound, beyond)
    return None


def _after_days(first: Node, last: Node, bound: Node, beyond: bool) -> Node | None:
    """A whole number of days after a date."""
    if not isinstance(bound.type, Number) or bound.type.scale:
        return None
    return reach(last, Call(DATE, "days_after", (first, bound)), beyond)


def plain(node: Shift) -> bool:
    """Whether the way back by the same duration is exact: a written one without months and working time."""
    length = node.duration.value if isinstance(node.duration, Literal) else None
    if length is None or length.months or length.working:
        return False
    return not length.milliseconds if isinstance(node.type, Date) else not length.days
