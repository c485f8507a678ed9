"""Records as cards in columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from engine.definitions import Located, Name, key
from forms.views.view import RecordsView


@dataclass(frozen=True, kw_only=True)
class KanbanView(RecordsView):
    """A column for each option of a choice or stage; a card is dragged to another column."""

    noun: ClassVar[str] = "kanban"

    by: Located = key(Name(), doc="the choice or stage of the columns", example="{kanban: 看板, by: stage}")

    def mentioned(self) -> Iterable[Located]:
        return (self.by, *super().mentioned())
