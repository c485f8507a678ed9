"""Which columns become which fields: a table of cases, and what matching never does."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.problems import Problems
from forms.importing.order import parents_first
from forms.importing.similarity import likeness, plain_title
from tests.importing import importing, written
from tests.running import World

CASES = yaml.load((Path(__file__).parent / "matching.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_columns_find_their_fields(stock: World, tmp_path: Path, case: dict[str, Any]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([list(case["columns"]), list(case["columns"].values())])
    found = importing(stock.platform, "stock", "article", written(tmp_path, out.getvalue()))
    mapped = {column.title: found.body["mapping"].get(str(column.index)) for column in found.table.columns}
    assert mapped == {title: name if name != "null" else None for title, name in case["fields"].items()}


@given(st.lists(st.lists(st.integers(0, 11), max_size=3), min_size=12, max_size=12))
@settings(max_examples=200)
def test_every_row_comes_once_and_after_its_parents_where_there_is_no_circle(parents: list[list[int]]) -> None:
    upward = [[each for each in above if each > at] for at, above in enumerate(parents)]
    order = parents_first(upward)
    assert sorted(order) == list(range(12))
    assert all(order.index(parent) < order.index(at) for at, above in enumerate(upward) for parent in above)
    assert sorted(parents_first(parents)) == list(range(12))


@given(st.text(max_size=12), st.text(max_size=12))
@settings(max_examples=200)
def test_likeness_is_a_share_and_symmetric_for_equals(one: str, other: str) -> None:
    first, second = plain_title(one), plain_title(other)
    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, first) == (1.0 if first else 0.0)


def test_nothing_is_wrong_with_the_pack_of_these_tests() -> None:
    from engine.commands.check import check_folder

    found: Problems = check_folder(Path(__file__).parent / "packs" / "stock")
    assert not found.errors
