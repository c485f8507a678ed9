from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.records.command import Cause, Command
from engine.records.history import changes_after, record_history, values_at
from engine.records.runtime import Runtime
from engine.records.undo import undo_job
from engine.records.unit_of_work import UnitOfWork
from tests.engine.records.shop import APP, DAY, LI, create, do, get, opened, rows


@pytest.fixture
def shop(database_url: str) -> Iterator[Runtime]:
    with opened(database_url) as runtime:
        yield runtime


def test_a_record_tells_its_story_newest_first(shop: Runtime) -> None:
    row = create(shop, "customer", name="甲")
    do(shop, lambda uow: uow.update("customer", row["id"], {"city": "上海"}))
    do(shop, lambda uow: uow.delete("customer", row["id"]))
    entries = shop.read(lambda reader: record_history(reader, row["id"]))
    assert [entry.operation for entry in entries] == ["delete", "update", "create"]
    assert entries[1].diff == {"city": [None, "上海"]}
    assert entries[1].cause == {"kind": "user"}
    older = shop.read(lambda reader: record_history(reader, row["id"], before=entries[1].seq))
    assert [entry.operation for entry in older] == ["create"]


def test_a_record_as_it_was(shop: Runtime) -> None:
    start = shop.clock.now()
    row = create(shop, "customer", name="甲", city="上海")
    shop.clock.advance(DAY)  # type: ignore[attr-defined]
    do(shop, lambda uow: uow.update("customer", row["id"], {"city": "北京"}))
    assert shop.read(lambda reader: values_at(reader, row["id"], start - 1)) is None
    then = shop.read(lambda reader: values_at(reader, row["id"], start))
    now = shop.read(lambda reader: values_at(reader, row["id"], start + DAY))
    assert (then or {})["city"] == "上海"
    assert (now or {})["city"] == "北京"


def test_a_mirror_reads_on_from_a_sequence_number(shop: Runtime) -> None:
    for number in range(5):
        create(shop, "customer", name=f"c{number}")
    first = shop.read(lambda reader: changes_after(reader, 0, 2))
    rest = shop.read(lambda reader: changes_after(reader, first[-1].seq))
    seqs = [entry.seq for entry in first + rest]
    assert len(seqs) == 5 and seqs == sorted(set(seqs))


def test_a_bulk_job_is_undone_by_its_cause_where_nobody_changed_the_values_since(shop: Runtime) -> None:
    kept, edited, old = (create(shop, "customer", name=name, city="旧") for name in "甲乙丙")
    do(shop, lambda uow: uow.delete("customer", old["id"]))

    def work(uow: UnitOfWork) -> None:
        uow.create("customer", {"name": "新"})
        for row in (kept, edited):
            uow.update("customer", row["id"], {"city": "新"})
        uow.restore("customer", old["id"])

    cause = Cause("import", title="客户.xlsx")
    shop.run(Command("bulk", work, LI, cause, app=APP, job="job-1"))
    do(shop, lambda uow: uow.update("customer", edited["id"], {"city": "更新"}))
    outcome = undo_job(shop, "job-1", LI)
    assert outcome.undone == 4 and not outcome.kept
    assert [row["city"] for row in (get(shop, "customer", r["id"]) or {} for r in (kept, edited))] == [
        "旧",
        "更新",
    ]
    assert rows(shop, "SELECT count(*) FROM shop_customer WHERE deleted_at IS NULL") == [(2,)]


def test_what_cannot_be_undone_is_told(shop: Runtime) -> None:
    made: list[str] = []

    def work(uow: UnitOfWork) -> None:
        made.append(uow.create("customer", {"name": "新"})["id"])

    shop.run(Command("bulk", work, LI, Cause("import"), app=APP, job="job-1"))
    create(shop, "order", customer=made[0])
    outcome = undo_job(shop, "job-1", LI)
    assert outcome.undone == 0
    assert [problem.code for _, problem in outcome.kept] == ["record.referenced"]
    assert get(shop, "customer", made[0]) is not None
