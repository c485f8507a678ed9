"""The fixtures give what they promise."""

from __future__ import annotations

import sqlalchemy
from playwright.sync_api import Browser


def test_a_fresh_database_is_empty_and_takes_a_table(database_url: str) -> None:
    engine = sqlalchemy.create_engine(database_url)
    assert sqlalchemy.inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE customer (name TEXT)")
        connection.exec_driver_sql("INSERT INTO customer VALUES ('华东')")
        assert connection.exec_driver_sql("SELECT name FROM customer").scalar_one() == "华东"
    engine.dispose()


def test_the_browser_renders_chinese_text(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_content("<h1>客户档案</h1>")
    assert page.get_by_role("heading").inner_text() == "客户档案"
    page.close()
