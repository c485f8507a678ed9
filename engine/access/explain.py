"""Why somebody has a right to a record, or has it not: role by role, with the values that decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.access.evaluate import SEEN_FIRST, home_of
from engine.access.policy import EVERYONE, Grant, Policy, Right
from engine.access.viewer import Viewer, split
from engine.expressions import why
from engine.expressions.checked import Checked
from engine.records.evaluate import beside

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.entity import Entity
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = Reader | UnitOfWork

RIGHTS: Mapping[Right, tuple[str, str]] = {
    "see": ("查看", "see"),
    "edit": ("修改", "edit"),
    "create": ("新建", "create"),
    "delete": ("删除", "delete"),
    "export": ("导出", "export"),
    "import": ("导入", "import"),
    "transfer": ("转交", "transfer"),
    "print": ("打印", "print"),
}
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Reason:
    """What one role says: ``held`` if the person has it, ``through`` the role that includes it.

    ``condition`` has the values of the record; None where the right holds for every record or for none.
    """

    role: str
    text: Texts
    held: bool
    holds: bool
    condition: why.Condition | None = None
    through: str = ""
    address: str = ""


@dataclass(frozen=True)
class Explanation:
    """``reasons`` of the roles that the form names, those that the person has first."""

    right: Right
    allowed: bool
    text: Texts
    reasons: tuple[Reason, ...]


def explain(
    version: AppVersion, viewer: Viewer, right: Right, entity: str, row: Mapping[str, Any], at: At
) -> Explanation:
    """Why the viewer may do something with a record, or may not."""
    if viewer.admin:
        text = {"zh": "系统管理员可以做一切", "en": "An administrator may do everything"}
        return Explanation(right, True, text, ())
    found = version.catalog[entity]
    home, policy = home_of(version, found)
    roles = viewer.roles(home) if home is not None else frozenset[str]()
    about = _About(version, home or version, viewer, roles, found, row, at)
    reasons = about.reasons(policy, right)
    allowed = any(reason.held and reason.holds for reason in reasons)
    if allowed and right in SEEN_FIRST:
        seen = explain(version, viewer, "see", entity, row, at)
        if not seen.allowed:
            return Explanation(right, False, seen.text, seen.reasons)
    return Explanation(right, allowed, _conclusion(right, allowed, reasons), reasons)


@dataclass(frozen=True)
class _About:
    version: AppVersion
    home: AppVersion
    viewer: Viewer
    roles: frozenset[str]
    entity: Entity
    row: Mapping[str, Any]
    at: At

    def reasons(self, policy: Policy, right: Right) -> tuple[Reason, ...]:
        """What each grant says about a right, grants that the viewer has first."""
        found = [self._reason(grant, right) for grant in policy.grants if right in grant.rights]
        return tuple(sorted(found, key=lambda reason: (not reason.held, not reason.holds)))

    def _reason(self, grant: Grant, right: Right) -> Reason:
        given = grant.rights[right]
        held = grant.role == EVERYONE or grant.role in self.roles
        if not isinstance(given, Checked):
            text = self._text(grant, right, {"zh": "全部记录", "en": "all records"})
            return Reason(grant.role, text, held, True, None, self._through(grant), grant.address)
        row, environment = beside(given, self.entity, self.row, self.at, me=self.viewer.id)
        condition = why.explain(given, row, environment, self._title)
        text = self._text(grant, right, condition.text)
        return Reason(grant.role, text, held, condition.holds, condition, self._through(grant), grant.address)

    def _text(self, grant: Grant, right: Right, which: Texts) -> Texts:
        words = dict(zip(("zh", "en"), RIGHTS[right], strict=True))
        zh, en = self._role(grant.role, "zh"), self._role(grant.role, "en")
        return {
            "zh": f"{zh}可{words['zh']}：{which['zh']}",
            "en": f"{en} may {words['en']}: {which['en']}",
        }

    def _role(self, name: str, language: str) -> str:
        if name == EVERYONE:
            return "所有人" if language == "zh" else "Everybody"
        definition = self.home.definition
        role = definition.app.roles.get(name)
        title = definition.title(role, language) if role is not None else name
        return f"角色「{title}」" if language == "zh" else f"The role “{title}”"

    def _through(self, grant: Grant) -> str:
        """The role that the person was given and that includes the grant's."""
        app = self.home.definition.app
        own = sorted(role for of, role in map(split, self.viewer.granted) if of == self.home.app)
        if grant.role in own:
            return ""
        return next((role for role in own if grant.role in app.included(role)), "")

    def _title(self, entity: str, attribute: str) -> str:
        found = self.version.catalog[entity].attributes.get(attribute)
        return (found.title or found.name) if found is not None else attribute


def _conclusion(right: Right, allowed: bool, reasons: tuple[Reason, ...]) -> Texts:
    zh, en = RIGHTS[right]
    if allowed:
        return reasons[0].text
    if not any(reason.held for reason in reasons):
        return {"zh": f"没有任何角色允许此人{zh}", "en": f"No role of this person may {en} such records"}
    return {"zh": f"此记录不满足可{zh}的条件", "en": f"The record is not one that this person may {en}"}
