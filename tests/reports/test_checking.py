"""What is wrong with a pack's reports is told before it is published, with its place."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from engine.commands.check import check_folder
from engine.problems import Problems
from tests.reports.stand import PACK

CASES = {
    "unknown measure": ("reports", "x: {card: X, show: nothing}", "report.measure"),
    "unknown axis": ("reports", "x: {bar: X, show: orders, by: weather}", "report.dimension"),
    "unknown grain": ("reports", "x: {bar: X, show: orders, by: date.hour}", "report.dimension"),
    "axis elsewhere": ("reports", "x: {bar: X, show: orders, by: deal.stage}", "report.uncovered"),
    "no date": ("reports", "x: {line: X, show: pieces, by: date.month}", "report.uncovered"),
    "one of several": ("reports", "x: {table: X, show: [orders, deals], by: channel}", "report.uncovered"),
    "bad where": ("reports", "x: {card: X, show: orders, where: weather > 1}", "expression.unknown_name"),
    "bad period": ("reports", "x: {card: X, show: orders, period: soon}", "report.period"),
    "bad sort": ("reports", "x: {bar: X, show: orders, by: channel, sort: revenue desc}", "report.sort"),
    "bad drill": ("reports", "x: {card: X, show: orders, drill: [weather]}", "report.dimension"),
    "nothing shown": ("reports", "x: {card: X}", "report.no_rows"),
    "no stage": ("reports", "x: {funnel: X, stages: order.status}", "report.stages"),
    "foreign stage": ("reports", "x: {funnel: X, stages: client.deals.stage}", "report.stages"),
    "beside another form": ("reports", "x: {funnel: X, stages: deal.stage, show: [orders]}", "report.apart"),
    "no aggregate": ("measures", "x: {measure: X, formula: 5}", "report.formula"),
    "one record": ("measures", "x: {measure: X, formula: first(order.amount)}", "report.formula"),
    "text": ("measures", 'x: {measure: X, formula: "if(count(order) > 1, true, false)"}', "report.formula"),
    "no such date": ("measures", "x: {measure: X, formula: count(order), date: amount}", "report.date"),
    "circle": ("measures", "x: {measure: X, formula: y + 1}\n  y: {measure: Y, formula: x + 1}", "report.circle"),
}


def problems_of(folder: Path, section: str, text: str) -> Problems:
    """The problems of the pack with one more file of reports."""
    pack = folder / "trade"
    copytree(PACK, pack)
    (pack / "reports" / "more.yaml").write_text(f"title: 更多\n{section}:\n  {text}\n")
    return check_folder(pack)


@pytest.mark.parametrize(("section", "text", "code"), CASES.values(), ids=CASES.keys())
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, section: str, text: str, code: str) -> None:
    found = list(problems_of(tmp_path, section, text))
    assert code in [problem.code for problem in found], [problem.text("en") for problem in found]
    problem = next(problem for problem in found if problem.code == code)
    assert problem.address.startswith("reports/more/") and problem.text("zh") and problem.text("en")


def test_names_of_options_inside_an_aggregate_are_no_measures(tmp_path: Path) -> None:
    assert not list(problems_of(tmp_path, "measures", "open: {measure: X, formula: count(order where status = open)}"))
