from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.records.dialect import POSTGRESQL, SQLITE
from engine.records.ids import new_id
from engine.records.statement import Statement

RECORDS = Path(__file__).parents[3] / "engine" / "records"
HOT = (
    *("unit_of_work", "editing", "store", "statement", "waves", "wave", "change", "change_log", "writer", "table_rows"),
    *("derive/propagate", "derive/intervals", "derive/sweep", "stage_history", "uniqueness", "deletion"),
)


@pytest.mark.parametrize("module", HOT)
def test_the_hot_path_builds_no_statement_per_call(module: str) -> None:
    text = (RECORDS / f"{module}.py").read_text()
    assert not re.search(r"\.values\([^)]", text)


def test_a_statement_takes_values_by_name_and_runs_on_the_cursor() -> None:
    table = sa.Table("t", sa.MetaData(), sa.Column("a_b", sa.Text), sa.Column("n", sa.BigInteger))
    connection = sqlite3.connect(":memory:")
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE t (a_b, n)")
    insert = Statement(table.insert().inline(), SQLITE, ["a_b", "n"], {"a_b": "a.b"})
    insert.run(cursor, {"a.b": "x", "n": 1, "more": 2})
    insert.run_many(cursor, [{"a.b": "y", "n": 2}])
    select = Statement(sa.select(table).where(table.c.n > sa.bindparam("least"), table.c.n < 9), SQLITE)
    select.run(cursor, {"least": 1})
    assert cursor.fetchall() == [("y", 2)]
    connection.close()


def test_a_list_of_ids_is_one_bind_whatever_its_length() -> None:
    table = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Text))
    texts = {
        dialect.name: Statement(sa.select(table).where(dialect.among(table.c.id, "ids")), dialect).text
        for dialect in (SQLITE, POSTGRESQL)
    }
    assert texts["sqlite"].count("?") == 1
    assert texts["postgresql"].count("%s") == 1


def test_ids_only_grow_even_when_the_clock_goes_back() -> None:
    instants = [1000, 1000, 5000, 10, 10, *([6000] * 10_000)]
    ids = [new_id(instant) for instant in instants]
    assert ids == sorted(set(ids))
    assert {(id_[14], id_[19] in "89ab", len(id_)) for id_ in ids} == {("7", True, 36)}
