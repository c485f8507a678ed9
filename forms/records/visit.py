"""One person at one form: what of it exists for them, and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.access.evaluate import Condition, at_least, condition, levels
from engine.access.memo import remember
from engine.access.policy import Level, Right
from engine.access.records import may
from engine.access.viewer import SYSTEM, Viewer
from engine.people.lookup import by_id
from engine.plugin import AppVersion
from engine.records.entity import Entity
from engine.web.request import Request, forbidden, not_found
from forms.compiled import FieldPart, FormPart, FormSet, Sheet
from forms.facts import Facts

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = UnitOfWork | Reader


@dataclass(frozen=True)
class Visit:
    """``form`` is a form of ``version``'s app, or one of another app that it borrows."""

    version: AppVersion
    form: FormPart
    viewer: Viewer
    language: str = "zh"

    @staticmethod
    def of(request: Request) -> Visit:
        """The visit of a request. Refused 404 for a form that is missing or hidden."""
        return Visit.at(request, request.path["form"])

    @staticmethod
    def at(request: Request, form: str) -> Visit:
        """The visit of a request to a form. Refused 404 for one that is missing or hidden."""
        visit = visit_to(request.version, form, request.viewer, request.language)
        if visit is None or not visit.known:
            raise not_found()
        return visit

    @property
    def entity(self) -> Entity:
        return self.form.entity

    @property
    def sheet(self) -> Sheet:
        return self.form.sheet

    @property
    def known(self) -> bool:
        """Whether the person may know of the form at all."""
        return self.right("see") is not False or self.right("create") is not False

    def right(self, right: Right) -> Condition:
        """Which records the person has a right to."""
        return condition(self.version, self.entity.name, right, self.viewer)

    def level(self, name: str, sheet: Sheet | None = None) -> Level:
        """What the person may do with a field of the form, or of one of its tables."""
        found = self.levels if sheet is None else levels(self.version, sheet.entity.name, self.viewer)
        return found.get(name, "hide")

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """What the person may do with each field of the form; one that is missing is hidden."""
        return levels(self.version, self.entity.name, self.viewer)

    def shows(self, name: str, sheet: Sheet | None = None) -> bool:
        """Whether the person may read a field."""
        return at_least(self.level(name, sheet), "read")

    def writes(self, part: FieldPart, sheet: Sheet | None = None) -> bool:
        """Whether the person may write a field, in a record that they may edit or create."""
        return part.written and at_least(self.level(part.name, sheet), "required")

    @property
    def free(self) -> frozenset[str]:
        """The fields that the person may write whatever the record: no rule and no rows have a say."""
        return remember(self.version, self.viewer, ("free", self.entity.name), self._free)

    def _free(self) -> frozenset[str]:
        parts = (part for part in self.sheet.fields.values() if part.readonly is None and part.rows is None)
        return frozenset(part.name for part in parts if self.writes(part))

    @property
    def demanded(self) -> tuple[FieldPart, ...]:
        """The fields that the person's roles must fill."""
        return remember(self.version, self.viewer, ("demanded", self.entity.name), self._demanded)

    def _demanded(self) -> tuple[FieldPart, ...]:
        parts = (part for part in self.sheet.fields.values() if part.rows is None and part.default is None)
        return tuple(part for part in parts if self.level(part.name) == "required")

    def allowed(self, right: Right, row: dict[str, Any], at: At) -> bool:
        """Whether the person has a right to one record."""
        return may(self.version, self.viewer, right, self.entity.name, row, at)

    def demand(self, right: Right, row: dict[str, Any], at: At) -> None:
        """Refuses what the person may not do: 404 for a record they do not see, else 403."""
        if not self.allowed("see", row, at):
            raise not_found()
        if not self.allowed(right, row, at):
            raise forbidden()

    def facts(self, row: dict[str, Any], at: At) -> Facts:
        """The record as the rules of the form see it, with this person as ``me``."""
        return Facts(self.entity, row, at, self.viewer.id)


def visit_to(version: AppVersion, form: str, viewer: Viewer, language: str = "zh") -> Visit | None:
    """A visit to a form by its name; None if there is none."""
    home = version
    entity = version.catalog.get(form)
    if entity is not None and entity.app != version.app:
        home = version.others.get(entity.app, version)
    forms = home.parts.get("forms")
    part = forms.forms.get(form) if isinstance(forms, FormSet) else None
    return None if part is None else Visit(home, part, viewer, language)


def visit_of_person(platform: Platform, app: str, form: str, person: str, language: str = "") -> Visit:
    """A visit with the rights that a person has now, for what goes on without them; of the system for an empty id.
    In their own language, else in the app's, unless one is given. Refused 403 for somebody who has left."""
    viewer: Viewer | None = SYSTEM
    if person:
        viewer = platform.read(lambda reader: by_id(reader.cursor, reader.dialect, person))
    version: Any = platform.actives[app].version
    visit = None
    if viewer is not None:
        visit = visit_to(version, form, viewer, language or viewer.language or version.definition.app.language)
    if visit is None:
        raise forbidden()
    return visit


def visits(version: AppVersion, viewer: Viewer, language: str = "zh") -> list[Visit]:
    """The forms of an app that a person may know of."""
    forms = version.part("forms", FormSet).forms
    found = [Visit(version, form, viewer, language) for form in forms.values()]
    return [visit for visit in found if visit.known]
