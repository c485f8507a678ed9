"""The kinds `reports` and `dashboards`: measures and dimensions once, reports made of them, pages of reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from engine.definitions import (
    Either,
    Element,
    Expr,
    Expression,
    Integer,
    Located,
    Many,
    Map,
    Name,
    Names,
    One,
    Pairs,
    Path,
    Plain,
    Ref,
    Sort,
    SortBy,
    Text,
    Word,
    key,
)

if TYPE_CHECKING:
    from reports.checking import Checking
    from reports.running.asking import Asking, Marked
    from reports.running.telling import Told

SAMPLE = "{measure: 成交额, formula: sum(order.amount)"


@dataclass(frozen=True, kw_only=True)
class Measure(Element):
    """A number that means the same everywhere."""

    noun: ClassVar[str] = "measure"

    formula: Expression = key(
        Expr("value"), doc="An aggregate over a form, or arithmetic of measures", example=SAMPLE + "}"
    )
    date: Located | None = key(
        Path(),
        default=None,
        doc="The field that says when, for periods and trends",
        example=SAMPLE + ", date: paid_on}",
    )
    unit: Located | None = key(Text(), default=None, doc="Unit behind the number", example=SAMPLE + ", unit: 元}")
    better: Located | None = key(
        Word("high", "low"), default=None, doc="Which direction is good", example=SAMPLE + ", better: high}"
    )
    format: Located | None = key(
        Word("percent", "duration"),
        default=None,
        doc="How it is written",
        example=SAMPLE + ", format: percent}",
    )


@dataclass(frozen=True, kw_only=True)
class Dimension(Element):
    """One thing that several forms know under their own names."""

    noun: ClassVar[str] = "dimension"
    titled: ClassVar[bool] = True

    from_: tuple[Located, ...] = key(
        Many(Path()),
        doc="The fields that mean it: form.field",
        example="{dimension: 人员, from: [order.owner]}",
    )


@dataclass(frozen=True, kw_only=True)
class Report(Element):
    """What every report may say; a report kind adds its own keys, and how it is told from the numbers."""

    show: tuple[Located, ...] = key(
        Names(), default=(), doc="Measures", example="{bar: 行业, show: revenue, by: sector}"
    )
    by: Located | None = key(
        Path(),
        default=None,
        doc="Rows or axis: a dimension, a field, date.month",
        example="{bar: 行业, show: revenue, by: sector}",
    )
    split: Located | None = key(
        Path(),
        default=None,
        doc="Series",
        example="{line: 趋势, show: revenue, by: date.month, split: sector}",
    )
    where: Expression | None = key(
        Expr("boolean"),
        default=None,
        doc="Which records count",
        example="{bar: 行业, show: revenue, by: sector, where: amount > 0}",
    )
    period: Located | None = key(
        Plain(),
        default=None,
        doc="Which time: this month, last year, last 30 days",
        example="{card: 成交额, show: revenue, period: this month}",
    )
    sort: SortBy | None = key(
        Sort(),
        default=None,
        doc="Order of the rows",
        example="{bar: 行业, show: revenue, by: sector, sort: revenue desc}",
    )
    limit: int = key(
        Integer(1, 1000),
        default=0,
        doc="At most so many rows",
        example="{bar: 行业, show: revenue, by: sector, limit: 10}",
    )
    drill: tuple[Located, ...] = key(
        Names(),
        default=(),
        doc="Fields shown of the records behind a mark",
        example="{bar: 行业, show: revenue, by: sector, drill: [code]}",
    )
    roles: tuple[Located, ...] = key(
        Many(Ref("roles")),
        default=(),
        doc="Who may open it; without it everyone, with the records that they may see",
        example="{card: 成交额, show: revenue, roles: director}",
    )

    def counted(self) -> tuple[Located, ...]:
        """The names of the measures that it shows."""
        return self.show

    def check(self, checking: Checking) -> None:
        """Records what is wrong with it."""
        if not self.counted():
            checking.tell("report.no_rows", self, "show", title=self.title)
        checking.report(self)

    def explained(self, language: str) -> tuple[str, ...]:
        """What it counts beside its measures, in words."""
        return ()

    def require(self, asking: Asking) -> None:
        """Refused 404 if nothing of it exists for somebody."""
        raise NotImplementedError

    def told(self, asking: Asking) -> Told:
        """What it answers to somebody. Refused 404 if nothing of it exists for them, 422 for bad filters."""
        raise NotImplementedError

    def marked(self, asking: Asking, at: str, measure: str) -> Marked:
        """The records behind one of its marks. Refused 422 for a mark that it does not have."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class ReportsFile(Element):
    """One file of `reports/`: names are unique in the app, so a file can be split."""

    scope: ClassVar[str] = "reports"

    dimensions: Mapping[str, Dimension] = key(
        Map("dimension"),
        default={},
        doc="Dimensions shared by several forms",
        example="dimensions: {person: {dimension: 人员, from: [order.owner]}}",
    )
    measures: Mapping[str, Measure] = key(
        Map("measure"),
        default={},
        doc="Measures",
        example="measures: {orders: {measure: 单数, formula: count(order)}}",
    )
    reports: Mapping[str, Any] = key(
        Map("report"), default={}, doc="Reports", example="reports: {total: {card: 单数, show: orders}}"
    )


@dataclass(frozen=True, kw_only=True)
class Tile(Element):
    """A report with its width."""

    report: Located = key(Name(), doc="A report, or a measure shown as a card", example="{report: funnel, width: 2}")
    width: int = key(Integer(1, 4), default=1, doc="How many columns wide", example="{report: funnel, width: 2}")


@dataclass(frozen=True, kw_only=True)
class Dashboard(Element):
    """A page of reports with common filters."""

    scope: ClassVar[str] = "dashboards"

    roles: tuple[Located, ...] = key(Many(Ref("roles")), default=(), doc="Who may open it", example="roles: [director]")
    filters: Mapping[str, Located] = key(
        Pairs(Plain(), keys="path"),
        default={},
        doc="Filters with their first value: period, dimensions, fields",
        example="filters: {period: this month, person: all}",
    )
    rows: tuple[Any, ...] = key(
        Many(Many(Either(One(Tile), Name()))),
        doc="Rows of reports from left to right",
        example="rows: [[revenue, growth]]",
    )


def tiles(dashboard: Dashboard) -> Iterator[Tile]:
    """The tiles of a dashboard in reading order; a name alone is a tile of one column."""
    for row in dashboard.rows:
        yield from map(tile_of, row)


def tile_of(written: Tile | Located) -> Tile:
    """What stands in a row: a tile, or a name alone, which is one column wide."""
    return written if isinstance(written, Tile) else Tile(report=written)
