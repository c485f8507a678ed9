"""A file becomes records, and the records go again."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.site import Site

FILE = """公司,联系人,电话,来源,咨询内容
宁波北仑模具有限公司,王建国,13958230011,官网留资,想看看板
台州黄岩塑业有限公司,李美玲,13958230012,市场活动,
嘉善木业有限公司,陈平,12,官网留资,号码不对
"""


def test_an_import_tells_every_problem_with_its_cell_writes_the_rest_and_can_be_undone(site: Site) -> None:
    with site.visit("fang") as visit:
        before = visit.get("/forms/lead/records?limit=1")["count"]["value"]
        page = visit.open("/forms/lead/import")
        page.locator("input[type=file]").set_input_files(
            {"name": "线索.csv", "mimeType": "text/csv", "buffer": FILE.encode("gbk")}
        )
        columns = page.get_by_role("table", name="文件里的列")
        expect(columns.get_by_role("row").nth(1)).to_contain_text("文字")
        expect(columns.get_by_role("row")).to_have_count(6)
        expect(page.get_by_label("编码")).to_have_value("GBK")
        visit.shot("import-match")
        page.get_by_role("button", name="试一下，不写入").click()
        problems = page.get_by_role("table", name="问题")
        expect(problems.get_by_role("row").nth(1)).to_contain_text(re.compile("C4.*电话.*12.*手机号"))
        assert visit.get("/forms/lead/records?limit=1")["count"]["value"] == before, "nothing is written by trying"
        visit.shot("import-check")
        page.get_by_role("button", name="导入 2 行").click()
        expect(page.locator("main").get_by_role("status")).to_contain_text("已导入 2 行")
        assert visit.get("/forms/lead/records?limit=1")["count"]["value"] == before + 2
        with page.expect_download() as refused:
            page.get_by_role("link", name="下载没写入的 1 行").click()
        assert "嘉善木业有限公司" in refused.value.path().read_text("utf-8-sig")
        visit.shot("import-done")
        page.get_by_role("button", name="撤销导入").click()
        page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="撤销导入").click()
        expect(page.locator("main").get_by_role("status")).to_contain_text("已撤销")
        assert visit.get("/forms/lead/records?limit=1")["count"]["value"] == before
        assert visit.faults == []


CONTACTS = """公司,联系人,电话,来源
宁波北仑模具有限公司,王建国,13958230021,官网留资
台州黄岩塑业有限公司,李美玲,13958230022,官网表单
"""
AGAIN = """公司,联系人,电话,来源
宁波北仑模具有限公司,王国庆,13958230021,官网留资
"""


def import_text(page: Page, text: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": "线索.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("table", name="文件里的列").wait_for()


def test_unknown_values_are_given_a_meaning_and_a_known_row_changes_its_record(site: Site) -> None:
    with site.visit("fang") as visit:
        page = visit.open("/forms/lead/import")
        import_text(page, CONTACTS)
        page.get_by_role("button", name="试一下，不写入").click()
        page.get_by_role("region", name="没认出的值").get_by_label("「官网表单」").select_option(label="官网留资")
        expect(page.get_by_role("button", name="导入 1 行")).to_have_count(0)
        page.get_by_role("button", name="按新的选择再试").last.click()
        page.get_by_role("button", name="导入 2 行").click()
        expect(page.locator("main").get_by_role("status")).to_contain_text("已导入 2 行")
        page.reload()
        expect(page.locator("main").get_by_role("status")).to_contain_text("已导入 2 行")
        page = visit.open("/forms/lead/import")
        import_text(page, AGAIN)
        page.get_by_label("按什么认出已有的记录").select_option(label="电话")
        page.get_by_label("认出后").select_option(label="更新")
        page.get_by_role("button", name="试一下，不写入").click()
        page.get_by_role("button", name="导入 1 行").click()
        expect(page.locator("main").get_by_role("status")).to_contain_text("已导入 1 行")
        found = visit.get('/forms/lead/records?filter=phone = "13958230021"')["records"]
        assert [record["person"] for record in found] == ["王国庆"]
        assert visit.faults == []
