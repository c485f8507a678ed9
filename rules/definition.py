"""The kind `rules`: small things about one form, grouped in files by subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.definitions.colors import COLORS
from engine.definitions.model import Element
from engine.definitions.slots import Expr, Map, Ref, Text, Word, key
from engine.definitions.values import Expression
from rules.automations.definition import Automation
from rules.decisions.definition import Decision
from rules.scores.definition import Score
from rules.segments.definition import Segment

if TYPE_CHECKING:
    from engine.definitions import AppDefinition


@dataclass(frozen=True, kw_only=True)
class Tag(Element):
    """A label on a record: with ``when`` kept true by the engine, also as time passes; without, set by people."""

    noun = "tag"
    when: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="Holds as long as the tag belongs on the record; without it people set the tag",
        example="{tag: 大客户, when: paid > 50000}",
    )
    group: str = key(
        Text(), default="", doc="Heading under which tags are offered", example="{tag: 大客户, group: 动态}"
    )
    color: str = key(Word(*COLORS), default="", doc="A hue of the design", example="{tag: 大客户, color: amber}")
    strategy: str = key(
        Text(),
        default="",
        doc="How people treat a record with this tag",
        example="{tag: 大客户, strategy: 专属客户经理}",
    )

    def promises(self) -> bool:
        return self.when is not None


@dataclass(frozen=True, kw_only=True)
class FormRules(Element):
    """A file whose elements are about the records of one form; a plug-in's kind of rules derives its file from it."""

    form: str = key(
        Ref("forms"),
        doc="The form whose records the rules are about",
        example="{title: 规则, form: customer}",
    )


@dataclass(frozen=True, kw_only=True)
class RulesFile(FormRules):
    """One file of `rules/`: everything in it is about the records of one form."""

    tags: Mapping[str, Tag] = key(
        Map("tag"),
        default={},
        doc="Labels",
        example="{title: 规则, form: customer, tags: {big: {tag: 大客户}}}",
    )
    scores: Mapping[str, Score] = key(
        Map("score"),
        default={},
        doc="Numbers for how well a record does, read like fields of the form",
        example=(
            "{title: 规则, form: customer, "
            "scores: {f: {score: F 频度, formula: order_count, better: high, bands: [2, 5]}}}"
        ),
    )
    segments: Mapping[str, Segment] = key(
        Map("segment"),
        default={},
        doc="Classes of which each record is in one, read like a choice of the form",
        example=(
            "{title: 规则, form: customer, "
            "segments: {tier: {segment: 分层, classes: {vip: {title: 重点, when: paid > 9}, rest: {when: else}}}}}"
        ),
    )
    decisions: Mapping[str, Decision] = key(
        Map("decision"),
        default={},
        doc="Tables of rows, whose outputs are read like fields of the form: `decision.output`",
        example=(
            "{title: 规则, form: quote, decisions: {route: {decision: 审批, gives: {to: {text: 审批到}}, "
            "rows: {small: {when: total < 9, to: 主管}, big: {when: else, to: 总监}}}}}"
        ),
    )
    rules: Mapping[str, Automation] = key(
        Map("rule"),
        default={},
        doc="Automations",
        example="{title: 规则, form: customer, rules: {hello: {rule: 欢迎, trigger: created, then: {notify: owner}}}}",
    )


def files_about_forms(definition: AppDefinition) -> Iterator[FormRules]:
    """The files of `rules/` and of the kinds of plug-ins."""
    for files in definition.kinds.values():
        yield from (file for file in files.values() if isinstance(file, FormRules))


def rule_files(definition: AppDefinition) -> Iterator[RulesFile]:
    """The rule files of an app, in the order of their names."""
    yield from definition.all("rules", RulesFile).values()


def tags_of(definition: AppDefinition, form: str) -> dict[str, Tag]:
    """The tags that rules declare for a form, by name, in written order."""
    return {name: tag for file in rule_files(definition) if file.form == form for name, tag in file.tags.items()}
