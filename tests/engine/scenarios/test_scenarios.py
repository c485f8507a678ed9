"""Scenarios: what holds holds, what does not is told with place, expectation and finding, what is wrong is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.commands.check import check_folder
from engine.scenarios.compiling import scenarios_of
from engine.scenarios.contrast import local
from engine.scenarios.running import Result, run_scenario
from engine.scenarios.theatre import theatre
from tests.engine.scenarios.shop import BEGIN, write

HERE = Path(__file__).parent


def cases(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    return found


def run(pack: Path, url: str = "") -> list[Result]:
    with theatre(pack, url) as stage:
        return [run_scenario(stage, scenario) for scenario in scenarios_of(stage.version).values()]


def failed(result: Result) -> Any:
    failure = result.failure
    return failure and (str(failure.span), failure.what, failure.expected["en"], failure.actual["en"])


def test_what_holds_holds(tmp_path: Path) -> None:
    """All in one pack: each begins with empty tables."""
    pack = tmp_path / "shop"
    for name, steps in cases("holding").items():
        write(tmp_path, steps)
        (pack / "scenarios/case.yaml").rename(pack / f"scenarios/{name.replace(' ', '_')}.yaml")
    results = run(pack)
    assert len(results) == len(cases("holding"))
    assert {result.definition.name: found for result in results if (found := failed(result))} == {}


def test_what_holds_holds_on_postgresql(tmp_path: Path, postgres_database: str) -> None:
    write(tmp_path, cases("holding")["values and paths"])
    (result,) = run(write(tmp_path, cases("holding")["whole forms"]), postgres_database)
    assert failed(result) is None


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """Every case of the table, run in one pack."""
    folder, wanted = tmp_path_factory.mktemp("failing"), cases("failing")
    pack = folder / "shop"
    for number, case in enumerate(wanted.values()):
        write(folder, case["steps"], case.get("begin", BEGIN))
        (pack / "scenarios/case.yaml").rename(pack / f"scenarios/case_{number}.yaml")
    found = {result.definition.name: result for result in run(pack)}
    return {name: found[f"case_{number}"] for number, name in enumerate(wanted)}


@pytest.mark.parametrize("name", cases("failing"))
def test_what_does_not_hold_is_told(name: str, failing: dict[str, Result]) -> None:
    case, failure = cases("failing")[name], failing[name].failure
    assert failure is not None
    assert failure.span.line == case["line"], failure.span
    assert failure.what == case.get("what", failure.what)
    assert failure.expected["en"] == case.get("expected", failure.expected["en"])
    assert failure.actual["en"] == case.get("actual", failure.actual["en"])
    assert case.get("contains", "") in failure.actual["en"]
    assert failure.actual["zh"] and failure.expected["zh"]
    assert f"{local(failure.at, 'Asia/Shanghai'):%Y-%m-%d %H:%M}" == str(case.get("at", "2026-03-02 09:00"))[:16] or (
        "begin" in case
    )
    around = failure.around
    for key, lines in (("task", around.tasks), ("notice", around.notices), ("change", around.changes)):
        if key in case:
            assert case[key] in [line.text["zh"] for line in lines]


@pytest.mark.parametrize("name", cases("refused"))
def test_what_is_wrong_is_a_problem_of_the_pack(name: str, tmp_path: Path) -> None:
    case = cases("refused")[name]
    pack = write(tmp_path, case["steps"], case.get("begin", BEGIN), **case.get("changes", {}))
    problems = check_folder(pack).errors
    told = [(problem.code, problem.text("en") + problem.hint("en")) for problem in problems]
    assert [code for code, _ in told] == [case["code"]], told
    assert case["says"] in told[0][1]
    assert problems[0].span is not None and problems[0].text("zh") != problems[0].text("en")
