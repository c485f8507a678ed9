"""Lists of records as JSON: what is asked of one, and who answers.

The engine that knows how a form's records are told to a person puts itself on the platform as ``list_records``;
any other engine may then answer with such a list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.access.evaluate import Condition

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.web.request import Request


@dataclass(frozen=True)
class Wish:
    """What a person asks of a list; texts as they came. ``also`` is a condition of the server's own."""

    view: str = ""
    filter: str = ""
    sort: str = ""
    show: str = ""
    search: str = ""
    totals: str = ""
    limit: int = 50
    after: str | None = None
    also: Condition = True


# The form's name, and the wish → ``records``, ``next``, ``count`` as JSON, with the rights of who asks.
# Refused 400 for a bad wish, 404 for a form that is missing or hidden.
Lister = Callable[["Request", "Reader", str, Wish], bytes]
