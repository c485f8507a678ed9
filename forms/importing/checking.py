"""The dry run: plans every row and asks the form about it, on a query-only connection. Nothing is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.access.viewer import Viewer
from engine.expressions.types import Reference
from engine.platform import Platform
from engine.records.codec import to_json
from engine.records.command import Actor
from engine.records.foresight import Foresight
from forms.importing.choices import Choices
from forms.importing.converting import nearest_option
from forms.importing.foreseeing import Foreseer
from forms.importing.missing import cannot_create, plan_missing
from forms.importing.order import chunks
from forms.importing.planned import Planned
from forms.importing.planner import Planner
from forms.importing.reading import Table
from forms.importing.similarity import nearest
from forms.importing.tally import Tally
from forms.records.visit import Visit

if TYPE_CHECKING:
    from engine.records.readers import Reader

PREVIEW = 20


@dataclass
class Outcome:
    """What the dry run found; ``made`` counts the missing records that would be created, by form.

    ``unmatched``: by field, the texts of the file that mean nothing, how often, and what was probably meant.
    """

    tally: Tally = field(default_factory=Tally)
    preview: list[dict[str, Any]] = field(default_factory=list)
    made: Counter[str] = field(default_factory=Counter)
    unmatched: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def told(self, language: str) -> dict[str, Any]:
        return {
            **self.tally.told(language),
            "preview": self.preview,
            "create_missing": dict(self.made),
            "unmatched": self.unmatched,
        }


def actor_of(viewer: Viewer) -> Actor:
    """The one who acts in an import; the system where nobody is signed in."""
    return Actor(viewer.id, viewer.name, "user") if viewer.id else Actor()


def check(platform: Platform, visit: Visit, table: Table, choices: Choices, reader: Reader) -> Outcome:
    """What the import would do. Refused for choices that mean nothing."""
    at = Foresight(reader, actor_of(visit.viewer))
    planner = Planner(visit, table, choices)
    planner.prepare(at)
    outcome = Outcome()
    refused = _foresee_missing(platform, planner, at, outcome)
    foreseer = Foreseer(visit, at, platform)
    for piece in chunks(planner):
        planned = planner.plan(at, piece)
        foreseer.look(planned)
        for each in planned:
            _refer_to_refused(each, refused)
            outcome.tally.add(each)
            if len(outcome.preview) < PREVIEW and each.operation in ("create", "update"):
                outcome.preview.append(_told(visit, planner, each))
    _propose(planner, outcome)
    return outcome


def _foresee_missing(platform: Platform, planner: Planner, at: Foresight, outcome: Outcome) -> dict[str, Planned]:
    """The missing records that cannot be created, by id."""
    refused: dict[str, Planned] = {}
    for visit, planned in plan_missing(planner, at):
        Foreseer(visit, at, platform).look(planned)
        outcome.made[visit.form.name] += sum(each.operation == "create" for each in planned)
        refused |= {each.id: each for each in planned if each.troubles}
    return refused


def _refer_to_refused(planned: Planned, refused: dict[str, Planned]) -> None:
    if refused:
        for name, value in planned.values.items():
            if isinstance(value, str) and value in refused:
                planned.refuse(cannot_create(refused[value]), name)


def _told(visit: Visit, planner: Planner, planned: Planned) -> dict[str, Any]:
    """The values of a row as the UI shows records; a reference is called as the file calls it."""
    told: dict[str, Any] = {}
    for name, value in planned.values.items():
        type_ = visit.entity.attributes[name].type
        column = planner.columns.get(name)
        if isinstance(type_, Reference) and column is not None:
            told[name] = {"id": value, "label": str(planned.source.cell(column.index).text)}
        else:
            told[name] = to_json(type_, value)
    return told


def _propose(planner: Planner, outcome: Outcome) -> None:
    """What means nothing in the file, with what it was probably meant to be."""
    names = {column.name: name for name, column in planner.columns.items()}
    for (code, column, value), group in outcome.tally.groups.items():
        if code not in ("import.no_option", "import.no_record") or not value or column not in names:
            continue
        name = names[column]
        named = planner.named.get(name)
        found = nearest_option(planner.parts[name], value) if named is None else nearest(value, named.labels)
        outcome.unmatched.setdefault(name, []).append({"value": value, "count": group.count, "proposal": found})
