"""The place from which one form is compiled: the build, and the names that are at hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.actions.values import read_literal
from engine.compiling import check_in
from engine.definitions import AppDefinition, Element, Expression, Located, meant
from engine.definitions.values import Value
from engine.expressions.checked import Checked
from engine.expressions.types import Expected, Type
from engine.plugin import Build
from engine.problems import LANGUAGES, NOWHERE, Problem, Span
from engine.records.codec import ValueProblem, misfit
from engine.records.entity import Attribute, Entity
from forms.compiled import Words
from forms.definition import FormDefinition
from forms.rule import Given, Rule


@dataclass(frozen=True)
class Desk:
    """``form`` is the form at work, ``entity`` the one whose records the expressions stand beside."""

    build: Build
    form: FormDefinition
    entity: Entity

    @property
    def definition(self) -> AppDefinition:
        return self.build.definition

    def beside(self, entity: Entity) -> Desk:
        """The same form, beside the rows of one of its tables."""
        return replace(self, entity=entity)

    def checked(self, expression: Expression | None, expected: Expected, address: str) -> Checked | None:
        """An expression, checked; None if there is none or it is wrong."""
        if expression is None:
            return None
        return check_in(self.build, self.entity, expression, expected, address)

    def rule(self, expression: Expression | None, address: str, expected: Expected = "boolean") -> Rule | None:
        """An expression as a rule."""
        checked = self.checked(expression, expected, address)
        return None if checked is None else Rule(checked, self.entity.name)

    def given(self, value: Value | None, type_: Type, title: str, address: str) -> Given | None:
        """A value key read by the type of its field."""
        if value is None:
            return None
        if isinstance(value, Expression):
            rule = self.rule(value, address, type_)
            return None if rule is None else Given(rule)
        try:
            return Given(fixed=read_literal(type_, value, self.definition.app.timezone))
        except ValueProblem as wrong:
            told = wrong.problem()
        except TypeError:
            told = Problem("value.type", misfit(type_, "[…]"))
        message = {language: told.text(language) for language in LANGUAGES}
        self.report("form.literal", value.span, address, title=title, text=value.data, message=message)
        return None

    def report(self, code: str, span: Span, address: str = "", **parameters: object) -> None:
        """Records a problem."""
        self.build.problems.add(Problem(code, parameters, address or self.form.address, span))

    def titles(self, element: Element) -> Words:
        """The title of an element in every language."""
        return {language: self.definition.title(element, language) for language in LANGUAGES}

    def texts(self, address: str, default: str) -> Words:
        """A text in every language."""
        return {language: self.definition.text(address, language, default) for language in LANGUAGES}

    def demand(self, name: str, known: Iterable[str], address: str = "") -> bool:
        """Whether a name is known; records the problem if not."""
        names = list(known)
        if name in names:
            return True
        span = name.span if isinstance(name, Located) else NOWHERE
        self.report("form.no_field", span, address, name=name, form=self.form.title, nearest=meant(name, names))
        return False

    def path(self, path: str) -> Attribute | None:
        """The attribute that a dotted path of references leads to."""
        entity: Entity | None = self.entity
        parts = path.split(".")
        while entity is not None and parts:
            for size in range(len(parts), 0, -1):
                found = entity.attributes.get(".".join(parts[:size]))
                if found is not None:
                    break
            else:
                return None
            parts = parts[size:]
            if not parts:
                return found
            entity = self.build.catalog.get(getattr(found.type, "entity", ""))
        return None
