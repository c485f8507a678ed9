"""Publishing from the command line: the plan is shown before it runs, versions are listed and come back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.app import opened
from engine.command import main
from engine.definitions import bundle
from engine.definitions.files import read_folder
from engine.problems import Problems
from engine.publishing import publish
from engine.records.command import Command

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


def test_what_this_program_cannot_read_any_more_hinders_no_other_app_and_is_mended_by_publishing(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write(tmp_path)
    told(capsys, database_url, "publish", str(pack))
    old = {**read_folder(pack, Problems()), "forms/book.yaml": b"title: x\nfields: {name: {scroll: y}}\n"}
    with opened(database_url) as platform:
        keep = Command(
            "interactive",
            lambda uow: bundle.store(uow.cursor, uow.dialect, "library", 2, bundle.pack(old), uow.now, None),
        )
        platform.run(keep)
    with opened(database_url) as platform:
        assert platform.actives.keys() == {"system"} and platform.broken.keys() == {"library"}
    code, text = told(capsys, database_url, "serve", "--port", "0")
    assert code == 1 and "publish.broken" in text
    assert told(capsys, database_url, "publish", str(pack)) == (0, "library: published as version 3\n")
    with opened(database_url) as platform:
        assert platform.actives.keys() == {"system", "library"} and not platform.broken


def test_publishes_at_once_follow_one_another(database_url: str, tmp_path: Path) -> None:
    packs = [read_folder(write(tmp_path, f"  more{number}: {{text: 更多}}"), Problems()) for number in range(4)]
    with opened(database_url) as platform, ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda files: publish(platform, files, "library").version.number, packs))
    assert sorted(done) == [1, 2, 3, 4]
