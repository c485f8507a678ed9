"""Every screen, in both languages, both widths and both themes: nothing overflows, nothing fails on the way,
nothing is left untranslated, and axe finds nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.browser.site import WIDTHS, Site, Visit
from tests.faults.serving import Server
from tests.house.code import ROOT

UI = ROOT / "designer_ui"
AXE = (UI / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
KEYS = frozenset(json.loads((UI / "src/i18n/en.json").read_text(encoding="utf-8")))
# Words of the interface and of the app's definition; what stands elsewhere are data.
WORDS = (
    ".nav:not(:has(.ava)), th, dt, label, h2, [role=tab], .tabs a, .btn, .hint:not(.notice *), .seg, .kpi .k, .gh, "
    ".stagebar"
)
CHINESE = re.compile("[\u4e00-\u9fff]")


class Look(NamedTuple):
    """How a screen is looked at."""

    language: str
    window: str
    theme: str


EVERY = [Look(*each) for each in product(("zh", "en"), WIDTHS, ("light", "dark"))]
USUAL = (Look("zh", "desk", "light"), Look("en", "phone", "dark"))
LOOKS = [pytest.param(look, marks=() if look in USUAL else pytest.mark.full, id="-".join(look)) for look in EVERY]

SCREENS = {
    "home": "",
    "inbox": "/tasks",
    "task": "/tasks/{task}",
    "notices": "/notices",
    "parameters": "/parameters",
    "list": "/forms/customer",
    "filtered": "/forms/order?view=unpaid",
    "board": "/forms/opportunity?view=board",
    "record": "/forms/customer/{customer}",
    "details": "/forms/opportunity/{opportunity}?tab=facts",
    "new": "/forms/order/new",
    "edit": "/forms/customer/{customer}/edit",
    "import": "/forms/lead/import",
    "dashboard": "/dashboards/director",
    "drill": "/dashboards/director?report=pipeline&at=all",
}


@pytest.fixture(scope="module", params=LOOKS)
def visit(request: pytest.FixtureRequest, crm: Server, browser: Browser) -> Iterator[Visit]:
    """The director, who sees everything, in one of the looks."""
    look: Look = request.param
    with Site(crm, browser).visit("fang", look.language, look.window, look.theme) as visit:
        visit.label = "-".join(look)
        yield visit


@pytest.fixture(scope="module")
def names(visit: Visit) -> dict[str, str]:
    """A record of each form that the screens show, and a task."""
    found = {form: visit.get(f"/forms/{form}/records?limit=1") for form in ("customer", "opportunity")}
    found["task"] = visit.get("/tasks?box=team")
    return {name: answer["records"][0]["id"] for name, answer in found.items()}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_whole(visit: Visit, names: dict[str, str], screen: str) -> None:
    visit.faults.clear()
    page = visit.open(SCREENS[screen].format(**names))
    visit.shot(f"{screen}-{visit.label}")
    assert visit.faults == []
    assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert set(page.locator("body").inner_text().split()) & KEYS == set()
    if visit.language == "en":
        said = page.locator(WORDS).all_inner_texts()
        assert [text for text in said if CHINESE.search(text)] == []
    assert violations(visit) == []


def violations(visit: Visit) -> list[str]:
    """What axe finds on the page: rule, first places, what to do."""
    visit.page.evaluate(AXE)
    found = visit.page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]} {each['nodes'][0]['failureSummary']}"
        for each in found["violations"]
    ]


def test_signing_in_is_whole_too(crm: Server, browser: Browser) -> None:
    site = Site(crm, browser)
    page = browser.new_page(locale="zh-CN", viewport={"width": 390, "height": 844})
    visit = Visit(page, crm.address, "zh")
    try:
        page.goto(crm.address)
        page.get_by_label("用户名").fill("lin")
        page.get_by_label("密码", exact=True).fill("not this one")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        assert violations(visit) == []
        page.get_by_label("密码", exact=True).fill(site.password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/crm")
    finally:
        page.close()
