"""Files as they are: workbooks old and new, other encodings, and the command line that takes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.command import main
from tests.forms.importing.conftest import STOCK
from tests.importing import importing, written
from tests.running import World

DEATHS = "deaths.xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_in_any_usual_encoding(stock: World, tmp_path: Path, encoding: str) -> None:
    text = "编号;名称;购入日期\nE1;角钢;2024年3月5日\n"
    told = importing(stock.platform, "stock", "article", written(tmp_path, text, encoding=encoding)).check("zh")
    assert told["problems"] == [] and told["preview"] == [{"code": "E1", "name": "角钢", "bought": "2024-03-05"}]


def test_an_old_workbook_with_chinese_titles(stock: World, data: Path) -> None:
    file = data / "superstore_zh" / "示例-超市.xls"
    found = importing(
        stock.platform, "stock", "article", file, only=True, map=["行 ID=code", "产品名称=name", "订单日期=bought"]
    )
    told = found.check()
    assert told["create"] > 9000 and told["create"] + told["skip"] == found.table.row_count
    assert {problem["code"] for problem in told["problems"]} <= {"duplicate.found", "import.repeated"}
    assert told["preview"][0]["bought"].startswith("20")


def test_a_messy_sheet_with_notes_around_the_table(stock: World, data: Path) -> None:
    file = data / "messy_excel" / DEATHS
    found = importing(
        stock.platform,
        "stock",
        "article",
        file,
        only=True,
        map=["Name=name", "Date of birth=bought"],
        constant=["level=In use"],
    )
    assert found.table.header_row is not None and found.table.header_row > 1
    told = found.check()
    assert told["preview"] == [] and {problem["code"] for problem in told["problems"]} >= {"value.required"}


def test_the_command_shows_tries_and_refuses(
    sqlite_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = written(tmp_path, "编号,名称,供应商\nW1,甲,鞍钢\nW2,乙,鞍钢\n")
    where = ["--database", sqlite_database, "--data", str(tmp_path)]
    command = ["--language", "en", "import", str(STOCK), "article", str(good), *where]
    assert main([*command, "--dry-run"]) == 1
    assert "“鞍钢” is no known “Supplier”" in capsys.readouterr().out
    assert main([*command, "--create-missing", "supplier", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["create"] == told["job"]["create"] == 2 and told["job"]["state"] == "done"
    assert main([*command, "--map", "nonsense=code"]) == 1
    assert "nonsense" in capsys.readouterr().err
    assert main(["--language", "zh", *command[2:]]) == 0
    assert "新建 0，更新 0，跳过 2" in capsys.readouterr().out
