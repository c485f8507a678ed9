"""YAML text to the located tree: what is kept, what is refused, and where."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from engine.definitions.budget import DEPTH, FILE_NODES
from engine.definitions.text import LONGEST, parse
from engine.definitions.tree import Mapping, Node, Scalar, Sequence
from engine.problems import Problem, Problems

HOSTILE = yaml.safe_load(Path(__file__).with_name("hostile.yaml").read_text(encoding="utf-8"))


def read(text: str | bytes, file: str = "a.yaml") -> tuple[Node | None, list[Problem]]:
    problems = Problems()
    data = text.encode() if isinstance(text, str) else text
    return parse(file, data, problems), list(problems)


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["name"])
def test_a_hostile_text_is_refused_with_its_place(case: dict[str, object]) -> None:
    _, problems = read(str(case["text"]))
    assert [problem.code for problem in problems] == [case["code"]]
    span = problems[0].span
    assert span is not None
    assert (span.line, span.column) == (case["line"], case["column"])
    assert problems[0].hint("zh") and problems[0].hint("en")


def test_places_are_counted_in_characters_of_chinese_text() -> None:
    tree, problems = read("标题: 客户 # 注释\n字段:\n  名: {😀: '乙'}\n")
    assert not problems and isinstance(tree, Mapping)
    title = tree.entries[0].value
    assert isinstance(title, Scalar) and title.text == "客户"
    assert title.span[1:] == (1, 5, 1, 7)
    field = tree.entries[1].value
    assert isinstance(field, Mapping)
    inner = field.entries[0].value
    assert isinstance(inner, Mapping) and inner.flow
    assert inner.entries[0].value.span[1:] == (3, 10, 3, 13)


@pytest.mark.parametrize("text", ["NO", "on", "yes", "1e3", ".nan", "2024-01-01", "0x1F", "1_000", "null and void"])
def test_a_scalar_stays_the_text_that_was_written(text: str) -> None:
    tree, problems = read(f"label: {text}")
    assert not problems and isinstance(tree, Mapping)
    assert tree.get("label") == Scalar(text, tree.entries[0].value.span)


@pytest.mark.parametrize(("text", "null"), [("", True), ("~", True), ("null", True), ("'null'", False), ('""', False)])
def test_nothing_is_told_from_a_quoted_text(text: str, null: bool) -> None:
    tree, _ = read(f"a: {text}")
    value = tree.get("a") if isinstance(tree, Mapping) else None
    assert isinstance(value, Scalar) and value.null is null


def test_a_quoted_clock_time_or_number_is_a_text() -> None:
    assert not read("a: '18:00'\nb: \"017\"\nc: 09:00-18:00\nd: 0\ne: 0.5")[1]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_is_an_empty_value(text: str) -> None:
    tree, problems = read(text)
    assert isinstance(tree, Scalar) and tree.null and not problems


def test_the_first_duplicate_is_kept_and_reading_goes_on() -> None:
    tree, problems = read("a: 1\na: 2\nb: 3\nb: 4")
    assert isinstance(tree, Mapping) and [entry.key.text for entry in tree] == ["a", "b"]
    assert [problem.parameters["first"] for problem in problems] == [1, 3]


@pytest.mark.parametrize(
    ("data", "code", "column"),
    [
        (b"\xef\xbb\xbftitle: x", "yaml.bom", 1),
        ("title: x".encode("utf-16"), "yaml.bom", 1),
        ("标题: 客户".encode("gbk"), "yaml.bytes", 1),
        ("标题: ".encode() + b"\xff", "yaml.bytes", 5),
        (b"a" * (LONGEST + 1), "yaml.large", 1),
    ],
)
def test_bytes_that_are_no_utf8_text_are_refused(data: bytes, code: str, column: int) -> None:
    tree, problems = read(data)
    assert tree is None
    assert [problem.code for problem in problems] == [code]
    assert problems[0].span is not None and problems[0].span.column == column


def test_depth_is_bounded() -> None:
    assert not read("[" * (DEPTH - 1) + "]" * (DEPTH - 1))[1]
    for text in ("[" * 20_000, "{a: " * 20_000, "- " * 20_000, "\n".join(" " * n + "a:" for n in range(900))):
        assert [problem.code for problem in read(text)[1]] == ["yaml.deep"]


def test_the_number_of_values_is_bounded() -> None:
    assert [problem.code for problem in read("- a\n" * (FILE_NODES + 1))[1]] == ["yaml.many"]


def test_a_list_is_read_in_order() -> None:
    tree, _ = read("- a\n- [b, c]\n")
    assert isinstance(tree, Sequence) and isinstance(tree.items[1], Sequence)
    assert [item.text for item in tree.items[1].items if isinstance(item, Scalar)] == ["b", "c"]


WORST = {
    "many values": "'- a\\n' * 240000",
    "one flat map": "''.join(f'k{n}: v\\n' for n in range(90000))",
    "one long key": "'a' * 999000 + ': b'",
    "quotes": "'- \"' + 'x\\\\n' * 300000 + '\"'",
    "open brackets": "'[' * 999000",
    "question marks": "'? ' * 400000",
    "open braces": "'{' * 999000",
    "duplicates": "'a: b\\n' * 24000",
    "octal numbers": "'- 017\\n' * 49000",
    "comments": "'# x\\n' * 240000",
    "blank folded": "'a: >\\n' + '\\n' * 900000",
    "indicators": "'- - - - - ' * 90000",
    "long words": "'a ' * 490000",
}
PROBE = """
import resource, sys, time
from engine.problems import Problems
from engine.definitions.text import parse
data = ({text}).encode()
parse("warm.{suffix}", b"[1]", Problems())
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
problems = Problems()
parse("a.{suffix}", data, problems)
print(time.process_time() - start, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_nothing_that_is_written_takes_long_or_much_memory(suffix: str) -> None:
    for name, text in WORST.items():
        probe = PROBE.format(text=text, suffix=suffix)
        run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
        seconds, megabytes = map(float, run.stdout.split())
        assert seconds < 1 and megabytes < 50, (name, seconds, megabytes)


def test_a_whole_pack_is_read_quickly() -> None:
    text = "title: 表单\nfields:\n" + "".join(
        f"  f{number}: {{text: 字段, required: true, help: 说明}}\n" for number in range(1000)
    )
    start = time.process_time()
    _, problems = read(text)
    assert not problems and time.process_time() - start < 1
