"""Which attribute an automation adds to the records of its form."""

from __future__ import annotations

from engine.records.entity import Attribute
from rules.automations.definition import Automation
from rules.kept import kept_boolean


def watches(rule: Automation) -> bool:
    """Whether a rule acts at the instant its condition becomes true."""
    return not rule.trigger


def condition_attribute(rule: Automation) -> Attribute:
    """``rules.stale``: true while the condition of an automation holds."""
    return kept_boolean(f"rules.{rule.name}", rule.title, f"{rule.address}/when", hidden=True)
