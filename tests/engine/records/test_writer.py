from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest

from engine.expressions.types import Number
from engine.problems import Refused
from engine.records import writer as writer_module
from engine.records.command import Command
from engine.records.database import Connection
from engine.records.entity import Attribute
from engine.records.runtime import Runtime
from engine.records.unit_of_work import UnitOfWork
from engine.records.version import BareVersion
from tests.engine.records.shop import APP, catalog, command, create, do, opened, rows


@pytest.fixture
def shop(database_url: str) -> Iterator[Runtime]:
    with opened(database_url) as runtime:
        yield runtime


def hold(runtime: Runtime) -> threading.Event:
    """Keeps the writer busy until the event is set."""
    begun, go = threading.Event(), threading.Event()

    def run(uow: UnitOfWork) -> None:
        begun.set()
        go.wait(10)

    runtime.submit(Command("schema", run))
    assert begun.wait(10)
    return go


def test_commands_that_fail_do_not_touch_their_neighbours(shop: Runtime) -> None:
    go = hold(shop)

    def run(number: int) -> Any:
        def write(uow: UnitOfWork) -> str:
            id_ = str(uow.create("customer", {"name": f"c{number}"})["id"])
            if number % 3 == 0:
                raise Refused(())
            if number % 5 == 0:
                raise ZeroDivisionError
            return id_

        return command(write)

    futures = [shop.submit(run(number)) for number in range(40)]
    go.set()
    outcome = [future.exception() for future in futures]
    wrong = {Refused: 0, ZeroDivisionError: 0, type(None): 0}
    for error in outcome:
        wrong[type(error)] += 1
    assert wrong == {Refused: 14, ZeroDivisionError: 5, type(None): 21}
    assert rows(shop, "SELECT count(*) FROM shop_customer") == [(21,)]
    assert rows(shop, "SELECT count(*) FROM dougong_change") == [(21,)]
    assert shop.writer.groups < 12


def test_a_command_that_ends_the_transaction_hurts_no_other(shop: Runtime) -> None:
    go = hold(shop)
    good = [shop.submit(command(lambda uow, n=n: uow.create("customer", {"name": f"g{n}"}))) for n in range(3)]
    bad = shop.submit(command(lambda uow: uow.cursor.execute("ROLLBACK")))
    good += [shop.submit(command(lambda uow, n=n: uow.create("customer", {"name": f"h{n}"}))) for n in range(3)]
    go.set()
    assert [future.exception() for future in good] == [None] * 6
    assert bad.exception() is not None
    assert rows(shop, "SELECT count(*) FROM shop_customer") == [(6,)]


def test_the_answer_comes_after_the_commit(shop: Runtime) -> None:
    for number in range(20):
        id_ = create(shop, "customer", name=f"c{number}")["id"]
        assert rows(shop, f"SELECT count(*) FROM shop_customer WHERE id = '{id_}'") == [(1,)]


def test_a_dead_writer_refuses_and_never_hangs(shop: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    go = hold(shop)
    waiting = [shop.submit(command(lambda uow: None)) for _ in range(3)]

    def broken(self: Any, group: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(writer_module.Writer, "_run_group", broken)
    go.set()
    for future in waiting:
        error = future.exception(10)
        assert isinstance(error, Refused) and error.status == 503
    with pytest.raises(Refused) as caught:
        shop.submit(command(lambda uow: None))
    assert caught.value.status == 503
    assert not shop.writer.alive


def test_a_full_queue_asks_to_come_back(shop: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    go = hold(shop)
    monkeypatch.setattr(shop.writer, "_limit", 5)
    for _ in range(5):
        shop.submit(command(lambda uow: None))
    with pytest.raises(Refused) as caught:
        shop.submit(command(lambda uow: None))
    go.set()
    assert (caught.value.status, caught.value.problems[0].code) == (503, "writer.busy")
    assert caught.value.problems[0].parameters["retry_after"] >= 1


def test_a_bulk_command_lets_interactive_ones_pass(shop: Runtime) -> None:
    go = hold(shop)
    order: list[str] = []
    futures = [
        shop.submit(Command("bulk", lambda uow, n=n: order.append(f"bulk {n}")))  # type: ignore[misc]
        for n in range(3)
    ]
    futures += [shop.submit(Command("interactive", lambda uow: order.append("person"))) for _ in range(40)]
    go.set()
    for future in futures:
        future.result(10)
    assert order.index("bulk 2") > 32


def test_a_caller_that_gave_up_is_skipped(shop: Runtime) -> None:
    go = hold(shop)
    future = shop.submit(command(lambda uow: uow.create("customer", {"name": "x"})))
    assert future.cancel()
    go.set()
    create(shop, "customer", name="y")
    assert rows(shop, "SELECT name FROM shop_customer") == [("y",)]


def test_a_key_makes_a_command_happen_once(shop: Runtime) -> None:
    def run(uow: UnitOfWork) -> dict[str, Any]:
        return {"id": uow.create("customer", {"name": f"甲{len(made)}"})["id"]}

    made: list[Any] = []
    made.append(do(shop, run, key="k1", digest="a"))
    assert do(shop, run, key="k1", digest="a") == made[0]
    with pytest.raises(Refused) as caught:
        do(shop, run, key="k1", digest="b")
    assert caught.value.problems[0].code == "command.key_reused"
    assert rows(shop, "SELECT count(*) FROM shop_customer") == [(1,)]


def test_a_refused_command_does_not_use_up_its_key(shop: Runtime) -> None:
    def run(uow: UnitOfWork) -> str:
        return str(uow.create("order", {"customer": "nobody"})["id"])

    with pytest.raises(Refused):
        do(shop, run, key="k1")
    assert do(shop, lambda uow: "ok", key="k1") == "ok"


def test_two_edits_of_one_version_give_one_conflict(shop: Runtime) -> None:
    row = create(shop, "customer", name="甲")
    go = hold(shop)
    futures = [
        shop.submit(command(lambda uow, n=n: uow.update("customer", row["id"], {"city": f"{n}"}, version=1)))
        for n in range(10)
    ]
    go.set()
    errors = [future.exception() for future in futures]
    assert sum(error is None for error in errors) == 1
    assert all(error.status == 409 for error in errors if isinstance(error, Refused))


def test_a_command_cannot_wait_for_another_inside_the_writer(shop: Runtime) -> None:
    with pytest.raises(RuntimeError):
        do(shop, lambda uow: uow.runtime.run(command(lambda inner: None)))


def test_a_lost_connection_is_made_anew(postgres_database: str) -> None:
    with opened(postgres_database) as shop:
        shop.writer._connection.close()
        create(shop, "customer", name="甲")
        assert rows(shop, "SELECT name FROM shop_customer") == [("甲",)]


def test_a_full_disk_refuses_and_the_writer_recovers_by_itself(sqlite_database: str) -> None:
    with opened(sqlite_database) as shop:
        create(shop, "customer", name="before")
        shop.writer._connection.cursor.execute("PRAGMA page_count")
        (pages,) = shop.writer._connection.cursor.fetchone()
        shop.writer._connection.cursor.execute(f"PRAGMA max_page_count = {pages + 4}")
        refused = None
        for number in range(2000):
            try:
                create(shop, "customer", name=f"c{number}", city="x" * 500)
            except Refused as error:
                refused = error
                break
        assert refused is not None
        assert (refused.status, refused.problems[0].code) == (507, "database.full")
        shop.writer._connection.cursor.execute("PRAGMA max_page_count = 1000000")
        create(shop, "customer", name="after")
        ((found,),) = rows(shop, "SELECT count(*) FROM shop_customer")
        ((logged,),) = rows(shop, "SELECT count(*) FROM dougong_change")
        assert found == logged


def test_while_the_server_is_away_commands_are_refused_and_the_writer_lives(postgres_database: str) -> None:
    with opened(postgres_database) as shop:
        connect = shop.writer._connect

        def away() -> Any:
            raise psycopg.OperationalError("no route")

        shop.writer._connection.close()
        shop.writer._connect = away
        with pytest.raises(Refused) as caught:
            create(shop, "customer", name="甲")
        assert (caught.value.status, caught.value.problems[0].code) == (503, "database.unavailable")
        shop.writer._connect = connect
        create(shop, "customer", name="乙")
        assert rows(shop, "SELECT name FROM shop_customer") == [("乙",)]


def test_a_commit_whose_answer_was_lost_is_not_done_again(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(postgres_database) as shop:
        commit = Connection.commit

        def lost(self: Connection) -> None:
            monkeypatch.setattr(Connection, "commit", commit)
            self.committing = self._transaction_id()
            self.cursor.execute("COMMIT")
            self.raw.close()
            raise psycopg.OperationalError("the server closed the connection")

        go = hold(shop)
        futures = [shop.submit(command(lambda uow, n=n: uow.create("customer", {"name": f"c{n}"}))) for n in range(5)]
        go.set()
        monkeypatch.setattr(Connection, "commit", lost)
        told = [future.result(10)["id"] for future in futures]
        assert sorted(told) == [id_ for (id_,) in rows(shop, "SELECT id FROM shop_customer ORDER BY id")]


def test_a_commit_that_was_lost_with_its_connection_is_done_again(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(postgres_database) as shop:
        commit = Connection.commit

        def lost(self: Connection) -> None:
            monkeypatch.setattr(Connection, "commit", commit)
            self.committing = self._transaction_id()
            self.raw.close()
            raise psycopg.OperationalError("the server closed the connection")

        monkeypatch.setattr(Connection, "commit", lost)
        create(shop, "customer", name="甲")
        assert rows(shop, "SELECT name FROM shop_customer") == [("甲",)]


def test_a_commit_of_which_nobody_knows_is_refused_and_not_done_again(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(postgres_database) as shop:
        commit, connect = Connection.commit, shop.writer._connect

        def away() -> Any:
            raise psycopg.OperationalError("no route")

        def lost(self: Connection) -> None:
            monkeypatch.setattr(Connection, "commit", commit)
            self.committing = self._transaction_id()
            self.cursor.execute("COMMIT")
            self.raw.close()
            shop.writer._connect = away
            raise psycopg.OperationalError("the server closed the connection")

        monkeypatch.setattr(Connection, "commit", lost)
        with pytest.raises(Refused) as caught:
            create(shop, "customer", name="甲")
        assert (caught.value.status, caught.value.problems[0].code) == (503, "database.unknown")
        shop.writer._connect = connect
        create(shop, "customer", name="乙")
        assert rows(shop, "SELECT name FROM shop_customer ORDER BY id") == [("甲",), ("乙",)]


def test_a_reader_never_sees_new_tables_with_the_version_before(shop: Runtime) -> None:
    committed, asked = threading.Event(), threading.Event()

    def linger() -> None:
        """After the commit, before the version is in force: what happens meanwhile sees neither half."""
        committed.set()
        asked.wait(0.2)

    def hold_up(uow: UnitOfWork) -> None:
        uow.after_commit[linger] = None

    def amounts(reader: Any) -> tuple[int, int]:
        asked.set()
        reader.cursor.execute("SELECT amount FROM shop_order")
        ((amount,),) = reader.cursor.fetchall()
        attribute = reader.actives[APP].version.catalog["order"].attributes["amount"]
        return amount, attribute.type.scale

    create(shop, "order", code="a", amount=1250)
    finer = {**catalog()}
    order = finer["order"]
    finer["order"] = replace(order, attributes={**order.attributes, "amount": Attribute("amount", Number(4), "amount")})
    publishing = threading.Thread(
        target=lambda: shop.activate(BareVersion(APP, 2, finer), with_command=hold_up), daemon=True
    )
    assert shop.read(amounts) == (1250, 2)
    asked.clear()
    publishing.start()
    assert committed.wait(10)
    assert shop.read(amounts) == (125000, 4)
    publishing.join()
