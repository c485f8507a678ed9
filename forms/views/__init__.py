"""How records are shown: lists, boards and the page of one record."""

from __future__ import annotations

from forms.views.kanban import KanbanView
from forms.views.list import ListView
from forms.views.page import PageTab, PageView
from forms.views.view import RecordsView, View

VIEWS: tuple[type[View], ...] = (ListView, KanbanView, PageView)

__all__ = ["VIEWS", "KanbanView", "ListView", "PageTab", "PageView", "RecordsView", "View"]
