"""What the browser has of a record that somebody is filling in: the fields that this person may read."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.expressions.browser import Told, refusal
from engine.expressions.tree import Node
from forms.compiled import Sheet
from forms.live.personal import asked_once
from forms.records.visit import Visit


@dataclass
class FormReach:
    """The record of a visited form and the rows of its tables."""

    visit: Visit
    known: dict[tuple[str, str], Told | None] = field(default_factory=dict)

    def sheets(self) -> dict[str, Sheet]:
        """The form's own sheet under an empty name, those of its tables that the person may read by theirs."""
        tables = {
            name: part.rows
            for name, part in self.visit.sheet.fields.items()
            if part.rows is not None and self.visit.shows(name)
        }
        return {"": self.visit.sheet, **tables}

    def table(self, entity: str) -> str | None:
        """The name of the table field whose rows an entity are; None if they are none."""
        return next((name for name, sheet in self.sheets().items() if name and sheet.entity.name == entity), None)

    def rows(self, entity: str, link: str) -> bool:
        return link == "parent" and self.table(entity) is not None

    def told(self, entity: str, attribute: str) -> Told | None:
        if (entity, attribute) not in self.known:
            self.known[entity, attribute] = self._told(entity, attribute)
        return self.known[entity, attribute]

    def _told(self, entity: str, attribute: str) -> Told | None:
        sheet = next((sheet for sheet in self.sheets().values() if sheet.entity.name == entity), None)
        if sheet is None:
            return None
        if attribute == "id":
            return "value" if sheet is self.visit.sheet else None
        part = sheet.fields.get(attribute)
        if part is None or part.attribute is None or not self.visit.shows(attribute, sheet):
            return None
        formula = part.attribute.formula
        if formula is None:
            return part.field.typed
        return "value" if self.computes(formula.tree) else None

    def computes(self, tree: Node) -> bool:
        """Whether the browser can compute a tree, with what is answered once for the person."""
        return refusal(asked_once(self.visit, tree)[0], self) is None
