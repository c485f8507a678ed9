"""The policy of a form from its `access:`."""

from __future__ import annotations

from typing import Literal

from engine.access.policy import EVERYONE, RIGHTS, Grant, Level, Policy, Right
from engine.definitions import meant
from engine.expressions import tree
from engine.expressions.checked import Checked
from forms.compiling.desk import Desk
from forms.parts import RoleAccess


def compile_access(desk: Desk) -> Policy:
    """Who may do what with the records of a form; problems go to the build."""
    grants = tuple(_grant(desk, role, access) for role, access in desk.form.access.items())
    sensitive = frozenset(name for name, field in desk.form.fields.items() if field.sensitive)
    return Policy(desk.form.name, grants, sensitive)


def _grant(desk: Desk, role: str, access: RoleAccess) -> Grant:
    roles = desk.definition.app.roles
    if role != EVERYONE and role not in roles:
        desk.report("form.no_role", access.span, access.address, name=role, nearest=meant(role, roles))
    rights: dict[Right, Checked | Literal[True]] = {}
    for right in RIGHTS:
        checked = desk.checked(access.right(right), "boolean", f"{access.address}/{right}")
        if checked is not None and not _never(checked):
            rights[right] = True if _always(checked) else checked
    return Grant(role, rights, _levels(desk, access), access.address)


def _levels(desk: Desk, access: RoleAccess) -> dict[str, Level]:
    known = set(desk.form.fields) | {
        f"{table.name}.{column}" for table in desk.form.tables() for column in table.fields
    }
    found: dict[str, Level] = {}
    for name, level in access.fields.items():
        if name in known or name in desk.entity.attributes:
            found[name] = str(level)  # type: ignore[assignment]
        else:
            parameters = {"name": name, "form": desk.form.title, "nearest": meant(name, known)}
            desk.report("form.no_field", level.span, f"{access.address}/fields/{name}", **parameters)
    return found


def _always(checked: Checked) -> bool:
    return isinstance(checked.tree, tree.Literal) and checked.tree.value is True


def _never(checked: Checked) -> bool:
    return isinstance(checked.tree, tree.Literal) and checked.tree.value is False
