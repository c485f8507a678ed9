"""From the files of `rules/` to the rule set of an app."""

from __future__ import annotations

from engine.plugin import Build
from engine.problems import Problem
from engine.records.entity import Entity
from rules import problems as _problems  # noqa: F401 (declares the problem codes)
from rules.attributes import all_results
from rules.automations.automation import Rule
from rules.automations.compiling import compile_automation
from rules.automations.cycles import check_cycles
from rules.cuts.composing import Ranking
from rules.decisions.checking import check_classes, check_decision
from rules.definition import RulesFile, Tag, files_about_forms
from rules.kept import Result
from rules.rule_set import RuleSet
from rules.scores.composing import ranking as score_ranking
from rules.segments.composing import ranking as segment_ranking


def compile_rules(build: Build) -> RuleSet:
    """Checks every rule; problems go to the build."""
    rules: dict[str, list[Rule]] = {}
    tags: dict[str, dict[str, Tag]] = {}
    rankings: dict[str, tuple[Ranking, ...]] = {}
    results = all_results(build.definition)
    for file in files_about_forms(build.definition):
        entity = build.catalog.get(file.form)
        if entity is None:
            continue
        if entity.app != build.definition.name:
            parameters = {"word": f"form: {file.form}"}
            build.problems.add(Problem("definition.not_yet", parameters, f"{file.address}/form", file.span))
            continue
        if not isinstance(file, RulesFile):
            continue
        tags.setdefault(file.form, {}).update(file.tags)
        rankings[file.form] = (*rankings.get(file.form, ()), *rankings_in(file))
        _check_results(build, entity, file)
        for automation in file.rules.values():
            rules.setdefault(file.form, []).append(compile_automation(build, entity, automation))
    for form, own in results.items():
        _check_names(build, form, own)
    everything = [rule for found in rules.values() for rule in found]
    build.conclusions.append(lambda: check_cycles(build, everything))
    return RuleSet({form: tuple(found) for form, found in rules.items()}, tags, results, rankings)


def rankings_in(file: RulesFile) -> tuple[Ranking, ...]:
    """What the scores and segments of a file cut by rank."""
    found = [score_ranking(score) for score in file.scores.values()]
    found += [segment_ranking(segment) for segment in file.segments.values()]
    return tuple(each for each in found if each is not None)


def _check_results(build: Build, entity: Entity, file: RulesFile) -> None:
    """Gaps, overlaps and what is never reached."""
    for decision in file.decisions.values():
        check_decision(build, entity, decision)
    for segment in file.segments.values():
        check_classes(build, entity, segment)


def _check_names(build: Build, form: str, results: dict[str, Result]) -> None:
    """A result has a name that no field or way of the form has."""
    entity = build.catalog.get(form)
    for name, result in results.items():
        found = entity.attributes.get(name) if entity is not None else None
        taken = found is not None and found.address != result.attribute.address
        if entity is not None and (taken or name in entity.ways):
            parameters = {"name": name, "form": entity.title}
            build.problems.add(Problem("rule.name_taken", parameters, result.element.address, result.element.span))
