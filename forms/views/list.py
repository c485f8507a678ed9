"""Records as the rows of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forms.views.view import RecordsView


@dataclass(frozen=True, kw_only=True)
class ListView(RecordsView):
    """Rows and columns."""

    noun: ClassVar[str] = "list"
