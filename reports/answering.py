"""The door to the numbers: a report or a measure by its name, its answer, and the records behind a mark."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from engine.access.viewer import SYSTEM, Viewer
from engine.definitions import Located
from engine.expressions.types import Number
from engine.plugin import AppVersion
from engine.web.request import not_found
from reports.definition import Report
from reports.kinds.card import Card
from reports.running.asking import Asking, Marked
from reports.running.filters import Filtering, Filters
from reports.running.how import how
from reports.running.reading import Reading
from reports.running.sight import Sight

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

    At = Reader | UnitOfWork


def answer(
    at: At,
    version: AppVersion,
    viewer: Viewer,
    name: str,
    filters: Filters | None = None,
    language: str = "zh",
) -> dict[str, Any]:
    """``columns``, ``rows``, ``total``, ``lag_ms`` and ``how`` of a report, or of a measure as a card.

    Refused 404 for a report that is missing or hidden, 422 for filters that mean nothing.
    """
    asking = ask(Reading(version, viewer, language, at), name, filters)
    told = asking.report.told(asking)
    told.how = how(asking)
    return told.to_json()


def records(reading: Reading, name: str, at: str, measure: str, filters: Filters | None = None) -> Marked:
    """The records behind a mark. Refused 404 and 422 as ``answer``, and 422 for an unknown mark or measure."""
    asking = ask(reading, name, filters)
    return asking.report.marked(asking, at, measure)


def number(
    at: At, version: AppVersion, viewer: Viewer = SYSTEM, name: str = "", filters: Filters | None = None
) -> Decimal | None:
    """The number of a measure or card, exact; null is None. Refused 404 for one that is missing or hidden."""
    asking = ask(Reading(version, viewer, "zh", at), name, filters)
    measure = asking.measures[0]
    value = measure.value(asking.tabulate((measure,)).get((), {}), asking.reading.environment)
    if value is None or not isinstance(measure.type, Number):
        return None
    return Decimal(value).scaleb(-measure.type.scale)


def ask(reading: Reading, name: str, filters: Filters | None = None) -> Asking:
    """A report asked by somebody. Refused 404 for one that is missing or not theirs, 422 for bad filters."""
    report = find(reading, name)
    if report is None:
        raise not_found()
    return Asking(reading, report, Filtering.of(reading, filters or Filters()))


def find(sight: Sight, name: str) -> Report | None:
    """A report that the person may open, or a measure as a card."""
    report = sight.reports.reports.get(name)
    if report is not None:
        return report if sight.opens(report) else None
    measure = sight.measure(name)
    if measure is None:
        return None
    made = measure.definition
    return Card(name=name, title=made.title, address=made.address, span=made.span, show=(Located(name),))


def filters_of(given: Mapping[str, str]) -> Filters:
    """The filters in the query of a request: ``f.period=…``, ``f.person=…``, ``filter=…``."""
    named = {name.removeprefix("f."): text for name, text in given.items() if name.startswith("f.")}
    return Filters.of(named, given.get("filter", ""))
