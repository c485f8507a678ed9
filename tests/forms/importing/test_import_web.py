"""Import over HTTP: from the file to its records and back again, with the rights of the person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.engine.served import acting, served
from tests.running import World

Json = dict[str, Any]
IMPORTS = "/api/apps/stock/forms/article/imports"
FILE = """料号,名称,供应商,单价,购入日期,状态
W1,角钢,鞍钢,12.50,2024-03-05,在用
W2,玻璃,耀皮,abc,2024-03-06,Scrapped
W3,松木,鞍钢,3,2024-03-07,在用
"""


@pytest.fixture(scope="module")
def http(stock: World) -> Iterator[dict[str, httpx.Client]]:
    with ExitStack() as stack:
        address = stack.enter_context(served(stock.platform))
        people = ("ke", "bai", "lu")
        yield {who: stack.enter_context(acting(stock.platform, address, stock.people[who])) for who in people}


def send(client: httpx.Client, text: str = FILE, status: int = 201, encoding: str = "utf-8", **query: Any) -> Json:
    files = {"file": ("物料.csv", text.encode(encoding), "text/csv")}
    answer = client.post(IMPORTS, files=files, params=query)
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    return found


def chosen(start: Json, **more: Any) -> Json:
    return {"mapping": {str(each["index"]): each["field"] for each in start["columns"] if each["field"]}, **more}


def post(client: httpx.Client, path: str, body: Any, status: int = 200) -> Json:
    answer = client.post(path, json=body)
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    return found


def test_a_file_goes_in_and_comes_out_again(stock: World, http: dict[str, httpx.Client]) -> None:
    ke = http["ke"]
    start = send(ke, encoding="gb18030")
    assert start["encoding"].lower().startswith("gb") and start["rows"] == 3
    assert [each["field"] for each in start["columns"]] == ["code", "name", "supplier", "price", "bought", "level"]
    body = chosen(start, create_missing=["supplier"])
    tried = post(ke, f"{IMPORTS}/{start['id']}/check", body)
    assert (tried["create"], tried["refused"], tried["create_missing"]) == (2, 1, {"supplier": 2})
    assert [(each["cell"], each["value"]) for each in tried["problems"]] == [("D3", "abc")]
    assert stock.rows("article") == [] and stock.rows("supplier") == []
    job = post(ke, f"{IMPORTS}/{start['id']}/run", body, 202)["job"]
    stock.settle()
    done = ke.get(f"/api/apps/stock/jobs/{job}").json()
    assert (done["state"], done["done"], done["total"], done["create"]) == ("done", 3, 3, 2)
    assert [row["code"] for row in stock.rows("article")] == ["W1", "W3"]
    assert post(ke, f"{IMPORTS}/{start['id']}/run", body, 202)["job"] == job
    refused = ke.get(f"{IMPORTS}/{start['id']}/refused").content.decode("utf-8-sig").splitlines()
    assert (
        refused[1].startswith("W2,玻璃,耀皮,abc,2024-03-06,Scrapped,") and "abc" in refused[1].rpartition("Scrapped")[2]
    )
    undone = post(ke, f"/api/apps/stock/jobs/{job}/undo", {}, 202)["job"]
    stock.settle()
    assert ke.get(f"/api/apps/stock/jobs/{undone}").json()["total_problems"] == 0
    assert stock.rows("article") == [] and stock.rows("supplier") == []


def test_a_file_is_read_again_in_another_way(http: dict[str, httpx.Client]) -> None:
    start = send(http["ke"], "W1;角钢\nW2;玻璃\n")
    again = http["ke"].get(f"{IMPORTS}/{start['id']}", params={"header": 0, "delimiter": ";"}).json()
    assert again["header"] is None and again["rows"] == 2 and again["delimiter"] == ";"


def test_only_whoever_may_import_does_and_only_with_their_own_file(http: dict[str, httpx.Client]) -> None:
    send(http["lu"], status=403)
    start = send(http["ke"])
    answer = http["bai"].get(f"{IMPORTS}/{start['id']}")
    assert answer.status_code == 404 and answer.json()["code"] == "request.not_found"
    assert http["ke"].get(f"{IMPORTS}/no-such").status_code == 404


def test_fields_that_a_person_may_not_write_are_not_there_to_be_filled(http: dict[str, httpx.Client]) -> None:
    start = send(http["bai"])
    names = {each["name"] for each in start["fields"]}
    assert names.isdisjoint({"note", "spare", "price"}) and {"code", "name", "level"} <= names
    assert start["columns"][3]["field"] is None
    body = chosen(start)
    body["mapping"]["3"] = "price"
    told = post(http["bai"], f"{IMPORTS}/{start['id']}/check", body, 422)
    assert [each["code"] for each in told["problems"]] == ["import.unknown_field"]


def test_rights_that_depend_on_the_record_are_asked_of_each_row(stock: World, http: dict[str, httpx.Client]) -> None:
    text = "编号,名称,状态\nB1,甲,在用\nB2,乙,报废\n"
    start = send(http["bai"], text)
    tried = post(http["bai"], f"{IMPORTS}/{start['id']}/check", chosen(start))
    assert tried["create"] == 1 and {each["row"] for each in tried["problems"]} == {3}
    job = post(http["bai"], f"{IMPORTS}/{start['id']}/run", chosen(start), 202)["job"]
    stock.settle()
    assert [row["code"] for row in stock.rows("article")] == ["B1"]
    assert http["ke"].get(f"/api/apps/stock/jobs/{job}").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"mapping": {"0": "nothing"}},
        {"mapping": {"77": "code"}},
        {"mapping": {}},
        {"mapping": {"0": "code", "1": "code"}},
    ],
)
def test_choices_that_mean_nothing_are_refused_with_a_problem(http: dict[str, httpx.Client], body: Json) -> None:
    start = send(http["ke"])
    told = post(http["ke"], f"{IMPORTS}/{start['id']}/check", body, 422)
    assert told["problems"] and all(each["message"] for each in told["problems"])


def test_what_is_no_table_is_refused(http: dict[str, httpx.Client]) -> None:
    assert send(http["ke"], "", status=422)["problems"]
