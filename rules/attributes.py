"""Which attributes rules add to the records of a form."""

from __future__ import annotations

from engine.plugin import Build
from engine.records.entity import Attribute
from rules.automations.attributes import condition_attribute, watches
from rules.definition import Tag, rule_files
from rules.kept import kept_boolean


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


def tag_attribute(tag: Tag) -> Attribute:
    """``tags.high_value``: true while the tag belongs on the record."""
    return kept_boolean(f"tags.{tag.name}", tag.title, f"{tag.address}/when")
