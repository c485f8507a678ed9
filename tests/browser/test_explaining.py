"""What is kept says why it is so, what is lacking says what is missing, and lists are narrowed by it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.site import Site, Visit
from tests.browser.test_screens import violations

LACKING = "not (tags has high_value) and paid > 0"


def record(visit: Visit, filter: str, **more: Any) -> dict[str, Any]:
    parts = "&".join(f"{name}={value}" for name, value in {"filter": filter, "limit": 1, **more}.items())
    found: dict[str, Any] = visit.get(f"/forms/customer/records?{parts}")["records"][0]
    return found


def test_pointing_at_a_tag_in_a_list_tells_why_and_leaves_the_list_in_place(site: Site) -> None:
    with site.visit("fang") as visit:
        page = visit.open("/forms/customer?view=valued")
        page.get_by_role("button", name="高价值客户，看为什么").nth(1).hover()
        why = page.get_by_role("region", name=re.compile("高价值客户"))
        expect(why.locator(".cond .ok")).to_have_count(2)
        page.mouse.move(5, 5)
        expect(why).to_have_count(0)
        page.get_by_role("button", name="高价值客户，看为什么").nth(1).click()
        page.mouse.move(5, 5)
        expect(why.locator(".cond .ok")).to_have_count(2)
        assert violations(visit) == []
        page.keyboard.press("Escape")
        expect(why).to_have_count(0)
        assert page.url.endswith("view=valued") and visit.faults == []


def test_keys_alone_reach_the_reason_of_a_computed_value(site: Site) -> None:
    with site.visit("fang") as visit:
        page = visit.open(f"/forms/customer/{record(visit, 'paid > 0')['id']}")
        ask = page.get_by_role("button", name="累计成交金额，看为什么").first
        for _ in range(60):
            page.keyboard.press("Tab")
            if ask.evaluate("each => each === document.activeElement"):
                break
        expect(ask).to_be_focused()
        why = page.get_by_role("region", name=re.compile("累计成交金额"))
        expect(why.get_by_text("SO-").first).to_be_visible()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.closest('.why') !== null")
        page.keyboard.press("Escape")
        expect(why).to_have_count(0)
        expect(ask).to_be_focused()
        assert visit.faults == []


def lacked(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).first.click()
    page.locator(".could").get_by_role("button").first.click()


def test_a_record_tells_what_it_lacks_for_a_tag(site: Site) -> None:
    with site.visit("fang") as visit:
        found = record(visit, LACKING, sort="paid desc")
        page = visit.open(f"/forms/customer/{found['id']}")
        lacked(page, "还可以有")
        answer = page.get_by_role("region", name="为什么没有「高价值客户」")
        told = visit.get(f"/forms/customer/records/{found['id']}/why/tags/high_value")
        for part in told["missing"]["parts"]:
            expect(answer.locator(".lacks")).to_contain_text(part["change"] or part["text"])
        visit.shot("explaining-lacks")
        assert violations(visit) == [] and visit.faults == []


def test_on_a_phone_in_english_the_reasons_rise_from_below(site: Site) -> None:
    with site.visit("fang", "en", "phone", "dark") as visit:
        page = visit.open(f"/forms/customer/{record(visit, LACKING, sort='paid desc')['id']}")
        lacked(page, "Could have")
        sheet = page.get_by_role("dialog", name="Could have")
        expect(sheet.get_by_text("Still needed")).to_be_visible()
        assert sheet.bounding_box()["width"] == 390  # type: ignore[index]
        visit.shot("explaining-phone")
        assert violations(visit) == [] and visit.faults == []


def test_a_list_is_narrowed_by_tags_counts_before_and_keeps_it_in_the_address(site: Site) -> None:
    with site.visit("fang") as visit:
        page = visit.open("/forms/customer")
        both = visit.get("/forms/customer/records?limit=1&filter=tags has high_value and tags has active")
        one = visit.get("/forms/customer/records?limit=1&filter=tags has high_value")["count"]["value"]
        page.get_by_role("button", name="标签", exact=True).click()
        editor = page.get_by_role("dialog")
        expect(editor.locator("label").filter(has_text="高价值客户")).to_contain_text(str(one))
        editor.get_by_role("radio", name="全都有").click()
        for tag in ("高价值客户", "近 30 天活跃"):
            editor.locator("label").filter(has_text=tag).click()
        assert violations(visit) == []
        visit.shot("explaining-filter")
        page.keyboard.press("Enter")
        expect(page.locator(".totals")).to_contain_text(f"共 {both['count']['value']} 条")
        page.reload()
        visit.settle()
        expect(page.locator(".totals")).to_contain_text(f"共 {both['count']['value']} 条")
        page.go_back()
        expect(page.locator(".totals")).not_to_contain_text(f"共 {both['count']['value']} 条")
        assert visit.faults == []
