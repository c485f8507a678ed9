"""Reports and dashboards over HTTP: exact shapes, refusals, the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.served import acting, served
from tests.reports.stand import Stand

Json = dict[str, Any]


@pytest.fixture(scope="module")
def http(shop: Stand) -> Iterator[dict[str, httpx.Client]]:
    """People of the stand who ask over HTTP; the boss in English too."""
    with ExitStack() as stack:
        address = stack.enter_context(served(shop.world.platform))
        people = shop.world.people

        def asks(login: str, language: str = "zh") -> httpx.Client:
            return stack.enter_context(acting(shop.world.platform, address, people[login], language))

        shop.world.person("eve", roles=["boss"], language="en")
        yield {"bo": asks("bo"), "li": asks("li"), "gu": asks("gu"), "eve": asks("eve", "en")}


def get(client: httpx.Client, path: str, status: int = 200, **query: Any) -> Json:
    answer = client.get(
        f"/api/apps/trade{path}", params={name.replace("__", "."): text for name, text in query.items()}
    )
    assert answer.status_code == status, answer.text
    kind = "application/json" if status == 200 else "application/problem+json"
    assert answer.headers["content-type"] == kind
    found: Json = answer.json()
    return found


def test_a_report_with_filters(http: dict[str, httpx.Client]) -> None:
    told = get(http["bo"], "/reports/by_sector", f__period="this year", f__channel="fair")
    assert [(row["sector"], row["revenue"], row["_at"]) for row in told["rows"]] == [
        ("steel", 100.0, "sector:steel"),
        (None, 25.0, "sector:"),
    ]
    assert get(http["bo"], "/reports/orders", filter="amount > 300")["rows"][0]["orders"] == 2


def test_the_records_behind_a_mark_with_the_fields_that_the_report_wants(
    shop: Stand, http: dict[str, httpx.Client]
) -> None:
    at = f"order.client:{shop.ids['anna']}"
    told = get(http["bo"], "/reports/by_client/records", at=at, sort="code")
    assert told["form"] == "order" and told["count"] == {"value": 2, "exact": True} and told["next"] is None
    found = [{key: row[key] for key in row if key not in ("id", "version")} for row in told["records"]]
    assert found == [
        {"code": "o1", "amount": 100.0, "_label": "o1"},
        {"code": "o2", "amount": 50.0, "_label": "o2"},
    ]
    assert get(http["li"], "/reports/by_client/records", at=at)["count"]["value"] == 2
    assert get(http["bo"], "/reports/by_client/records", at=at, f__period="last year")["records"] == []


def test_records_come_in_pages(http: dict[str, httpx.Client]) -> None:
    first = get(http["bo"], "/reports/orders/records", limit=5, sort="code", show="code,client")
    rest = get(http["bo"], "/reports/orders/records", limit=5, sort="code", show="code", after=first["next"])
    codes = [row["code"] for row in first["records"] + rest["records"]]
    assert codes == ["o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8"] and rest["next"] is None


def test_the_marks_of_a_measure_of_another_form(http: dict[str, httpx.Client]) -> None:
    told = get(http["bo"], "/reports/both/records", at="channel:web", measure="clients")
    assert told["form"] == "client" and told["count"]["value"] == 1
    told = get(http["bo"], "/reports/both/records", at="channel:shop", measure="orders")
    assert told["form"] == "order" and told["count"]["value"] == 3


MISSING = (
    "/reports/nothing",
    "/reports/nothing/records",
    "/reports/inner",
    "/reports/by_secret",
    "/dashboards/private",
)


@pytest.mark.parametrize("path", MISSING)
def test_hidden_and_missing_look_the_same(http: dict[str, httpx.Client], path: str) -> None:
    hidden = get(http["li"], path, 404)
    assert hidden == get(http["li"], "/reports/x", 404)


BAD = (
    ("/reports/orders", {"f.period": "soon"}, 422),
    ("/reports/orders", {"f.weather": "fine"}, 422),
    ("/reports/orders", {"f.person": "\0"}, 400),
    ("/reports/orders", {"f.sector": "wood"}, 422),
    ("/reports/orders", {"filter": "cost >"}, 422),
    ("/reports/by_sector/records", {"at": "sector:wood"}, 422),
    ("/reports/by_sector/records", {"at": "x:y"}, 422),
    ("/reports/by_sector/records", {"at": "sector:steel", "measure": "x"}, 422),
    ("/reports/monthly/records", {"at": "date.month:2026-99"}, 422),
    ("/reports/by_sector/records", {"limit": "0"}, 400),
    ("/reports/by_sector/records", {"show": "cost"}, 400),
    ("/reports/by_sector/records", {"after": "!"}, 400),
)


@pytest.mark.parametrize(("path", "query", "status"), BAD)
def test_what_cannot_be_asked_is_refused_with_a_problem(
    http: dict[str, httpx.Client], path: str, query: dict[str, str], status: int
) -> None:
    for who, language in (("li", "zh"), ("eve", "en")):
        if who == "eve" and "show" in query:
            continue
        answer = http[who].get(f"/api/apps/trade{path}", params=query)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert all(problem["message"] for problem in answer.json()["problems"]), language


def test_a_dashboard_has_the_tiles_and_filters_that_exist_for_the_reader(http: dict[str, httpx.Client]) -> None:
    told = get(http["bo"], "/dashboards/board")
    assert told["title"] == "看板"
    assert told["rows"] == [
        [{"report": "revenue", "width": 1}, {"report": "margin", "width": 1}, {"report": "inner", "width": 1}],
        [{"report": "now", "width": 2}, {"report": "best", "width": 1}],
        [{"report": "by_secret", "width": 1}],
    ]
    assert told["reports"]["revenue"] == {"title": "成交额", "kind": "card"}
    assert told["reports"]["now"]["kind"] == "funnel"
    own = get(http["li"], "/dashboards/board")
    assert own["rows"] == [[{"report": "revenue", "width": 1}], told["rows"][1]]
    assert set(own["reports"]) == {"revenue", "now", "best"}
    assert [each["name"] for each in told["filters"]] == [
        *(each["name"] for each in own["filters"][:4]),
        "client.secret",
        "order.sent_at",
    ]


def test_filters_offer_what_may_be_chosen(shop: Stand, http: dict[str, httpx.Client]) -> None:
    found = {each["name"]: each for each in get(http["li"], "/dashboards/board")["filters"]}
    assert (found["period"]["kind"], found["period"]["value"]) == ("period", "this year")
    assert {"name": "last month", "title": "上月"} in found["period"]["options"]
    assert (found["person"]["kind"], found["person"]["value"]) == ("person", "me")
    people = found["person"]["options"]
    assert people[:3] == [
        {"name": "all", "title": "全部"},
        {"name": "me", "title": "我"},
        {"name": "team", "title": "我的团队"},
    ]
    assert {"name": shop.world.people["zhou"], "title": "Zhou"} in people
    assert [each["name"] for each in found["channel"]["options"]] == ["all", "fair", "web", "shop"]
    assert found["order.sent_at"]["kind"] == "period"
    assert "client.secret" not in found


def test_the_menu_of_an_app_knows_the_dashboards_that_one_may_open(http: dict[str, httpx.Client]) -> None:
    assert get(http["bo"], "")["dashboards"] == {"board": {"title": "看板"}, "private": {"title": "老板看板"}}
    assert get(http["li"], "")["dashboards"] == {"board": {"title": "看板"}}
    assert get(http["gu"], "")["dashboards"] == {}


def test_texts_come_in_the_language_of_the_reader(http: dict[str, httpx.Client]) -> None:
    told = get(http["eve"], "/reports/by_sector")
    assert [column["title"] for column in told["columns"]] == ["Sector", "Revenue", "Orders"]
    assert [row["sector_title"] for row in told["rows"]] == ["Steel", "Food", "Not filled in"]
    assert told["columns"][2]["unit"] == "pcs"
    board = get(http["eve"], "/dashboards/board")
    assert board["title"] == "Board"
    assert [each["title"] for each in board["filters"]][:2] == ["Period", "Person"]
    assert board["filters"][0]["options"][0] == {"name": "all", "title": "All"}


def test_every_answer_is_as_the_description_says(http: dict[str, httpx.Client]) -> None:
    paths = http["bo"].get("/api/openapi.json").json()["paths"]
    described = [path for path in paths if path.startswith(("/api/apps/trade/reports/", "/api/apps/trade/dashboards/"))]
    assert len(described) > 90
    for path in described:
        answer = http["bo"].get(path)
        assert answer.status_code == 200, (path, answer.text)
        schema = paths[path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), schema)
    query = [each["name"] for each in paths["/api/apps/trade/reports/orders"]["get"]["parameters"]]
    assert query == ["filter", "f.period", "f.person", "f.channel", "f.sector"]


def test_the_description_names_nothing_that_is_hidden(http: dict[str, httpx.Client]) -> None:
    paths = http["li"].get("/api/openapi.json").json()["paths"]
    assert "/api/apps/trade/reports/orders" in paths
    for name in ("inner", "margin", "of_good"):
        assert f"/api/apps/trade/reports/{name}" not in paths
    assert "/api/apps/trade/dashboards/private" not in paths


NAMES = ("by_sector", "monthly", "ever", "now", "steps", "by_tag", "people", "share", "revenue", "by_stay", "by_rank")
WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "all",
            "me",
            "sector:",
            "stage:won",
            "date.month:2026-03",
            "client.tags:!a",
            "step:won",
            "9999-12-31..9999-12-31",
        ]
    ),
    st.sampled_from(
        ["0001-01-01..0001-01-31", "last 999 months", "next 999 days", "a,b", "%00", "person:%", "client.rank:1e9"]
    ),
)
PARAMETERS = (
    "f.period",
    "f.person",
    "f.sector",
    "f.client.rank",
    "f.order.sent_at",
    "filter",
    "at",
    "measure",
    "sort",
    "show",
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(NAMES),
    behind=st.booleans(),
    query=st.dictionaries(st.sampled_from(PARAMETERS), WORDS, max_size=3),
)
def test_nothing_that_is_asked_makes_it_fail(
    http: dict[str, httpx.Client], name: str, behind: bool, query: dict[str, str]
) -> None:
    encodable = {key: text for key, text in query.items() if text.encode("utf-8", "ignore").decode() == text}
    answer = http["li"].get(f"/api/apps/trade/reports/{name}{'/records' if behind else ''}", params=encodable)
    assert answer.status_code in (200, 400, 404, 422), (name, query, answer.text)


def test_nobody_asks_without_signing_in(http: dict[str, httpx.Client]) -> None:
    anonymous = httpx.get(f"{http['bo'].base_url}/api/apps/trade/reports/orders")
    assert anonymous.status_code == 401
