"""What an expression asks of the person alone: roles, teams, facts of their own. The server answers it once."""

from __future__ import annotations

from engine.access.evaluate import at_least, inputs_level
from engine.expressions.browser import ONCE, independent
from engine.expressions.checked import Checked
from engine.expressions.render import render
from engine.expressions.tree import Aggregate, Among, Node, Path, Variable, rebuild, walk
from engine.expressions.types import People
from forms.records.visit import Visit

Asked = dict[str, Node]


def asked_once(visit: Visit, tree: Node) -> tuple[Node, Asked]:
    """The tree with a variable for each such part, and those parts by the names of their variables."""
    asked: Asked = {}

    def put(node: Node, entered: int = 0) -> Node:
        if not _personal(node):
            return rebuild(node, put)
        if not at_least(inputs_level(visit.version, Checked(node), visit.viewer), "read"):
            return node
        name = f"{ONCE}{render(node)}"
        asked[name] = node
        return Variable(node.type, name)

    return put(tree), asked


def _personal(node: Node) -> bool:
    """``me.manager``, ``me in role.director``: not what changes with time or with other records."""
    if not isinstance(node, Path | Among) or isinstance(node.type, People) or not independent(node):
        return False
    below = list(walk(node))
    variables = {each.name for each in below if isinstance(each, Variable)}
    return variables == {"me"} and not any(isinstance(each, Aggregate) for each in below)
