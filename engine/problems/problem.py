"""A problem is a value: what is wrong, where, and what to do about it, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.problems.catalogue import Entry, Severity, catalogue
from engine.problems.span import Span

LIMIT = 1000  # problems kept by one collector; a hostile pack cannot make more


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    A parameter is inserted into the texts as it is; a mapping with ``zh`` and ``en`` gives its text in the
    reader's language, a list or tuple is joined. ``record`` is the id of the record that is wrong, where several are
    written at once. Raises KeyError for a code that is not in the catalogue and ValueError if a parameter of its
    texts is missing.
    """

    code: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    address: str = ""
    span: Span | None = None
    record: str = ""

    def __post_init__(self) -> None:
        missing = self.entry.parameters - self.parameters.keys()
        if missing:
            raise ValueError(f"problem {self.code} needs {', '.join(sorted(missing))}")

    @property
    def entry(self) -> Entry:
        """The catalogue's entry for this code."""
        return catalogue[self.code]

    @property
    def severity(self) -> Severity:
        """``error`` refuses, ``warning`` only tells."""
        return self.entry.severity

    def text(self, language: str = "zh") -> str:
        """What is wrong, in one sentence."""
        return self._fill(self.entry.texts, language)

    def hint(self, language: str = "zh") -> str:
        """What to do about it, or an empty text."""
        return self._fill(self.entry.hints, language)

    def to_json(self, language: str = "zh") -> dict[str, Any]:
        """``code severity message hint address``, where known ``file line column end_line end_column``."""
        place = self.span._asdict() if self.span else {}
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.text(language),
            "hint": self.hint(language),
            "address": self.address,
            **place,
        }

    def _fill(self, templates: Mapping[str, str], language: str) -> str:
        template = templates.get(language, templates["en"])
        return template.format_map({name: _spoken(value, language) for name, value in self.parameters.items()})


def _spoken(value: object, language: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(language, value.get("en", "")))
    if isinstance(value, list | tuple):
        return ("、" if language == "zh" else ", ").join(_spoken(item, language) for item in value)
    return str(value)


class Problems:
    """Collects problems, without duplicates, in the order of file, line and column."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems: dict[object, Problem] = {}
        self.extend(problems)

    def add(self, problem: Problem) -> None:
        """Keeps a problem; after LIMIT of them the rest is dropped."""
        if len(self._problems) < LIMIT:
            self._problems.setdefault((problem.code, problem.address, problem.span, problem.text("en")), problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keeps several problems."""
        for problem in problems:
            self.add(problem)

    @property
    def kept(self) -> tuple[Problem, ...]:
        """All of them, in the order in which they came."""
        return tuple(self._problems.values())

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those that refuse."""
        return tuple(problem for problem in self if problem.severity == "error")

    def __iter__(self) -> Iterator[Problem]:
        """In order; what only follows from another problem is told when nothing else is."""
        kept = self._problems.values()
        told = [problem for problem in kept if not problem.entry.consequence]
        explained = any(problem.severity == "error" for problem in told)
        return iter(sorted(told if explained else kept, key=_place))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self._problems)

    def to_json(self, language: str = "zh") -> list[dict[str, Any]]:
        """The problems as JSON objects, in order."""
        return [problem.to_json(language) for problem in self]


def _place(problem: Problem) -> tuple[object, ...]:
    span = problem.span
    return (span.file, span.line, span.column) if span else ("", 0, 0)


class Refused(Exception):
    """A request that cannot be carried out, with the reasons; ``status`` is the HTTP status of the answer."""

    def __init__(self, problems: Iterable[Problem], status: int = 422) -> None:
        self.problems = tuple(problems)
        self.status = status
        super().__init__("; ".join(problem.text("en") for problem in self.problems))

    @property
    def passing(self) -> bool:
        """Whether nothing is wrong with the request: the same may succeed later."""
        return self.status in (503, 507)
