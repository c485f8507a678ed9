"""Which attributes rules add to the records of a form.

What an element gives is told by the function under its class in ``GIVERS``; plug-ins add theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from engine.definitions.model import Element
from engine.definitions.slots.base import keys_of
from engine.plugin import Build
from engine.records.entity import Attribute
from rules.automations.attributes import condition_attribute, watches
from rules.automations.definition import Automation
from rules.decisions import composing as decisions
from rules.decisions.definition import Decision
from rules.definition import FormRules, Tag, files_about_forms
from rules.kept import Result, kept_boolean
from rules.scores import composing as scores
from rules.scores.definition import Score
from rules.segments import composing as segments
from rules.segments.definition import Segment

if TYPE_CHECKING:
    from engine.definitions import AppDefinition

Giver = Callable[[Any, "AppDefinition"], Iterator[Result]]


def declare(build: Build) -> None:
    """The attributes of every result: of tags, scores, segments, decisions and watched conditions."""
    for form, found in all_results(build.definition).items():
        if form not in build.known:  # said by `compile_rules`
            draft = build.entity(form)
            for result in found.values():
                draft.add(result.attribute, result.formula)


def results_of(definition: AppDefinition, form: str) -> dict[str, Result]:
    """What the rules of a form give its records, by the name of the attribute, in written order."""
    return all_results(definition).get(form, {})


def all_results(definition: AppDefinition) -> dict[str, dict[str, Result]]:
    """The results by form, then by the name of the attribute."""
    found: dict[str, dict[str, Result]] = {}
    for file in files_about_forms(definition):
        own = found.setdefault(str(file.form), {})
        own |= {result.attribute.name: result for result in results_in(file, definition)}
    return found


def results_in(file: FormRules, definition: AppDefinition) -> Iterator[Result]:
    """What one file of rules gives, in the order of its sections."""
    for each in keys_of(type(file)).values():
        section = getattr(file, each.field)
        for element in section.values() if isinstance(section, Mapping) else ():
            if giver := GIVERS.get(type(element)):
                yield from giver(element, definition)


def tag_attribute(tag: Tag) -> Attribute:
    """``tags.high_value``: true while the tag belongs on the record."""
    return kept_boolean(f"tags.{tag.name}", tag.title, f"{tag.address}/when")


def _tag(tag: Tag, definition: AppDefinition) -> Iterator[Result]:
    if tag.when is not None:
        yield Result(tag_attribute(tag), tag, tag.when)


def _condition(rule: Automation, definition: AppDefinition) -> Iterator[Result]:
    if watches(rule) and rule.when is not None:
        yield Result(condition_attribute(rule), rule, rule.when)


GIVERS: dict[type[Element], Giver] = {
    Tag: _tag,
    Score: lambda score, definition: scores.results(score),
    Segment: lambda segment, definition: segments.results(segment),
    Decision: decisions.results,
    Automation: _condition,
}
