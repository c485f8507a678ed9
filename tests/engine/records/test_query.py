from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest

from engine.expressions.types import Choices, File, Number
from engine.problems import Refused
from engine.records.entity import Attribute
from engine.records.paging import Sort
from engine.records.query import ListQuery, get_record, list_records, select_ids
from engine.records.runtime import Runtime
from engine.records.totals import Total, total_records
from engine.records.viewing import Shown
from tests.engine.records.shop import APP, create, do, entity, opened


@pytest.fixture
def shop(database_url: str) -> Iterator[Runtime]:
    with opened(database_url) as runtime:
        yield runtime


def listed(runtime: Runtime, query: ListQuery, **binds: Any) -> dict[str, Any]:
    def read(reader: Any) -> bytes:
        return list_records(reader, APP, query, reader.environment(APP, **binds))

    found: dict[str, Any] = orjson.loads(runtime.read(read))
    return found


def show(*names: str) -> tuple[Shown, ...]:
    return tuple(Shown(name) for name in names)


def test_a_list_has_wire_values_and_labels(shop: Runtime) -> None:
    customer = create(shop, "customer", name="张三", vip=True, born=-1, met_at=-1)
    create(shop, "order", customer=customer["id"], amount=6_340_050, stage="paid")
    order = listed(shop, ListQuery("order", show("customer", "amount", "stage")))
    assert order["count"] == {"value": 1, "exact": True}
    assert order["next"] is None
    (record,) = order["records"]
    assert record["customer"] == {"id": customer["id"], "label": "张三"}
    assert (record["amount"], record["stage"], record["version"]) == (63400.5, "paid", 1)
    (person,) = listed(shop, ListQuery("customer", show("vip", "born", "met_at", "city")))["records"]
    assert person["vip"] is True
    assert (person["born"], person["met_at"]) == ("1969-12-31", "1969-12-31T23:59:59.999Z")
    assert person["city"] is None
    assert list(person) == ["id", "version", "vip", "born", "met_at", "city"]


def test_sets_and_files_are_lists_whatever_their_texts_hold(database_url: str) -> None:
    thing = entity(
        "thing",
        Attribute("words", Choices(free=True), "words"),
        Attribute("papers", File(many=True), "papers"),
    )
    with opened(database_url, entities={"thing": thing}) as shop:
        create(shop, "thing", words='|a "b"|c\\d|', papers='[{"id":"1"}]')
        create(shop, "thing")
        query = ListQuery("thing", show("words", "papers"), sort=(Sort("id"),))
        first, second = listed(shop, query)["records"]
        assert (first["words"], first["papers"]) == (['a "b"', "c\\d"], [{"id": "1"}])
        assert (second["words"], second["papers"]) == (None, None)


def test_more_columns_than_a_function_takes_arguments(database_url: str) -> None:
    names = [f"n{number:03}" for number in range(130)]
    thing = entity("thing", *(Attribute(name, Number(0), name) for name in names))
    with opened(database_url, entities={"thing": thing}) as shop:
        create(shop, "thing", **{name: number for number, name in enumerate(names)})
        (record,) = listed(shop, ListQuery("thing", show(*names)))["records"]
        assert [record[name] for name in names] == list(range(130))


def test_pages_follow_one_another_without_gap_or_repetition(shop: Runtime) -> None:
    def run(uow: Any) -> None:
        for number in range(37):
            amount = None if number % 5 == 0 else (number * 7) % 10
            uow.create("order", {"amount": amount, "code": f"{number % 4}" if number % 3 else None})

    do(shop, run)
    for name in ("amount", "created_at", "code", None):
        for descending in (False, True):
            check_pages(shop, name, descending)


def check_pages(shop: Runtime, name: str | None, descending: bool) -> None:
    sort = (Sort(name, descending),) if name else ()
    query = ListQuery("order", show("amount", "code", "created_at"), sort=sort, limit=5)
    whole = listed(shop, replace(query, limit=100))["records"]
    seen: list[Any] = []
    page = listed(shop, query)
    seen += page["records"]
    while page["next"] is not None:
        page = listed(shop, replace(query, after=page["next"]))
        seen += page["records"]
    assert seen == whole
    assert len({record["id"] for record in whole}) == 37
    if name in ("amount", "code"):
        values = [record[name] for record in whole]
        filled = [value for value in values if value is not None]
        assert filled == sorted(filled, reverse=descending)
        nulls = values[len(filled) :] if descending else values[: len(values) - len(filled)]
        assert set(nulls) == {None}


def test_a_page_token_tells_nothing_but_the_record(shop: Runtime) -> None:
    import base64

    for amount in (777, 888):
        create(shop, "order", amount=amount)
    page = listed(shop, ListQuery("order", show("code"), sort=(Sort("amount"),), limit=1))
    text = base64.urlsafe_b64decode(page["next"] + "==").decode()
    assert text == page["records"][0]["id"]


def test_a_wrong_token_is_refused(shop: Runtime) -> None:
    for token in ("", "!!!", "AAAA", "x" * 500, "%00"):
        with pytest.raises(Refused) as caught:
            listed(shop, ListQuery("order", show("code"), after=token))
        assert caught.value.status == 400


def test_a_page_has_a_reasonable_size(shop: Runtime) -> None:
    for limit in (0, -1, 10**9):
        with pytest.raises(Refused):
            listed(shop, ListQuery("order", show("code"), limit=limit))


SEARCHES: list[tuple[str, list[str]]] = [
    ("张", ["张三", "张三丰", "王张"]),
    ("张三", ["张三", "张三丰"]),
    ("三丰", ["张三丰"]),
    ("丰三", []),
    ("abc", ["Abc Def", "xＡＢＣ"]),
    ("c d", ["Abc Def"]),
    ("上海", ["王张"]),
    ("张 上海", ["王张"]),
    ("%", ["100%_"]),
    ("_", ["100%_"]),
    ('"x" OR', []),
    ("'", []),
]


def test_search_finds_exactly_what_contains_every_word(shop: Runtime) -> None:
    for name in ("张三", "张三丰", "Abc Def", "xＡＢＣ", "100%_"):
        create(shop, "customer", name=name)
    create(shop, "customer", name="王张", city="上海")
    for query, expected in SEARCHES:
        found = listed(shop, ListQuery("customer", show("name"), search=query))["records"]
        assert (query, sorted(record["name"] for record in found)) == (query, sorted(expected))


def test_search_follows_changes_and_deletions(shop: Runtime) -> None:
    row = create(shop, "customer", name="张三丰")
    do(shop, lambda uow: uow.update("customer", row["id"], {"name": "李四"}))
    query = ListQuery("customer", show("name"))
    assert listed(shop, replace(query, search="三丰"))["records"] == []
    assert len(listed(shop, replace(query, search="李四"))["records"]) == 1
    do(shop, lambda uow: uow.delete("customer", row["id"]))
    assert listed(shop, replace(query, search="李四"))["records"] == []
    assert len(listed(shop, replace(query, deleted=True))["records"]) == 1


def test_searched_names_sort_by_pinyin(shop: Runtime) -> None:
    for name in ("王五", "李四", "张三", "陈一"):
        create(shop, "customer", name=name)
    records = listed(shop, ListQuery("customer", show("name"), sort=(Sort("name"),)))["records"]
    assert [record["name"] for record in records] == ["陈一", "李四", "王五", "张三"]


def test_a_masked_text_keeps_its_ends_only(shop: Runtime) -> None:
    create(shop, "customer", name="13812345678", city="x")
    shown = (Shown("name", masked=(3, 4)), Shown("city", masked=(3, 4)), Shown("born", masked=(1, 1)))
    (record,) = listed(shop, ListQuery("customer", shown))["records"]
    assert (record["name"], record["city"], record["born"]) == ("138****5678", "****", None)


def test_one_record_is_read_like_a_list(shop: Runtime) -> None:
    row = create(shop, "customer", name="张三")
    query = ListQuery("customer", show("name"))

    def read(id_: str) -> bytes | None:
        return shop.read(lambda reader: get_record(reader, APP, query, id_, reader.environment(APP)))

    assert orjson.loads(read(row["id"]) or b"") == {"id": row["id"], "version": 1, "name": "张三"}
    assert read("nothing") is None
    ids = shop.read(lambda reader: select_ids(reader, APP, query, reader.environment(APP)))
    assert ids == [row["id"]]


def test_totals_by_group(shop: Runtime) -> None:
    for stage, amount in (("draft", 100), ("draft", 250), ("paid", None)):
        create(shop, "order", stage=stage, amount=amount)
    totals = (Total("n", "count"), Total("sum", "sum", "amount"), Total("most", "max", "amount"))

    def read(by: str | None) -> list[dict[str, Any]]:
        query = ListQuery("order", ())
        return shop.read(lambda reader: total_records(reader, APP, query, totals, by, reader.environment(APP)))

    groups = sorted(read("stage"), key=lambda group: str(group["by"]))
    assert groups == [
        {"by": "draft", "n": 2, "sum": 3.5, "most": 2.5},
        {"by": "paid", "n": 1, "sum": 0, "most": None},
    ]
    assert read(None) == [{"n": 3, "sum": 3.5, "most": 2.5}]


def test_the_count_is_capped(shop: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    from engine.records import query as module

    monkeypatch.setattr(module, "COUNTED", 3)
    for _ in range(5):
        create(shop, "order", code=None)
    assert listed(shop, ListQuery("order", show("stage")))["count"] == {"value": 3, "exact": False}
