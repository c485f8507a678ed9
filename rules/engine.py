"""The rule engine as the kernel sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import Registry
from engine.plugin import Build
from rules import attributes
from rules.automations import connecting
from rules.automations.definition import Automation
from rules.compiling import compile_rules
from rules.cuts import refreshing
from rules.decisions.definition import Decision
from rules.definition import RulesFile, Tag
from rules.scores.definition import Score
from rules.segments.definition import Segment
from rules.web import routes

if TYPE_CHECKING:
    from engine.platform import Platform


class RuleEngine:
    """Tags, scores, segments and decisions kept right, and automations."""

    name = "rules"

    def register(self, registry: Registry) -> None:
        registry.family("tag").add(Tag)
        registry.family("score").add(Score)
        registry.family("segment").add(Segment)
        registry.family("decision").add(Decision)
        registry.family("rule").add(Automation)
        registry.kind("rules", RulesFile, grouped=("tags", "scores", "segments", "decisions", "rules"))

    def declare(self, build: Build) -> None:
        attributes.declare(build)

    def compile(self, build: Build) -> None:
        build.parts[self.name] = compile_rules(build)

    def connect(self, platform: Platform) -> None:
        connecting.connect(platform)
        refreshing.connect(platform)
        platform.routes.extend(routes())


engine = RuleEngine()
