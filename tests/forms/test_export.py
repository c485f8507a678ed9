"""Lists as files over HTTP: what a person sees, as they read it, in both kinds of files and on both databases."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

from tests.forms.office import PACKS, Office, Person, office

EVIL = ["=1+1", "+86 13", "-x", "@SUM(A1)", "＝1", "a,b", 'q"q', "𠮷😀"]


@pytest.fixture(scope="module")
def books(module_database: str) -> Iterator[Office]:
    with office(module_database, PACKS / "trade") as found:
        li, bo = found.hire("li", "clerk"), found.hire("bo", "boss")
        top = li.make("client", name="上级公司", kind="firm", rank=3)["id"]
        for number, name in enumerate(EVIL):
            li.make("client", name=name, kind="person", rank=number, since="2026-02-28", above=top, locked=True)
        bo.make("client", name="自己的", kind="firm", called="2026-02-28T16:30:00Z")
        yield found


def fetched(person: Person, **query: Any) -> list[list[Any]]:
    """The rows of the file that a person gets, the titles first."""
    answer = person.http.get("/api/apps/trade/forms/client/records:export", params=query)
    assert answer.status_code == 200, answer.text
    if query.get("format") == "csv":
        assert answer.content.startswith(b"\xef\xbb\xbf") and answer.headers["content-type"].startswith("text/csv")
        return [list(row) for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None and sheet.freeze_panes == "A2"
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_file_holds_what_the_list_shows_as_people_read_it(books: Office) -> None:
    query = {
        "show": "name,kind,rank,since,locked,above,called,above.rank",
        "sort": "name",
        "filter": 'name = "上级公司"',
    }
    title, top = fetched(books.people["bo"], **query)
    assert title == ["名称", "类型", "等级", "建档日", "锁定", "上级", "最近联系", "上级.等级"]
    assert top == ["上级公司", "公司", 3, datetime(2026, 3, 2), None, None, None, None]
    (_, row) = fetched(books.people["bo"], **{**query, "filter": 'name = "自己的"'})
    assert row[6] == datetime(2026, 3, 1, 0, 30)


def test_texts_that_a_spreadsheet_would_compute_stay_texts(books: Office) -> None:
    names = {row[0] for row in fetched(books.people["bo"], show="name", filter="above != null")[1:]}
    assert names == set(EVIL)
    for name, rank in fetched(books.people["bo"], format="csv", show="name,rank", filter="above != null")[1:]:
        assert name.removeprefix("'") in EVIL and name[0] not in "=+-@＝"
        assert rank == str(EVIL.index(name.removeprefix("'")))


def test_only_who_may_export_gets_a_file_and_hidden_fields_are_in_none(books: Office) -> None:
    refused = books.people["li"].http.get("/api/apps/trade/forms/client/records:export")
    assert (refused.status_code, refused.json()["code"]) == (403, "request.forbidden")
    unknown = books.people["bo"].http.get("/api/apps/trade/forms/client/records:export", params={"show": "nothing"})
    assert unknown.status_code == 400
    nobody = books.hire("gast", "guest").http.get("/api/apps/trade/forms/visit/records:export")
    assert nobody.status_code in (403, 404)


def test_a_file_is_named_after_the_form_and_the_day(books: Office) -> None:
    answer = books.people["bo"].http.get("/api/apps/trade/forms/client/records:export", params={"format": "csv"})
    name = unquote(answer.headers["content-disposition"].partition("''")[2])
    assert name.endswith(".csv") and len(name) > len("2026-02-28.csv")
    assert answer.headers["cache-control"] == "no-store"


def test_long_lists_come_whole(books: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from forms.exporting import fetching

    monkeypatch.setattr(fetching, "PAGE", 2)
    assert len(fetched(books.people["bo"], show="name")) == 1 + 1 + len(EVIL) + 1
    monkeypatch.setattr(fetching, "MOST", 5)
    answer = books.people["bo"].http.get("/api/apps/trade/forms/client/records:export")
    assert (answer.status_code, answer.json()["code"]) == (422, "export.too_many")
