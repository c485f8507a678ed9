"""`step(deal)`: where the flow of a record stands, for the expectations of scenarios."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.expressions.types import Choice, Option, Type
from engine.scenarios import Answer, Asked, Question
from flows.definition import FlowDefinition, flow_files
from flows.instance import of_record

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.scenarios import Play


def _compile(asked: Asked) -> tuple[Type, Answer] | None:
    names = asked.names(1, 2)
    record = asked.record(names[0]) if names is not None else None
    if names is None or record is None:
        return None
    form = asked.compilation.forms[record]
    flows = {flow.name: flow for flow in flow_files(asked.compilation.build.definition) if flow.form == form}
    wanted = asked.word(names[1], flows) if len(names) > 1 else ""
    if wanted is None:
        return None
    among = [flows[wanted]] if wanted else list(flows.values())
    known = {flow.name for flow in among}

    def answer(play: Play, reader: Reader) -> str | None:
        found = of_record(reader.cursor, reader.dialect, play.cast.records[record])
        tokens = [token for one in found if one.flow in known for token in one.state.tokens]
        return max(tokens, key=lambda token: (token.since, token.id)).step if tokens else None

    return Choice(tuple(_options(among))), answer


def _options(flows: Iterable[FlowDefinition]) -> Iterable[Option]:
    named = {name: step.title for flow in flows for name, step in flow.steps.items()}
    return (Option(name, title or name) for name, title in named.items())


STEP = Question(
    "step",
    "step(record) / step(record, flow)",
    "记录的流程现在在哪一步；没有在走时为空",
    "the step at which the flow of a record stands, the one entered last; empty if none is running",
    _compile,
)
