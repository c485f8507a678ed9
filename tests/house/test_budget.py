"""A test area that takes longer than its budget fails the run."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.house.code import ROOT


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def project(pytester: pytest.Pytester, budgets: str) -> None:
    """A project with one sleepy test in tests/slow/."""
    pytester.mkdir("tests")
    pytester.path.joinpath("tests/slow").mkdir()
    pytester.path.joinpath("tests/budgets.yaml").write_text(budgets)
    sleepy = "import time\ndef test_it(): time.sleep(0.3)\n"
    pytester.path.joinpath("tests/slow/test_it.py").write_text(sleepy)
    pytester.makeconftest('pytest_plugins = ["tests.fixtures.sizes", "tests.fixtures.budget"]')


@pytest.mark.parametrize("processes", [(), ("-n", "2")])
def test_an_area_within_its_budget_passes(pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    project(pytester, "default: {slow: 20}")
    assert pytester.runpytest_subprocess(*processes).ret == pytest.ExitCode.OK


@pytest.mark.parametrize("processes", [(), ("-n", "2")])
def test_an_area_over_its_budget_fails_the_run(pytester: pytest.Pytester, processes: tuple[str, ...]) -> None:
    project(pytester, "default: {slow: 0.1}")
    run = pytester.runpytest_subprocess(*processes)
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["OVER BUDGET slow: 0 s spent, 0 s allowed", "*1 passed*"])


def test_an_area_without_a_budget_fails_the_run(pytester: pytest.Pytester) -> None:
    project(pytester, "default: {other: 20}")
    run = pytester.runpytest_subprocess()
    assert run.ret == pytest.ExitCode.TESTS_FAILED
    run.stdout.fnmatch_lines(["OVER BUDGET slow: no budget*"])


def test_every_folder_of_tests_has_a_budget_in_both_sizes() -> None:
    folders = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").glob("*/**/test_*.py")}
    budgets = yaml.safe_load(Path(ROOT, "tests/budgets.yaml").read_text(encoding="utf-8"))
    assert folders <= budgets["default"].keys()
    assert folders <= budgets["full"].keys()
