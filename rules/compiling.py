"""From the files of `rules/` to the rule set of an app."""

from __future__ import annotations

from engine.plugin import Build
from engine.problems import Problem
from rules import problems as _problems  # noqa: F401 (declares the problem codes)
from rules.automations.automation import Rule
from rules.automations.compiling import compile_automation
from rules.definition import Tag, rule_files
from rules.rule_set import RuleSet


def compile_rules(build: Build) -> RuleSet:
    """Checks every rule; problems go to the build."""
    rules: dict[str, list[Rule]] = {}
    tags: dict[str, dict[str, Tag]] = {}
    for file in rule_files(build.definition):
        entity = build.catalog.get(file.form)
        if entity is None:
            continue
        if entity.app != build.definition.name:
            parameters = {"word": f"form: {file.form}"}
            build.problems.add(Problem("definition.not_yet", parameters, f"{file.address}/form", file.span))
            continue
        tags.setdefault(file.form, {}).update(file.tags)
        for automation in file.rules.values():
            rules.setdefault(file.form, []).append(compile_automation(build, entity, automation))
    return RuleSet({form: tuple(found) for form, found in rules.items()}, tags)
