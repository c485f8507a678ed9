"""The administrator gives a person a new password: it is told once, and the old one is of no use any more."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.site import Site


def test_a_new_password_is_shown_once_and_opens_the_door(site: Site) -> None:
    with site.visit("admin", app="system") as visit:
        page = visit.open("/forms/user")
        page.get_by_role("link", name="顾清", exact=True).click()
        page.wait_for_url(re.compile("/forms/user/[0-9a-f-]{36}"))
        visit.settle()
        page.locator("header").get_by_role("button", name="更多").click()
        page.get_by_role("menuitem", name="新密码").click()
        page.get_by_role("alertdialog").get_by_role("button", name="换新密码").click()
        given = page.locator("[data-password]").inner_text()
        visit.shot("accounts-password")
        page.get_by_role("button", name="记下了").click()
        expect(page.get_by_text(given)).to_have_count(0)
        for password, status in ((site.password, 401), (given, 200)):
            answer = page.request.post(f"{visit.address}/api/session", data={"user": "gu", "password": password})
            assert answer.status == status
        assert visit.faults == []
