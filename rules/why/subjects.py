"""What can be asked for: the derived values of a form, by the kind and the name of the element that gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.access.evaluate import at_least, inputs_level, level
from engine.expressions.checked import Checked
from engine.expressions.tree import Changed, Old, walk
from rules.rule_set import RuleSet
from rules.why.facts import Subject

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.plugin import AppVersion
    from engine.records.entity import Attribute

FIELDS, RULES = "fields", "rules"
CONDITION = "/when"


@dataclass(frozen=True)
class Known:
    """A derived value as people ask for it: ``tags/high_value``, ``fields/paid``, ``segments/rfm``, ``rules/stale``."""

    kind: str
    name: str
    form: str
    formula: Checked
    attribute: Attribute | None
    element: str
    title: str

    @property
    def shown(self) -> bool:
        """Whether records show the value."""
        return self.attribute is not None and not self.attribute.hidden

    def subject(self, version: AppVersion, language: str) -> Subject:
        title = version.definition.text(self.element, language, self.title)
        name = self.attribute.name if self.attribute is not None else ""
        return Subject(self.form, self.element, title, self.formula, name)


def known(version: AppVersion, form: str) -> Iterator[Known]:
    """Everything derived of the records of a form."""
    entity = version.catalog[form]
    for attribute in entity.attributes.values():
        if attribute.formula is not None and not attribute.system:
            kind = _kind(attribute)
            name, element = attribute.name.removeprefix(f"{kind}."), attribute.address.removesuffix(CONDITION)
            yield Known(kind, name, form, attribute.formula, attribute, element, attribute.title)
    for rule in version.part("rules", RuleSet).of(form):
        if rule.when is not None and not any(isinstance(node, Old | Changed) for node in walk(rule.when.tree)):
            automation = rule.automation
            yield Known(RULES, automation.name, form, rule.when, None, automation.address, automation.title)


def _kind(attribute: Attribute) -> str:
    """What the attribute is of: the section of a file of rules (``rules/customer/segments/rfm``), or a field."""
    kind, *rest = attribute.address.split("/")
    return rest[1] if kind == RULES and len(rest) > 1 else FIELDS


def find(version: AppVersion, viewer: Viewer, form: str, kind: str, name: str) -> Known | None:
    """A derived value that the viewer may ask for; what rules give is a field of the form too."""
    for one in known(version, form):
        field = one.attribute is not None and (kind, name) == (FIELDS, one.attribute.name)
        if (field or (kind, name) == (one.kind, one.name)) and may_ask(version, viewer, form, one):
            return one
    return None


def may_ask(version: AppVersion, viewer: Viewer, form: str, one: Known) -> bool:
    """A value that records show is explained to those who read it; what they do not show, to those who read all of
    what it is made of."""
    if one.shown and one.attribute is not None:
        return at_least(level(version, form, one.attribute.name, viewer), "read")
    return inputs_level(version, one.formula, viewer) == "read"
