"""A kind of report that somebody else brings enters by the same door as the built-in ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from reports.kinds.rows import Rows
from reports.running.rows import Grid
from reports.running.telling import Told
from tests.reports.stand import stand, stock

FILE = "title: 更多\nreports:\n  extremes: {extremes: 最多和最少, show: orders, by: person, drill: [code]}\n"


@dataclass(frozen=True, kw_only=True)
class Extremes(Rows):
    """The first and the last of the rows."""

    noun: ClassVar[str] = "extremes"

    def arranged(self, grid: Grid) -> Told:
        lines = grid.by_measure(grid.lines, grid.measures[0].name, descending=True)
        return grid.told([lines[0], lines[-1]])


def test_a_kind_of_a_third_party_is_checked_told_and_leads_to_its_records(database_url: str) -> None:
    with stand(database_url) as found:
        stock(found)
        found.world.platform.registry.family("report").add(Extremes)
        found.world.publish({"reports/more.yaml": FILE})
        assert [row["orders"] for row in found.rows("extremes")] == [3, 2]
        least = found.rows("extremes")[1]
        assert found.named(found.behind("extremes", least["_at"])) == {"o3", "o4"}
