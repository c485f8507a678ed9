"""Which attributes rules add to the records of a form."""

from __future__ import annotations

from engine.expressions.types import BOOLEAN
from engine.plugin import Build
from engine.records.entity import Attribute
from engine.records.system import column_name
from rules.definition import Automation, Tag, rule_files


def declare(build: Build) -> None:
    """A kept attribute for each tag with `when`, and a hidden one for each condition that time may make true."""
    for file in rule_files(build.definition):
        if file.form in build.known:  # said by `compile_rules`
            continue
        draft = build.entity(file.form)
        for tag in file.tags.values():
            if tag.when is not None:
                draft.add(tag_attribute(tag), tag.when)
        for rule in file.rules.values():
            if watches(rule) and rule.when is not None:
                draft.add(condition_attribute(rule), rule.when)


def watches(rule: Automation) -> bool:
    """Whether a rule acts at the instant its condition becomes true."""
    return not rule.trigger


def tag_attribute(tag: Tag) -> Attribute:
    """``tags.high_value``: true while the tag belongs on the record."""
    return _kept(f"tags.{tag.name}", tag.title, f"{tag.address}/when")


def condition_attribute(rule: Automation) -> Attribute:
    """``rules.stale``: true while the condition of an automation holds."""
    return _kept(f"rules.{rule.name}", rule.title, f"{rule.address}/when", hidden=True)


def _kept(name: str, title: str, address: str, hidden: bool = False) -> Attribute:
    return Attribute(
        name,
        BOOLEAN,
        column=column_name(name),
        kept=True,
        intervals=True,
        hidden=hidden,
        title=title,
        address=address,
    )
