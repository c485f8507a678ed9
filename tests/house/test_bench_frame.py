"""The frame of the benches measures what it says."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.__main__ import areas, figure
from bench.measure import Row, measure, measure_once
from tests.house.code import ROOT


def test_the_ratio_of_two_candidates_is_that_of_their_work() -> None:
    cost = measure({"one": lambda: sum(range(2_000)), "ten": lambda: sum(range(20_000))}, batch=0.01)
    assert 5 < cost["ten"] / cost["one"] < 20


def test_the_time_of_child_processes_counts_for_a_single_call() -> None:
    command = [sys.executable, "-c", "sum(range(5_000_000))"]
    cost = measure_once({"child": lambda: subprocess.run(command, check=True)}, rounds=1)
    assert cost["child"] > 0.02


def test_a_row_holds_its_ratios() -> None:
    row = Row.compare("write", "one record", "µs CPU", ours=30.0, limit=10.0)
    assert (row.of_limit, row.of_peer) == (3.0, None)


def test_figures_keep_three_digits() -> None:
    figures = [figure(value) for value in (None, 0.01234, 12.345, 123456.7)]
    assert figures == ["–", "0.0123", "12.3", "123,457"]


def test_each_module_beside_the_frame_is_an_area_and_prints_json() -> None:
    assert "start" in areas()
    command = [sys.executable, "-m", "bench", "start", "--json"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rows = [json.loads(line) for line in printed.splitlines()]
    assert {tuple(row) for row in rows} == {
        ("area", "case", "unit", "ours", "limit", "peer", "of_limit", "of_peer"),
    }
