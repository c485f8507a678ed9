"""One day after the other with the CRM, as people live it: nothing here knows how the screens are made."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site, Visit

DUE_IN_TWO_HOURS = re.compile(r"^剩 (2 小时|1 小时 5\d 分)$")
SPOKEN = "想给两个车间上看板，预算还没定"


@pytest.fixture
def lin(site: Site) -> Iterator[Visit]:
    with site.visit("lin") as visit:
        yield visit
        assert visit.faults == []


def choose(page: Page, label: str, option: str) -> None:
    """Picks an option of a field."""
    page.get_by_label(label, exact=True).or_(page.get_by_role("button", name=label)).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def enter_lead(visit: Visit, company: str, phone: str) -> str:
    """A lead entered through the form, given to the one who enters it; its id."""
    page = visit.open("/forms/lead/new")
    for label, value in (("公司", company), ("联系人", "周启明"), ("电话", phone), ("咨询内容", "想看一次演示")):
        page.get_by_label(label).fill(value)
    choose(page, "来源", "官网留资")
    page.get_by_label("负责人").fill("林")
    page.get_by_role("option", name="林晓雯").click()
    page.get_by_role("button", name="保存", exact=False).last.click()
    page.wait_for_url(re.compile(r"/forms/lead/[0-9a-f-]{36}"))
    visit.settle()
    return page.url.rsplit("/", 1)[1]


def row_of(page: Page, company: str) -> Locator:
    return page.get_by_role("link").filter(has_text=company).first


def open_task(visit: Visit, company: str) -> Page:
    page = visit.open("/tasks")
    row_of(page, company).click()
    expect(page.locator(".task-meta").get_by_role("link", name=company)).to_be_visible()
    visit.settle()
    return page


def test_a_lead_is_called_in_time_or_the_supervisor_hears_of_it_once_and_a_cold_one_comes_back(
    site: Site, lin: Visit
) -> None:
    company = "常熟恒泰液压有限公司"
    enter_lead(lin, company, "13857310021")
    lin.shot("walk-lead")
    page = lin.open("/tasks")
    expect(row_of(page, company).locator(".due")).to_have_text(DUE_IN_TWO_HOURS)
    with site.visit("zhao") as supervisor:
        told = f"线索「{company}」超过 2小时 还没有联系"
        site.passes(lin, "1h59min")
        expect(supervisor.open("/notices").get_by_text(told)).to_have_count(0)
        site.passes(lin, "2min")
        expect(supervisor.open("/notices").get_by_text(told)).to_have_count(1)
        site.passes(lin, "5h")
        expect(supervisor.open("/notices").get_by_text(told)).to_have_count(1)
        supervisor.shot("walk-supervisor")
    page = open_task(lin, company)
    lin.shot("walk-call")
    page.get_by_label("咨询内容").fill(SPOKEN)
    choose(page, "意向", "暂无意向")
    page.get_by_role("button", name="完成", exact=True).click()
    expect(row_of(page, company)).to_have_count(0)
    site.passes(lin, "14d23h")
    expect(row_of(lin.open("/tasks"), company)).to_have_count(0)
    site.passes(lin, "2h")
    page = open_task(lin, company)
    expect(page.get_by_role("heading", name="孵化期满再次跟进")).to_be_visible()
    lin.shot("walk-again")


def funnel(visit: Visit, stage: str) -> int:
    """How many deals the funnel of one's own dashboard shows in a stage."""
    page = visit.open("/dashboards/my_sales")
    bar = page.locator("[data-report=pipeline]").get_by_role("button", name=stage)
    return int(re.search(r"\d+", bar.get_attribute("aria-label") or "")[0])  # type: ignore[index]


def test_a_deal_is_dragged_its_gate_asks_for_what_is_missing_and_the_funnel_follows(lin: Visit) -> None:
    before = funnel(lin, "方案报价")
    page = lin.open("/forms/opportunity?view=board")
    deal = "明德软件车间看板"
    card = page.locator("[data-stage=requirement]").get_by_role("row", name=deal)
    card.drag_to(page.locator("[data-stage=proposal]"))
    gate = page.get_by_role("dialog")
    expect(gate.get_by_text("客户需求调研报告").first).to_be_visible()
    lin.shot("walk-gate")
    gate.locator("input[type=file]").set_input_files(
        {"name": "调研报告.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 report"}
    )
    gate.get_by_text("调研报告.pdf").wait_for()
    gate.get_by_label("预计成交日").fill("+30")
    gate.get_by_role("button", name=re.compile("方案报价")).click()
    expect(gate).to_have_count(0)
    expect(page.locator("[data-stage=proposal]").get_by_role("row", name=deal)).to_be_visible()
    lin.shot("walk-board")
    lin.faults[:] = [fault for fault in lin.faults if not fault.startswith("422 PATCH")]
    assert funnel(lin, "方案报价") == before + 1


def test_a_mark_leads_to_its_records_and_back(lin: Visit) -> None:
    page = lin.open("/dashboards/my_sales")
    bar = page.locator("[data-report=pipeline]").get_by_role("button", name="初步沟通")
    count = int(re.search(r"\d+", bar.get_attribute("aria-label") or "")[0])  # type: ignore[index]
    bar.click()
    drill = page.get_by_role("complementary", name=re.compile("初步沟通"))
    expect(drill.get_by_role("row")).to_have_count(count + 1)
    expect(drill.get_by_text(f"{count} / {count}")).to_be_visible()
    lin.shot("walk-drill")
    page.go_back()
    expect(drill).to_have_count(0)


def test_a_tag_says_why_it_is_there(lin: Visit) -> None:
    page = lin.open("/forms/customer?view=valued")
    page.get_by_role("row").nth(1).get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/forms/customer/[0-9a-f-]{36}"))
    lin.settle()
    page.get_by_role("button", name="高价值客户").first.click()
    why = page.get_by_role("region", name=re.compile("高价值客户"))
    expect(why.locator(".cond")).to_have_count(2)
    expect(why.locator(".cond .ok")).to_have_count(2)
    expect(why.locator(".cond a").first).to_be_visible()
    lin.shot("walk-why")
