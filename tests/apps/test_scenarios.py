"""The packs of the repository do what their scenarios say, and a scenario fails once what it guards is changed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.scenarios.compiling import scenarios_of
from engine.scenarios.coverage import promised, traces, untouched
from engine.scenarios.running import Result, run_scenario
from engine.scenarios.theatre import theatre
from tests.apps.packs import PACKS, guide_files

MUTATIONS: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "mutations.yaml").read_text("utf-8"))


def failures(results: list[Result]) -> list[Any]:
    return [
        (result.definition.name, result.failure.what, result.failure.expected["en"], result.failure.actual["en"])
        for result in results
        if result.failure is not None
    ]


@pytest.mark.parametrize("pack", PACKS)
def test_every_scenario_of_a_pack_holds(pack: str) -> None:
    with theatre(PACKS[pack]) as stage:
        results = [run_scenario(stage, scenario) for scenario in scenarios_of(stage.version).values()]
    assert results and failures(results) == []


def test_the_scenarios_of_the_crm_leave_nothing_out() -> None:
    touched: set[str] = set()
    with theatre(PACKS["crm"]) as stage:
        for scenario in scenarios_of(stage.version).values():
            touched |= traces(run_scenario(stage, scenario).play)
        assert len(promised(stage.version.definition)) > 40
        assert untouched(stage.version.definition, touched) == []


def test_every_scenario_of_the_guides_holds(tmp_path: Path) -> None:
    for path, text in guide_files("lending").items():
        file = tmp_path / "lending" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    with theatre(tmp_path / "lending") as stage:
        results = [run_scenario(stage, scenario) for scenario in scenarios_of(stage.version).values()]
    assert len(results) == 3 and failures(results) == []


@pytest.mark.postgresql
def test_every_scenario_of_the_crm_holds_on_postgresql(postgres_database: str) -> None:
    with theatre(PACKS["crm"], postgres_database) as stage:
        results = [run_scenario(stage, scenario) for scenario in scenarios_of(stage.version).values()]
        assert stage.platform.database.url.database != postgres_database.rpartition("/")[2]
    assert len(results) >= 20 and failures(results) == []


def sized(number: int, mutation: dict[str, str]) -> Any:
    """Every mutation is published anew, which takes its second: one of each four by default, all with --full."""
    marks = () if number % 4 == 0 else (pytest.mark.full,)
    return pytest.param(mutation, id=mutation["what"].replace(" ", "_"), marks=marks)


@pytest.mark.parametrize("mutation", [sized(number, mutation) for number, mutation in enumerate(MUTATIONS)])
def test_the_scenario_that_guards_it_fails(mutation: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "crm"
    shutil.copytree(PACKS["crm"], folder)
    file = folder / mutation["file"]
    text = file.read_text("utf-8")
    assert text.count(mutation["old"]) == 1
    file.write_text(text.replace(mutation["old"], mutation["new"]), "utf-8")
    with theatre(folder) as stage:
        result = run_scenario(stage, scenarios_of(stage.version)[mutation["scenario"]])
    assert result.failure is not None and result.failure.expected["en"] == mutation["unmet"]
