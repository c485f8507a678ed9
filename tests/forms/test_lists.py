"""Lists over HTTP: filtered, sorted, paged, searched and summed, the same on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms.office import PACKS, Json, Office, Person, good, office

NAMES = [
    "苏州恒润",
    "上海云海",
    "北京一",
    "安徽二",
    "50% off",
    "a_b",
    'say "hi"',
    "back\\slash",
    "张三",
    "李四",
    "Ärger",
    "𠮷野家",
]


@pytest.fixture(scope="module")
def books(module_database: str) -> Iterator[Office]:
    """Forty clients of Li's with ties and gaps in every column, and a few of Zhou's."""
    with office(module_database, PACKS / "trade") as found:
        li, zhou = found.hire("li", "clerk"), found.hire("zhou", "clerk")
        found.hire("bo", "boss")
        for number in range(40):
            values: Json = {"name": NAMES[number % len(NAMES)] + str(number // len(NAMES)), "rank": number % 4 or None}
            values["since"] = None if number % 5 == 0 else str(date(2026, 2, 1) + timedelta(days=number % 7))
            values["called"] = None if number % 3 else f"2026-02-{number % 27 + 1:02}T15:59:59.{number:03}Z"
            values["locked"] = [True, False, None][number % 3]
            values["tags"] = ["大", "小"][: number % 3]
            values["kind"] = "person" if number % 2 else "firm"
            li.make("client", **values)
        top = zhou.make("client", name="周的", phone="13900000000")["id"]
        zhou.make("client", name="周的下级", above=top)
        yield found


@pytest.fixture(scope="module")
def everything(books: Office) -> list[Json]:
    found: list[Json] = books.people["li"].list("client", limit=500)["records"]
    assert len(found) == 40
    return found


def pages(person: Person, limit: int, **query: Any) -> list[Json]:
    """All records, page by page."""
    found: list[Json] = []
    after: dict[str, Any] = {}
    while True:
        page = person.list("client", limit=limit, **query, **after)
        found += page["records"]
        assert len(page["records"]) == limit or page["next"] is None
        if page["next"] is None:
            return found
        after = {"after": page["next"]}


SORTED = ["rank", "rank desc", "since", "since desc", "called", "called desc", "locked desc", "rank desc, since",
          "since, rank desc", "kind, rank, name", "created_at desc", "spent", "owner, rank"]  # fmt: skip


@pytest.mark.parametrize("sort", SORTED)
@pytest.mark.parametrize("limit", [1, 7, 40])
def test_pages_join_to_the_whole_in_order_whatever_is_empty_or_equal(
    books: Office, everything: list[Json], sort: str, limit: int
) -> None:
    if limit == 1 and sort not in SORTED[:3]:
        limit = 11
    found = pages(books.people["li"], limit, sort=sort)
    assert sorted(each["id"] for each in found) == sorted(each["id"] for each in everything)
    for one, other in pairwise(found):
        for item in sort.split(","):
            name, _, direction = item.strip().partition(" ")
            first, second = ranked(one[name]), ranked(other[name])
            if name != "name" and first != second:
                assert (first > second) == (direction == "desc"), (sort, one[name], other[name])
                break


def ranked(value: Any) -> tuple[bool, Any]:
    """Nothing counts as the least value."""
    if isinstance(value, dict):
        value = value["id"]
    return (value is not None, "" if value is None else value)


# What the UI makes of its filter tokens (designer_ui/src/runtime/list/filter.ts), and what they mean.
FILTERS: list[tuple[str, Any]] = [
    ("null", lambda r: False),
    ("1 = null", lambda r: False),
    ('contains(name, "云海")', lambda r: "云海" in r["name"]),
    ('contains(name, "%")', lambda r: "%" in r["name"]),
    ('contains(name, "_")', lambda r: "_" in r["name"]),
    ('contains(name, "say ""hi""")', lambda r: 'say "hi"' in r["name"]),
    (r'contains(name, "back\slash")', lambda r: "back\\slash" in r["name"]),
    ('name = "苏州恒润0"', lambda r: r["name"] == "苏州恒润0"),
    ("rank > 1", lambda r: r["rank"] is not None and r["rank"] > 1),
    ("rank <= 1", lambda r: r["rank"] is not None and r["rank"] <= 1),
    ("rank = 2", lambda r: r["rank"] == 2),
    ("rank is empty", lambda r: r["rank"] is None),
    ("rank is set and locked", lambda r: r["rank"] is not None and r["locked"] is True),
    ("not locked", lambda r: not r["locked"]),
    ("since >= today - 27d", lambda r: (r["since"] or "") >= "2026-02-03"),
    ("since < today - 27d", lambda r: r["since"] is not None and r["since"] < "2026-02-03"),
    ("since >= start_of(today, month)", lambda r: (r["since"] or "") >= "2026-03-01"),
    ('since >= "2026-02-03"', lambda r: (r["since"] or "") >= "2026-02-03"),
    ('since < "2026-02-03" + 1d', lambda r: r["since"] is not None and r["since"] < "2026-02-04"),
    ('called >= "2026-02-10"', lambda r: (r["called"] or "") >= "2026-02-09T16"),
    ('called < "2026-02-10" + 1d', lambda r: r["called"] is not None and r["called"] < "2026-02-10T16"),
    ("called >= now - 20d", lambda r: (r["called"] or "") >= "2026-02-10T01"),
    ("kind = firm", lambda r: r["kind"] == "firm"),
    ("kind in (firm, person)", lambda r: r["kind"] is not None),
    ("not (kind in (firm))", lambda r: r["kind"] != "firm"),
    ("(kind = firm or rank = 1) and locked", lambda r: (r["kind"] == "firm" or r["rank"] == 1) and r["locked"] is True),
    ("owner = me", lambda r: True),
    ("owner in my_team", lambda r: False),
    ('owner.id = "{li}"', lambda r: True),
    ('owner.id = "{zhou}" or owner.id = "nobody"', lambda r: False),
    ("above is set", lambda r: False),
    ("count(orders) = 0", lambda r: True),
    ('rank in (1, 3) and created_by.name = "Li"', lambda r: r["rank"] in (1, 3)),
]


@pytest.mark.parametrize(("text", "meaning"), FILTERS, ids=[text for text, _ in FILTERS])
def test_a_filter_means_what_it_says(books: Office, everything: list[Json], text: str, meaning: Any) -> None:
    text = text.replace("{li}", books.people["li"].id).replace("{zhou}", books.people["zhou"].id)
    told = books.people["li"].list("client", filter=text, limit=500)
    assert sorted(each["id"] for each in told["records"]) == sorted(r["id"] for r in everything if meaning(r))
    assert told["count"] == {"value": len(told["records"]), "exact": True}


def test_free_tags_are_kept_and_shown(books: Office, everything: list[Json]) -> None:
    assert [each["tags"] for each in reversed(everything)][:3] == [[], ["大"], ["大", "小"]]


def test_a_list_shows_what_it_is_asked_for(books: Office) -> None:
    told = books.people["zhou"].list("client", show="name,above.name,above,owner", filter="above is set")
    (record,) = told["records"]
    assert set(record) == {"id", "version", "name", "above.name", "above", "owner", "_label"}
    assert record["above.name"] == record["above"]["label"] == "周的"
    assert (record["owner"]["label"], record["_label"]) == ("Zhou", "周的下级")


def test_saved_views_select_sort_show_and_sum(books: Office) -> None:
    told = books.people["li"].list("client", view="firms", totals="rank,spent", limit=5)
    assert set(told["records"][0]) == {"id", "version", "name", "owner", "spent", "above.name", "_label"}
    everything = books.people["li"].list("client", filter="kind = firm", limit=500)["records"]
    assert told["count"]["value"] == len(everything) == 20
    assert told["totals"] == {"rank": sum(each["rank"] or 0 for each in everything), "spent": 0}
    assert {each["kind"] for each in books.people["li"].list("client", view="firms", show="kind")["records"]} == {
        "firm"
    }
    narrowed = books.people["li"].list("client", view="firms", filter="rank = 2")
    assert narrowed["count"]["value"] == 10


SEARCHES = [("云海", 4), ("云", 4), ("上海 云", 4), ("云海 北京", 0), ("ärger", 3), ("50%", 3), ("\\", 3), ('"hi"', 3),
            ("𠮷", 3), ("张三0", 1), ("zzz", 0), ("' OR 1=1 --", 0), ("*", 0), ("NEAR(", 0), ("^", 0)]  # fmt: skip


@pytest.mark.parametrize(("text", "count"), SEARCHES)
def test_search_takes_what_is_typed_as_it_is(books: Office, text: str, count: int) -> None:
    assert books.people["li"].list("client", q=text)["count"]["value"] == count


def test_choices_are_found_and_kept_to_their_condition(books: Office) -> None:
    zhou = books.people["zhou"]
    found = good(zhou.ask("GET", "client", "/fields/above/choices", q="周的"))["records"]
    assert [each["label"] for each in found] == ["周的下级", "周的"]
    client = found[1]["id"]
    contact = zhou.make("contact", name="联系人", client=client)["id"]
    zhou.make("contact", name="别人", client=found[0]["id"])
    asked = {"values": f'{{"client": "{client}", "due": "not a date"}}'}
    offered = good(zhou.ask("GET", "order", "/fields/contact/choices", **asked))["records"]
    assert offered == [{"id": contact, "label": "联系人"}]
    assert good(zhou.ask("GET", "order", "/fields/contact/choices"))["records"] == []
    people = good(zhou.ask("GET", "client", "/fields/owner/choices"))["records"]
    assert {each["label"] for each in people} == {"Li", "Zhou"}  # the boss is no clerk
    for field in ("name", "none", "items.product", "a.b.c"):
        assert zhou.ask("GET", "client", f"/fields/{field}/choices").status_code == 404


BAD = [
    {"filter": "rank >"}, {"filter": "none = 1"}, {"filter": 'rank = "x"'}, {"filter": "rank"}, {"filter": "1 = 1 1"},
    {"filter": "(" * 500}, {"filter": "rank = 1 or " * 100 + "rank = 1"}, {"filter": "x" * 2001},
    {"sort": "none"}, {"sort": "rank down"}, {"sort": "rank;DROP TABLE"}, {"sort": ","}, {"show": "none"},
    {"totals": "name"}, {"totals": "none"}, {"view": "none"}, {"view": "inner"}, {"limit": 0}, {"limit": 501},
    {"show": "3d"}, {"filter": "if(rank > 1, 3d, 3d) = 3d"},
    {"limit": "x"}, {"limit": "--5"}, {"limit": -1}, {"limit": 10**20}, {"limit": "1;"}, {"after": "x"},
    {"after": "%%%"}, {"after": "MDE5OGM2YTAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDA5"}, {"after": "a" * 1999},
]  # fmt: skip


@pytest.mark.parametrize("query", BAD, ids=[str(each)[:40] for each in BAD])
def test_a_bad_question_is_refused_and_says_why(books: Office, query: dict[str, Any]) -> None:
    answer = books.people["li"].ask("GET", "client", "/records", **query)
    long = "or rank" in str(query)
    assert answer.status_code in ((200, 400) if long else (400,)), answer.text
    assert long or all(problem["message"] for problem in answer.json()["problems"])


WORDS = st.sampled_from(["rank", "since", "name", "kind", "firm", "me", "owner", "and", "or", "not", "(", ")", "=", "<",
                         "1", '"x"', "today", "+", "3d", "orders", "count", "sum", "where", "is", "set", "%", "\\", "'",
                         "above", ".", ",", "if", "then", "null", "true", "1e400", "9" * 30, "\0", "甲"])  # fmt: skip


@settings(max_examples=60)
@given(words=st.lists(WORDS, max_size=12), sort=st.lists(WORDS, max_size=3), show=st.lists(WORDS, max_size=3))
def test_no_question_breaks_the_server(books: Office, words: list[str], sort: list[str], show: list[str]) -> None:
    query = {"filter": " ".join(words), "sort": " ".join(sort), "show": "".join(show), "q": "".join(words)}
    answer = books.people["li"].ask("GET", "client", "/records", **query)
    assert answer.status_code in (200, 400), answer.text
