"""The decision tables of the DMN compliance kit: each case gives what it expects, or is a difference with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from engine.records.codec import to_json
from tests.rules.dmn import Case, Table, pack, tables
from tests.running import NOW, World, running

DIFFERENCES: dict[str, dict[str, Any]] = (
    yaml.safe_load((Path(__file__).parent / "dmn_differences.yaml").read_text()) or {}
)


def test_every_case_gives_what_it_expects_or_a_difference_with_a_reason(
    database_url: str, data: Path, tmp_path: Path
) -> None:
    found = tables(data)
    assert len(found) == 16
    different: dict[str, Any] = {}
    with running(database_url, written(tmp_path / "dmn", pack(found)), NOW) as world:
        for table in found:
            for case in table.cases:
                ours = answer(world, table, case)
                if ours != expected(table, case):
                    different[f"{table.folder[:4]}/{case.id}"] = ours
    assert different == {name: one["ours"] for name, one in DIFFERENCES.items()}
    assert all(one["reason"] for one in DIFFERENCES.values())


def written(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def answer(world: World, table: Table, case: Case) -> Any:
    """What our decision keeps on a record with the inputs of a case, in the words of the kit."""
    given: dict[str, Any] = {
        name: round(value * 100) if isinstance(value, float) else value for name, value in case.given.items()
    }
    row = world.row(table.form, world.create(table.form, **given))
    catalog = world.platform.actives[world.app].version.catalog
    told: dict[str, Any] = {}
    for output in table.outputs:
        name = f"{table.form}_table.{output.name}"
        value = to_json(catalog[table.form].attributes[name].type, row[name])
        if table.several:
            told[output.title] = [output.values[each] for each in value or []]
        else:
            told[output.title] = output.values.get(value, value) if isinstance(value, str) else value
    return told if len(table.outputs) > 1 else next(iter(told.values()))


def expected(table: Table, case: Case) -> Any:
    """What the kit expects; of a list of several outputs the values of each."""
    if table.several and len(table.outputs) > 1:
        return {output.title: [item[output.title] for item in case.expected] for output in table.outputs}
    if len(table.outputs) > 1 and case.expected is None:
        return {output.title: None for output in table.outputs}
    return case.expected
