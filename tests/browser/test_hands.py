"""The same work on a phone in English, and by keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.site import Site


def test_a_lead_is_entered_and_called_on_a_phone_in_english(site: Site) -> None:
    company = "Kunshan Precision Tools"
    with site.visit("lin", "en", "phone", "dark") as visit:
        page = visit.open("")
        page.get_by_role("button", name="New", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="New lead").click()
        page.wait_for_url("**/forms/lead/new")
        for label, value in (("Company", company), ("Contact", "Zhou Ning"), ("Phone", "13857310077")):
            page.get_by_role("textbox", name=label, exact=True).fill(value)
        page.get_by_label("Source").or_(page.get_by_role("button", name="Source")).first.click()
        page.get_by_role("option", name="Website").click()
        page.get_by_label("Owner").fill("林")
        page.get_by_role("option", name="林晓雯").click()
        page.get_by_role("button", name="Save").last.click()
        page.wait_for_url(re.compile(r"/forms/lead/[0-9a-f-]{36}"))
        page = visit.open("/tasks")
        page.get_by_role("link").filter(has_text=company).click()
        expect(page.get_by_role("heading", name="First call")).to_be_visible()
        page.get_by_label("Enquiry").fill("Two lines, a board each")
        page.get_by_label("Intent").or_(page.get_by_role("button", name="Intent")).first.click()
        page.get_by_role("option").last.click()
        visit.shot("phone-call")
        page.get_by_role("button", name="Complete").click()
        visit.settle()
        expect(page.get_by_role("link").filter(has_text=company).filter(has_text="First call")).to_have_count(0)
        assert visit.faults == []


def test_keys_alone_find_a_customer_log_a_call_and_move_a_deal(site: Site) -> None:
    with site.visit("lin") as visit:
        page = visit.open("")
        page.keyboard.press("Control+k")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.insert_text("青禾食品")
        page.get_by_role("menuitem").filter(has_text="杭州青禾食品").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/forms/(customer|opportunity|order|contact)/[0-9a-f-]{36}"))
        page = visit.open("/forms/opportunity?view=board")
        page.locator("[data-stage=contact]").get_by_role("row").first.focus()
        deal = page.locator("[data-stage=contact]").get_by_role("row").first.locator(".card-title").inner_text()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.get_by_role("menuitem", name="需求确认").wait_for()
        for _ in range(8):
            if page.evaluate("() => document.activeElement.textContent.includes('需求确认')"):
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator("[data-stage=requirement]").get_by_role("row", name=deal)).to_be_visible()
        assert visit.faults == []
