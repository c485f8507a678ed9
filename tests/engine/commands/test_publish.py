"""Publishing from the command line: the plan is shown before it runs, versions are listed and come back."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.command import main

APP = "title: 图书\nlanguage: zh\nroles: {reader: 读者}\n"
BOOK = "title: 书\nfields:\n  name: {text: 书名}\n%s\naccess: {all: {see: true}}\n"


def write(folder: Path, more: str = "") -> Path:
    pack = folder / "library"
    (pack / "forms").mkdir(parents=True, exist_ok=True)
    (pack / "app.yaml").write_text(APP, encoding="utf-8")
    (pack / "forms" / "book.yaml").write_text(BOOK % more, encoding="utf-8")
    return pack


def told(capsys: pytest.CaptureFixture[str], url: str, *arguments: str, language: str = "en") -> tuple[int, str]:
    capsys.readouterr()
    code = main(["--language", language, *arguments, "--database", url])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_the_changes_of_the_tables_are_told_before_they_are_made(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = str(write(tmp_path))
    assert told(capsys, database_url, "publish", "--plan", pack) == (0, "  new table library_book\n")
    code, text = told(capsys, database_url, "publish", pack)
    assert (code, text) == (0, "  new table library_book\nlibrary: published as version 1\n")
    assert told(capsys, database_url, "publish", pack)[1] == "library: unchanged, still version 1\n"
    write(tmp_path, "  pages: {number: 页数}")
    code, text = told(capsys, database_url, "publish", "--plan", pack, language="zh")
    assert (code, text) == (0, "  library_book 增加列 pages（number(0)）\n")
    assert "version 2" in told(capsys, database_url, "publish", pack)[1]


def test_an_earlier_version_comes_back_as_a_new_one(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, database_url, "publish", str(write(tmp_path)))
    told(capsys, database_url, "publish", str(write(tmp_path, "  pages: {number: 页数}")))
    code, text = told(capsys, database_url, "versions", "library", "--restore", "1")
    assert (code, text) == (0, "library: version 1 is in force again, as version 3\n")
    lines = told(capsys, database_url, "versions", "library")[1].splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert lines[0].endswith("in force") and not lines[2].endswith("in force")
    assert lines[0].split()[4] == lines[2].split()[4]
    code, text = told(capsys, database_url, "versions", "library", "--restore", "9")
    assert code == 1 and "publish.no_version" in text


def test_a_broken_pack_publishes_nothing(database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, database_url, "publish", str(write(tmp_path)))
    code, text = told(capsys, database_url, "publish", str(write(tmp_path, "  pages: {nmber: 页数}")))
    assert code == 1 and "forms/book.yaml:4:10" in text and "number" in text
    assert len(told(capsys, database_url, "versions", "library")[1].splitlines()) == 1
