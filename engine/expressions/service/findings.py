"""What is wrong with a text, with a fix where one is at hand; and what a right one says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.expressions.check import check
from engine.expressions.checked import Checked
from engine.expressions.render import Title, render
from engine.expressions.service.place import Place, Texts
from engine.expressions.types import describe
from engine.problems import Problem, Span


@dataclass(frozen=True)
class Finding:
    """A problem of the characters ``start`` to ``end``; ``fix`` may stand in their place."""

    code: str
    start: int
    end: int
    message: Texts
    hint: Texts
    fix: str = ""


@dataclass(frozen=True)
class Meaning:
    """What a right expression gives, what that depends on, and how it reads in words."""

    type: Texts
    stage: str
    words: Texts


def findings(text: str, place: Place) -> tuple[list[Finding], Meaning | None]:
    """Every problem of every expression in the text; the meaning of one that is whole and right."""
    found: list[Finding] = []
    meaning: Meaning | None = None
    for begin, inner in expressions(text, place):
        span = Span("", 1, 1, 1, len(inner) + 1)
        checked = check(inner, place.scope, place.expected if place.slot != "text" else "any", span)
        if isinstance(checked, Checked):
            meaning = _meaning(checked, place)
        else:
            found += [_finding(problem, inner, begin) for problem in checked]
    return found, None if found else meaning


def expressions(text: str, place: Place) -> Iterator[tuple[int, str]]:
    """Each expression of the slot with where it begins."""
    if place.slot != "text":
        if (whole := place.stretch(text, len(text))) is not None:
            yield whole
        return
    begin = text.find("{{")
    while begin >= 0:
        end = text.find("}}", begin)
        yield begin + 2, text[begin + 2 : end if end >= 0 else len(text)]
        begin = text.find("{{", end) if end >= 0 else -1


def _finding(problem: Problem, inner: str, begin: int) -> Finding:
    span = problem.span
    start = span.column - 1 if span is not None else 0
    end = span.end_column - 1 if span is not None else len(inner)
    end = min(max(end, start), len(inner))
    message, hint = ({each: told(each) for each in ("zh", "en")} for told in (problem.text, problem.hint))
    return Finding(problem.code, begin + start, begin + end, message, hint, _fix(problem, inner[start:end]))


def _fix(problem: Problem, written: str) -> str:
    """The stretch with the name that was probably meant; only where the wrong name stands in it once."""
    guess, name = problem.parameters.get("guess"), str(problem.parameters.get("name", ""))
    meant = guess.get("name", "") if isinstance(guess, dict) else ""
    return written.replace(name, meant) if meant and name and written.count(name) == 1 else ""


def _meaning(checked: Checked, place: Place) -> Meaning:
    told = {language: render(checked.tree, language, _titles(place, language)) for language in ("zh", "en")}
    return Meaning(describe(checked.type), checked.stage, told)


def _titles(place: Place, language: str) -> Title:
    def title(entity: str, name: str) -> str:
        form = place.scope.catalog.get(entity)
        found = form.attributes.get(name) if form is not None else None
        return place.titles(found.address, found.title, name)[language] if found is not None else name

    return title
