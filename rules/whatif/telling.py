"""What a draft would change, as JSON data in the language of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.access.records import labels
from engine.expressions.types import BOOLEAN, DATE, DATETIME, Choice, Number, Type
from engine.people.finding import names_of
from engine.records.codec import to_json
from rules.whatif.comparing import CHANGED, Difference, Example, Group
from rules.whatif.finding import Compared, Findings
from rules.whatif.replay import SIDES, Alerts

if TYPE_CHECKING:
    from engine.access.viewer import Viewer
    from engine.expressions.checked import Checked
    from engine.records.readers import Reader

KINDS = {"enters": (False, True), "leaves": (True, False)}


@dataclass(frozen=True)
class Telling:
    """Told to a viewer, with the measures by form."""

    findings: Findings
    alerts: tuple[Alerts, ...] | None
    reader: Reader
    viewer: Viewer
    language: str
    measures: dict[str, Checked]

    def answer(self) -> dict[str, Any]:
        draft, reader = self.findings.draft, self.reader
        history = {} if self.alerts is None else {"history": [self.alert(each) for each in self.alerts]}
        return {
            "app": draft.app,
            "number": draft.published.number,
            "now": to_json(DATETIME, reader.now),
            "today": to_json(DATE, reader.today(draft.app)),
            "elements": [self.element(each) for each in self.findings.compared],
            "missing": [f"{form}.{name}" if name else form for form, name in self.findings.missing],
            **history,
        }

    def alert(self, found: Alerts) -> dict[str, Any]:
        """How often a rule would have acted, as it is and as it would be, by day and by the owner of the record."""
        rule, version = found.rule.automation, self.findings.draft.version
        names = names_of(self.reader, [id for id in found.by_person if id is not None])
        by_person = sorted(found.by_person.items(), key=lambda item: (-item[1][1], -item[1][0], item[0] or ""))
        return {
            "form": found.rule.entity.name,
            "name": rule.name,
            "element": rule.address,
            "title": version.definition.text(rule.address, self.language, rule.title),
            **_sides([sum(side) for side in zip(*found.by_day.values(), strict=True)]),
            "by_day": [{"day": to_json(DATE, day), **_sides(counts)} for day, counts in found.by_day.items()],
            "by_person": [
                {"person": None if id is None else {"id": id, "label": names.get(id, "")}, **_sides(counts)}
                for id, counts in by_person
            ],
        }

    def element(self, one: Compared) -> dict[str, Any]:
        known, draft = one.known, self.findings.draft
        version = draft.published if one.state == "gone" else draft.version
        told: dict[str, Any] = {
            "form": known.form,
            "kind": known.kind,
            "name": known.name,
            "element": known.element,
            "title": known.subject(version, self.language).title,
            "state": one.state,
        }
        if one.difference is None:
            return {**told, "records": None, "changed": None}
        return {**told, **self.difference(known.form, one.difference)}

    def difference(self, form: str, found: Difference) -> dict[str, Any]:
        told: dict[str, Any] = {"records": found.records, "changed": found.changed}
        if found.type == BOOLEAN:
            told |= {"before": found.before, "after": found.after}
            return told | {name: self.group(form, found.type, found.moves[key]) for name, key in KINDS.items()}
        if isinstance(found.type, Choice):
            return told | {"moves": [self.move(form, found.type, *item) for item in found.moves.items()]}
        if isinstance(found.type, Number):
            told |= {"before": to_json(found.type, found.before), "after": to_json(found.type, found.after)}
        return told | {"changes": self.group(form, found.type, found.moves[CHANGED])}

    def move(self, form: str, type_: Choice, key: tuple[Any, Any], group: Group) -> dict[str, Any]:
        return {"from": self.option(type_, key[0]), "to": self.option(type_, key[1]), **self.group(form, type_, group)}

    def option(self, type_: Choice, name: str | None) -> dict[str, Any] | None:
        if name is None:
            return None
        option = type_.names.get(name)
        title = option.title or name if option is not None else name
        address = option.address if option is not None else ""
        return {"name": name, "title": self.findings.draft.version.definition.text(address, self.language, title)}

    def group(self, form: str, type_: Type, group: Group) -> dict[str, Any]:
        """``measure`` is the sum of what the records are worth, None without a measure."""
        measure = self.measures.get(form)
        called = labels(
            self.findings.draft.published, self.viewer, form, [each.id for each in group.sample], self.reader
        )
        return {
            "count": group.count,
            "measure": None if measure is None else to_json(measure.type, group.measure or 0),
            "sample": [self.example(form, type_, each, called) for each in group.sample],
        }

    def example(self, form: str, type_: Type, one: Example, called: dict[str, str]) -> dict[str, Any]:
        measure = self.measures.get(form)
        return {
            "id": one.id,
            "label": called.get(one.id, ""),
            "before": to_json(type_, one.before),
            "after": to_json(type_, one.after),
            "measure": None if measure is None else to_json(measure.type, one.measure),
        }


def _sides(counts: list[int]) -> dict[str, int]:
    return dict(zip(SIDES, counts, strict=True))
