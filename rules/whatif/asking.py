"""The whole question: what would be, on the records as they are; on a connection that cannot write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.access.reading import read_expression
from engine.expressions.checked import Checked
from engine.expressions.types import Number
from engine.problems import Problem, Refused
from rules.whatif import problems as _problems  # noqa: F401 (declares the problem codes)
from rules.whatif.draft import draft
from rules.whatif.finding import find
from rules.whatif.replay import replay
from rules.whatif.telling import Telling
from rules.whatif.trees import Trees

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.platform import Platform
    from engine.plugin import AppVersion
    from engine.records.readers import Reader


@dataclass(frozen=True)
class Question:
    """``files`` are all texts of the pack, None for those in force; ``measures`` are expressions by form: what a
    record is worth; ``days`` of history to replay, 0 for none."""

    app: str
    files: Mapping[str, bytes] | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    days: int = 0


def ask(platform: Platform, question: Question, viewer: Viewer, language: str) -> dict[str, Any]:
    """The answer as JSON data. Refused with the problems of the draft."""
    found = draft(platform, question.app, question.files, question.parameters)
    measures = {form: _measure(found.published, viewer, form, text) for form, text in question.measures.items()}

    def read(reader: Reader) -> dict[str, Any]:
        trees = Trees(found)
        findings = find(trees, reader, viewer, measures)
        alerts = replay(trees, reader, question.days) if question.days else None
        return Telling(findings, alerts, reader, viewer, language, measures).answer()

    return platform.readers.apart(read)


def _measure(version: AppVersion, viewer: Viewer, form: str, text: str) -> Checked:
    if form not in version.catalog:
        raise Refused((Problem("value.unknown", {"name": form, "path": f"measures.{form}"}),), 400)
    found = read_expression(version, viewer, text, form, "any")
    if not isinstance(found, Checked):
        raise Refused(found, 400)
    if not isinstance(found.type, Number):
        raise Refused((Problem("whatif.measure", {"text": text}),), 400)
    return found
