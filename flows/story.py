"""The flows of a record as part of its story: begun, what the system did, interrupted, over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.expressions.types import DATETIME
from engine.people.finding import names_of
from engine.records.codec import to_json
from flows.compiled import Flow
from flows.instance import Event, Instance, events, of_record
from flows.pinning import pinned
from flows.steps.task import TaskStep

if TYPE_CHECKING:
    from engine.plugin import AppVersion
    from engine.records.readers import Reader
    from engine.web.request import Request

WORDS = {
    "zh": {
        "started": "流程开始",
        "done": "等到了",
        "acted": "系统完成",
        "interrupted": "流程被打断",
        "ended": "流程结束",
    },
    "en": {
        "started": "Flow begun",
        "done": "What it waited for has come",
        "acted": "Done by the system",
        "interrupted": "Flow interrupted",
        "ended": "Flow over",
    },
}


def flows_told(
    request: Request, reader: Reader, form: str, record: str, before: int, limit: int
) -> list[dict[str, Any]]:
    """What flows did about a record, the newest first. Tasks tell of themselves."""
    found = [
        (event, title, about)
        for instance in of_record(reader.cursor, reader.dialect, record)
        for event, title, about in _events(request, reader, instance)
        if event.at < before
    ]
    newest = sorted(found, key=lambda one: one[0].at, reverse=True)[:limit]
    names = names_of(reader, {event.by for event, _, _ in newest if event.by})
    return [_item(request, event, title, about, names) for event, title, about in newest]


def _events(request: Request, reader: Reader, instance: Instance) -> Iterator[tuple[Event, str, str]]:
    """Each event with the title of its step and that of the flow."""
    version, flow = pinned(request.platform, reader, instance)
    if flow is None:
        return
    about = version.definition.title(flow.definition, request.language)
    yield Event("", "started", instance.started_at, by=instance.started_by), about, about
    for event in events(reader.cursor, reader.dialect, instance.id):
        title = _title(version, flow, event, request.language)
        if title:
            yield event, title, about
    if instance.ended_at is not None:
        yield Event("", "ended", instance.ended_at), about, about


def _title(version: AppVersion, flow: Flow, event: Event, language: str) -> str:
    """What people call it; nothing for what is no news: skipped steps, steps without a title, tasks."""
    if event.kind == "interrupted":
        return version.definition.title(flow.definition.interrupts[event.step], language)
    step = flow.steps[event.step].definition
    told = event.kind in ("done", "acted") and step.title and not isinstance(step, TaskStep)
    return version.definition.title(step, language) if told else ""


def _item(request: Request, event: Event, title: str, about: str, names: Any) -> dict[str, Any]:
    words = WORDS.get(request.language, WORDS["en"])
    return {
        "kind": "flow",
        "at": to_json(DATETIME, event.at),
        "title": title,
        "text": words[event.kind],
        "who": {"id": event.by, "name": names.get(event.by, "")} if event.by else None,
        "cause": about if title != about else None,
        "form": None,
        "id": None,
    }
