"""`report(revenue)`: the number of a measure or card, for the expectations of scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.access.viewer import SYSTEM
from engine.expressions.types import Number, Type
from engine.scenarios import Answer, Asked, Question
from reports.answering import number
from reports.compiled import ReportSet
from reports.kinds.card import Card

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.scenarios import Play


def _compile(asked: Asked) -> tuple[Type, Answer] | None:
    names = asked.names(1)
    reports = asked.compilation.build.parts.get("reports")
    if names is None or not isinstance(reports, ReportSet):
        return None
    cards = {name: str(card.show[0]) for name, card in reports.reports.items() if isinstance(card, Card)}
    name = asked.word(names[0], [*reports.measures, *cards])
    measure = reports.measures.get(cards.get(name, name)) if name is not None else None
    if name is None or measure is None or not isinstance(measure.checked.type, Number):
        return None
    type_ = measure.checked.type

    def answer(play: Play, reader: Reader) -> int | None:
        viewer = play.viewer(play.who, reader) if play.who else SYSTEM
        found = number(reader, play.version, viewer, name)
        return None if found is None else int(found.scaleb(type_.scale))

    return type_, answer


REPORT = Question(
    "report",
    "report(measure)",
    "指标或卡片的数字；写了 as 时按这个人能看到的算",
    "the number of a measure or card; with `as`, over what that person may see",
    _compile,
)
