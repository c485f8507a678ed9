"""Results of scenarios for people, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine.scenarios.around import Line
from engine.scenarios.contrast import local
from engine.scenarios.running import Failure, Result

if TYPE_CHECKING:
    from engine.plugin import AppVersion

WORDS = {
    "expected": {"zh": "应为", "en": "expected"},
    "actual": {"zh": "实际", "en": "actual  "},
    "tasks": {"zh": "待办", "en": "open tasks"},
    "notices": {"zh": "通知", "en": "notices"},
    "changes": {"zh": "变更", "en": "changes"},
    "none": {"zh": "无", "en": "none"},
    "all": {"zh": "{count} 个场景全部通过", "en": "all {count} scenarios hold"},
    "some": {"zh": "{count} 个场景中 {failed} 个没有通过", "en": "{failed} of {count} scenarios fail"},
    "nothing": {"zh": "没有场景", "en": "no scenarios"},
}


def headline(result: Result, language: str, version: AppVersion) -> str:
    """``✓ title (name) 0.12 s``."""
    sign = "✓" if result.failure is None else "✗"
    title = version.definition.title(result.definition, language)
    return f"  {sign} {title} ({result.definition.name})  {result.seconds:.2f} s"


def lines(failure: Failure, language: str, version: AppVersion, folder: str = "") -> Iterator[str]:
    """A failure: where, what was expected, what was the case, and what was around."""
    zone = version.definition.app.timezone
    yield f"      {folder}{failure.span}  {failure.what}  @ {local(failure.at, zone):%Y-%m-%d %H:%M}"
    yield f"        {WORDS['expected'][language]}  {failure.expected[language]}"
    yield f"        {WORDS['actual'][language]}  {failure.actual[language]}"
    around = failure.around
    for word, found in (("tasks", around.tasks), ("notices", around.notices), ("changes", around.changes)):
        yield from _listed(word, found, language, zone)


def _listed(word: str, found: Sequence[Line], language: str, zone: str) -> Iterator[str]:
    title = WORDS[word][language]
    if not found:
        yield f"      {title}: {WORDS['none'][language]}"
        return
    yield f"      {title}:"
    for line in found:
        text = line.text.get(language) or next(iter(line.text.values()), "")
        yield f"        {local(line.at, zone):%m-%d %H:%M}  {line.who}  {text}  ← {line.because}"


def summary(results: Iterable[Result], language: str, seconds: float) -> str:
    """How many hold, in how long."""
    found = list(results)
    failed = sum(result.failure is not None for result in found)
    word = "nothing" if not found else "some" if failed else "all"
    return f"{WORDS[word][language].format(count=len(found), failed=failed)}, {seconds:.1f} s"


def to_json(result: Result, language: str, version: AppVersion) -> dict[str, Any]:
    """``scenario title passed seconds covers failure``."""
    definition = result.definition
    return {
        "scenario": definition.name,
        "title": version.definition.title(definition, language),
        "covers": [str(each) for each in definition.covers],
        "passed": result.failure is None,
        "seconds": round(result.seconds, 3),
        "failure": None if result.failure is None else _failure_json(result.failure, language, version),
    }


def _failure_json(failure: Failure, language: str, version: AppVersion) -> dict[str, Any]:
    zone = version.definition.app.timezone
    around = failure.around
    return {
        **failure.span._asdict(),
        "step": failure.what,
        "at": local(failure.at, zone).isoformat(timespec="minutes"),
        "expected": failure.expected[language],
        "actual": failure.actual[language],
        "tasks": [_line_json(line, language, zone) for line in around.tasks],
        "notices": [_line_json(line, language, zone) for line in around.notices],
        "changes": [_line_json(line, language, zone) for line in around.changes],
    }


def _line_json(line: Line, language: str, zone: str) -> dict[str, str]:
    at, text = local(line.at, zone).isoformat(timespec="minutes"), line.text.get(language, "")
    return {"at": at, "who": line.who, "text": text, "because": line.because}
