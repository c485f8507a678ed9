"""`dougong test`: what it prints, in both languages and as JSON, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.command import main
from tests.engine.scenarios.shop import write

GOOD = "- expect: acme.paid = 60.5\n"
BAD = "- pass: 1d\n- expect: acme.paid = 61\n"


def told(capsys: pytest.CaptureFixture[str], *arguments: str, language: str = "en") -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["--language", language, "test", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_scenario_that_holds_is_told_with_its_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, str(write(tmp_path, GOOD)))
    assert code == 0
    assert out.startswith("  ✓ 例 (case)  0.") and "all 1 scenarios hold" in out


def test_a_failure_is_told_with_its_place_and_what_was_around(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write(tmp_path, BAD)
    code, out, _ = told(capsys, str(pack), language="zh")
    lines = [line.strip() for line in out.splitlines()]
    assert code == 1
    assert lines[0].startswith("✗ 例 (case)")
    assert lines[1] == f"{pack}/scenarios/case.yaml:9:11  expect  @ 2026-03-03 09:00"
    assert lines[2:4] == ["应为  acme.paid = 61", "实际  acme.paid = 60.5"]
    assert "03-02 09:00  an  打电话 · acme  ← flows/care/steps/call" in lines
    assert any("云海 还没有联系" in line and line.endswith("← flows/care/steps/call/overdue/notify") for line in lines)
    assert lines[-1].startswith(f"{pack}: 1 个场景中 1 个没有通过")


def test_results_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = told(capsys, str(write(tmp_path, BAD)), "--json", "--coverage")
    (pack,) = json.loads(out)
    (result,) = pack["scenarios"]
    assert pack["coverage"]["promised"] == 12 and "flows/care/steps/pause" in pack["coverage"]["untouched"]
    assert code == 1 and result["passed"] is False and result["scenario"] == "case"
    failure = result["failure"]
    assert (failure["line"], failure["column"], failure["at"]) == (9, 11, "2026-03-03T09:00+08:00")
    assert (failure["expected"], failure["actual"]) == ("acme.paid = 61", "acme.paid = 60.5")
    assert failure["tasks"][0]["who"] == "an" and failure["changes"]


def test_one_scenario_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, BAD)
    (tmp_path / "shop/scenarios/case.yaml").rename(tmp_path / "shop/scenarios/bad.yaml")
    pack = str(write(tmp_path, GOOD))
    assert told(capsys, pack)[0] == 1
    code, out, _ = told(capsys, pack, "--scenario", "case")
    assert code == 0 and "bad" not in out
    code, _, errors = told(capsys, pack, "--scenario", "cas")
    assert code == 1 and "scenario.none" in errors and "case" in errors


def test_a_pack_with_problems_is_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, errors = told(capsys, str(write(tmp_path, "- expect: acme.pid = 1\n")))
    assert (code, out) == (1, "") and "expression.unknown_name" in errors
