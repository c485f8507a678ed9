"""Many new records written together are the same as each written after the other."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.problems import Refused
from engine.records.system import table_name
from engine.records.unit_of_work import UnitOfWork
from tests.engine.records.shop import APP, create, do, opened, rows

ORDER = st.fixed_dictionaries(
    {"customer": st.integers(0, 3), "code": st.sampled_from(["A", "ａ", "B", "C d", "cD", None])},
    optional={
        "amount": st.integers(-500, 500),
        "stage": st.sampled_from(["draft", "paid"]),
        "items": st.lists(st.fixed_dictionaries({"price": st.integers(0, 99)}), max_size=3),
    },
)
TABLES = {
    "shop_order": "customer, code, code__fold, amount, stage, stage_entered, version, updated_by",
    table_name(APP, "order.items"): "position, price",
    table_name(APP, "order.stage.history"): "stage, entered",
    "dougong_change": "entity, version, operation, actor, cause, at, diff",
}


def told(runtime: Any) -> dict[str, list[str]]:
    """All that stands in the database, the customers called by their names and new ids by none."""
    names = dict(rows(runtime, "SELECT id, name FROM shop_customer"))
    found = {table: rows(runtime, f"SELECT {columns} FROM {table}") for table, columns in TABLES.items()}
    return {table: sorted(repr(_plain(row, names)) for row in content) for table, content in found.items()}


def _plain(row: tuple[Any, ...], names: dict[str, str]) -> list[Any]:
    plain: list[Any] = []
    for value in row:
        if isinstance(value, str) and value.startswith("{"):
            read = orjson.loads(value)
            read = {
                k: [names.get(x, x) if isinstance(x, str) else x for x in v] if isinstance(v, list) else v
                for k, v in read.items()
                if k != "parent"
            }
            plain.append(sorted(read.items(), key=repr))
        else:
            plain.append(names.get(value, value) if isinstance(value, str) else value)
    return plain


def written(url: str, orders: list[dict[str, Any]], together: bool) -> tuple[Any, dict[str, Any]]:
    with opened(url) as runtime:
        customers = [create(runtime, "customer", name=f"客{number}")["id"] for number in range(3)] + ["nobody"]
        sent = [{**order, "customer": customers[order["customer"]]} for order in orders]

        def write(uow: UnitOfWork) -> int:
            if together:
                return len(uow.create_many("order", sent))
            return len([uow.create("order", order) for order in sent])

        try:
            outcome: Any = do(runtime, write)
        except Refused as refused:
            outcome = refused.problems[0].code
        return outcome, told(runtime)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=st.lists(ORDER, min_size=1, max_size=7))
def test_together_is_the_same_as_one_by_one(tmp_path_factory: Any, orders: list[dict[str, Any]]) -> None:
    folder = tmp_path_factory.mktemp("many")
    one = written(f"sqlite:///{folder}/one.db", orders, together=False)
    many = written(f"sqlite:///{folder}/many.db", orders, together=True)
    if isinstance(one[0], int):
        assert many == one
    else:
        assert isinstance(many[0], str) and many[1] == one[1]


def test_what_waits_is_there_for_whoever_asks(database_url: str) -> None:
    with opened(database_url) as runtime:

        def write(uow: UnitOfWork) -> list[int]:
            from engine.records.batch import batched

            seen = []
            with batched(uow):
                for number in range(3):
                    uow.create("customer", {"name": f"客{number}"})
                    seen.append(uow.select("SELECT count(*) FROM shop_customer")[0][0])
            return seen

        assert do(runtime, write) == [1, 2, 3]


def test_every_row_that_is_taken_is_named(database_url: str) -> None:
    with opened(database_url) as runtime:
        create(runtime, "customer", name="甲")
        names, ids = ["乙", "甲", "丙", "乙"], [f"id-{number}" for number in range(4)]
        try:
            do(runtime, lambda uow: uow.create_many("customer", [{"name": name} for name in names], ids))
        except Refused as refused:
            assert [problem.record for problem in refused.problems] == ["id-1", "id-3"]
        else:
            raise AssertionError("taken names were taken again")
        assert rows(runtime, "SELECT name FROM shop_customer") == [("甲",)]
