"""A form says while it is being typed what saving it would say."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site, Visit
from tests.browser.test_screens import violations


def field(page: Page, name: str) -> Locator:
    """A field of the form with its label."""
    return page.locator(f"[data-field={name}]")


def amount_shown(page: Page, name: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", field(page, name).locator("output").inner_text()))


def choose(page: Page, name: str, option: str) -> None:
    field(page, name).get_by_role("button").first.click()
    page.get_by_role("option", name=option, exact=True).click()


def open_deal(visit: Visit) -> dict[str, Any]:
    path = "/forms/opportunity/records?filter=stage = requirement and amount > 0&limit=1"
    found: dict[str, Any] = visit.get(path)["records"][0]
    return found


@pytest.mark.parametrize(("window", "amount"), [("desk", "123456.78"), ("phone", "98765.43")])
def test_what_is_typed_changes_figures_and_sections_before_it_is_saved(site: Site, window: str, amount: str) -> None:
    with site.visit("fang", window=window) as visit:
        deal = open_deal(visit)
        page = visit.open(f"/forms/opportunity/{deal['id']}/edit")
        page.get_by_role("region", name="进展").get_by_role("button", name="展开").click()
        before = amount_shown(page, "weighted")
        field(page, "amount").locator("input").fill(amount)
        expect(field(page, "weighted").locator("output")).not_to_contain_text(f"{before:,}")
        typed = amount_shown(page, "weighted")
        visit.shot(f"live-figure-{window}")
        result, entry = page.get_by_role("region", name="结果"), page.locator(".fnav").get_by_text("结果")
        expect(result.or_(entry)).to_have_count(0)
        choose(page, "stage", "输单")
        expect(result).to_be_visible()
        expect(entry).to_be_visible()
        assert amount_shown(page, "weighted") == 0
        visit.shot(f"live-section-{window}")
        choose(page, "stage", "方案报价")
        expect(field(page, "amount").locator(".req")).to_be_visible()
        choose(page, "stage", "需求确认")
        expect(field(page, "amount").locator(".req")).to_have_count(0)
        expect(result.or_(entry)).to_have_count(0)
        page.get_by_role("button", name="保存").last.click()
        page.wait_for_url(re.compile(f"{deal['id']}$"))
        saved = visit.get(f"/forms/opportunity/records/{deal['id']}")
        assert Decimal(str(saved["amount"])) == Decimal(amount)
        assert Decimal(str(saved["weighted"])) == typed and visit.faults == []


@pytest.mark.parametrize("window", ["desk", "phone"])
def test_a_choice_shows_hides_and_requires_at_once(site: Site, window: str) -> None:
    with site.visit("fang", window=window) as visit:
        page = visit.open("/forms/order/new")
        expect(field(page, "paid_on")).to_have_count(0)
        choose(page, "status", "已付款")
        expect(field(page, "paid_on").locator(".req")).to_be_visible()
        visit.shot(f"live-required-{window}")
        assert violations(visit) == []
        choose(page, "status", "已退款")
        expect(field(page, "paid_on")).to_be_visible()
        expect(field(page, "paid_on").locator(".req")).to_have_count(0)
        assert visit.faults == []


def test_a_list_on_a_phone_names_its_bare_figures(site: Site) -> None:
    with site.visit("fang", "zh", "phone") as visit:
        page = visit.open("/forms/customer?view=valued")
        named = page.locator("td[data-name=成交次数], td[data-name=距上次成交]").filter(visible=True).first
        shown = named.evaluate("each => getComputedStyle(each, '::before').content")
        assert shown.strip('"') in ("成交次数", "距上次成交")
        visit.shot("phone-figures")
        assert violations(visit) == [] and visit.faults == []


def test_keys_alone_choose_one_of_a_few_options_and_throw_a_switch(site: Site) -> None:
    with site.visit("fang") as visit:
        page = visit.open("/forms/follow_up/new")
        page.get_by_role("radio", name="拜访").click()
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_role("radio", name="会议")).to_be_checked()
        expect(page.get_by_role("switch")).to_have_count(0)
        field(page, "next_at").locator("input").fill("明天")
        page.get_by_role("switch").focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("switch")).to_be_checked()
        assert violations(visit) == [] and visit.faults == []
