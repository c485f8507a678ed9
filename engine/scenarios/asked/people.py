"""`tasks(li)` and `notices(li)`: what somebody has to do, what they were told."""

from __future__ import annotations

from collections.abc import Callable

from engine.expressions.types import Number, Type
from engine.people.finding import Connected
from engine.scenarios.question import Answer, Asked, Question
from engine.tasks.counting import notice_count, task_count

COUNT = Number(0, 12)


def _counting(count: Callable[[Connected, str], int]) -> Callable[[Asked], tuple[Type, Answer] | None]:
    def compile_(asked: Asked) -> tuple[Type, Answer] | None:
        names = asked.names(1)
        person = asked.person(names[0]) if names is not None else None
        if person is None:
            return None
        return COUNT, lambda play, reader: count(reader, play.cast.people[person])

    return compile_


TASKS = Question("tasks", "tasks(user)", "某人待办的数量", "how many open tasks somebody has", _counting(task_count))
NOTICES = Question(
    "notices", "notices(user)", "某人收到的通知数", "how many notices somebody ever got", _counting(notice_count)
)
