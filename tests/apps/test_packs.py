"""The packs of the repository hold what they promise: no problem at check, English complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.app import engines
from engine.commands.check import check_folder
from engine.definitions import missing, read
from engine.platform import new_registry
from tests.apps.packs import PACKS, guide_files


@pytest.mark.parametrize("pack", PACKS)
def test_a_pack_has_no_problem(pack: str) -> None:
    told = [f"{problem.span} {problem.text('en')}" for problem in check_folder(PACKS[pack])]
    assert told == []


@pytest.mark.parametrize("pack", PACKS)
def test_the_english_of_a_pack_is_complete(pack: str) -> None:
    definition = read(PACKS[pack], new_registry(engines())).definition
    untranslated = [address for address in missing(definition, "en") if not address.startswith("data/")]
    assert untranslated == []


def test_the_pack_of_the_consultants_guide_has_no_problem(tmp_path: Path) -> None:
    for path, text in guide_files("lending").items():
        file = tmp_path / "lending" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)
    told = [f"{problem.span} {problem.text('en')}" for problem in check_folder(tmp_path / "lending")]
    assert told == []


def test_a_pack_holds_definitions_and_no_code() -> None:
    kept = {path.suffix for path in PACKS["crm"].rglob("*") if path.is_file() and "files" not in path.parts}
    assert kept == {".yaml"}
