"""What scenarios touch is read from what they leave behind: rules, steps, stages, checks, buttons, tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.command import main
from engine.scenarios.compiling import scenarios_of
from engine.scenarios.coverage import promised, traces, untouched
from engine.scenarios.running import run_scenario
from engine.scenarios.theatre import theatre
from tests.engine.scenarios.shop import write

EVERYTHING = {
    "forms/customer/fields/state/options/new",
    "forms/customer/fields/state/options/known",
    "forms/customer/fields/state/options/gone",
    "forms/customer/checks/reachable",
    "forms/customer/buttons/greet",
    "rules/customer/tags/fresh",
    "rules/customer/rules/hello",
    "rules/customer/rules/forget",
    "rules/customer/rules/visit",
    "flows/care/steps/call",
    "flows/care/steps/pause",
    "flows/care/steps/again",
}
TOUCHES = {
    "{pass: 1min}": set(),
    '{press: greet, with: {phone: "13800000000"}}': {
        "forms/customer/buttons/greet",
        "forms/customer/fields/state/options/known",
    },
    "{update: acme, with: {owner: null}, fails: check.failed}": {"forms/customer/checks/reachable"},
    "{create: order, with: {customer: acme, amount: 50}}": {"rules/customer/rules/visit"},
    '{do: call, outcome: good, with: {phone: "13800000000"}}': {"flows/care/steps/pause"},
}
ALWAYS = {
    "forms/customer/fields/state/options/new",
    "rules/customer/tags/fresh",
    "rules/customer/rules/hello",
    "flows/care/steps/call",
}


@pytest.mark.parametrize("step", TOUCHES)
def test_a_step_touches_what_it_sets_to_work(step: str, tmp_path: Path) -> None:
    with theatre(write(tmp_path, f"- {step}\n")) as stage:
        result = run_scenario(stage, scenarios_of(stage.version)["case"])
        assert result.failure is None
        definition, found = stage.version.definition, traces(result.play)
    assert set(promised(definition)) == EVERYTHING
    assert EVERYTHING - set(untouched(definition, found)) == ALWAYS | TOUCHES[step]


def test_the_command_tells_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = write(tmp_path, "- {pass: 1min}\n")
    capsys.readouterr()
    assert main(["--language", "en", "test", str(pack), "--coverage"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == "  coverage: 4 of 12, not:"
    assert [line.rpartition("  ")[2] for line in lines[3:6]] == [
        f"flows/care/steps/{step}" for step in ("pause", "again")
    ] + ["forms/customer/fields/state/options/known"]
