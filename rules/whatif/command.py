"""`dougong whatif PACK`: what a pack, or other values of parameters, would change of the records at hand."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.commands import options

WORDS = {
    "zh": {
        "nothing": "没有任何变化",
        "condition": "{title}：{before} → {after}（进来 {entering}，离开 {leaving}，共 {records} 条）",
        "moves": "{title}：{changed} 条会变（共 {records} 条）",
        "move": "    {old} → {new}：{count}",
        "unknown": "{title}：数据库无法计算，未比较",
        "sample": "    {sign} {label}",
        "worth": "（{measure}）",
        "missing": "还没有数据，按空值计算：{names}",
        "alerts": "{title}：过去 {days} 天会提醒 {after} 次（现在的规则 {before} 次）",
        "person": "    {person}：{after}（{before}）",
        "nobody": "无负责人",
        "empty": "空",
    },
    "en": {
        "nothing": "nothing would change",
        "condition": "{title}: {before} → {after} ({entering} enter, {leaving} leave, of {records})",
        "moves": "{title}: {changed} of {records} would change",
        "move": "    {old} → {new}: {count}",
        "unknown": "{title}: not compared, the database cannot compute it",
        "sample": "    {sign} {label}",
        "worth": " ({measure})",
        "missing": "without data yet, taken as empty: {names}",
        "alerts": "{title}: {after} alerts in the last {days} days ({before} by the rule as it is)",
        "person": "    {person}: {after} ({before})",
        "nobody": "without owner",
        "empty": "empty",
    },
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Compares a pack with what is published, on all records; writes nothing."
    parser.add_argument("pack", metavar="PACK", help="folder of a pack, or the name of a published app")
    many: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("--set", metavar="PARAMETER=VALUE", help="another value of a parameter", **many)
    parser.add_argument("--measure", metavar="FORM=EXPRESSION", help="a number of each record to add up", **many)
    parser.add_argument("--days", type=int, default=0, metavar="N", help="count the alerts of the last N days too")
    parser.add_argument("--json", action="store_true", help="the answer as JSON")
    options.database(parser)


def run(given: argparse.Namespace) -> int:
    from engine.access.viewer import SYSTEM
    from engine.app import opened
    from rules.whatif.asking import ask

    language = options.language_of(given)
    with opened(options.database_url(given), folder=given.data) as platform:
        answer = ask(platform, _question(given), SYSTEM, language)
    if given.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        print(*told(answer, language, given.days), sep="\n")
    return 0


def _question(given: argparse.Namespace) -> Any:
    from engine.definitions.files import read_folder
    from engine.problems import Problems, Refused
    from rules.whatif.asking import Question

    folder, files = Path(given.pack), None
    if folder.is_dir():
        problems = Problems()
        files = read_folder(folder, problems)
        if problems.errors:
            raise Refused(problems.errors)
    app = folder.resolve().name if files is not None else given.pack
    return Question(app, files, _pairs(given.set), _pairs(given.measure), given.days)


def _pairs(given: list[str]) -> dict[str, str]:
    pairs = (each.partition("=") for each in given)
    return {name.strip(): value.strip() for name, _, value in pairs}


def told(answer: dict[str, Any], language: str, days: int) -> Iterator[str]:
    """The answer in lines."""
    words = WORDS[language]
    lines = [line for element in answer["elements"] for line in _element(element, words)]
    yield from lines or [words["nothing"]]
    if answer["missing"]:
        yield words["missing"].format(names=", ".join(answer["missing"]))
    for rule in answer.get("history", ()):
        yield words["alerts"].format(days=days, **rule)
        for each in rule["by_person"]:
            person = each["person"]["label"] if each["person"] else words["nobody"]
            yield words["person"].format(person=person, before=each["before"], after=each["after"])


def _element(element: dict[str, Any], words: dict[str, str]) -> Iterator[str]:
    if element["changed"] is None:
        yield words["unknown"].format(**element)
    elif "enters" in element:
        entering, leaving = element["enters"], element["leaves"]
        yield words["condition"].format(entering=entering["count"], leaving=leaving["count"], **element)
        yield from _sample("+", entering, words)
        yield from _sample("−", leaving, words)
    else:
        yield words["moves"].format(**element)
        for move in element.get("moves", ()):
            old, new = ((each or {"title": words["empty"]})["title"] for each in (move["from"], move["to"]))
            if old != new:
                yield words["move"].format(old=old, new=new, count=move["count"])
        yield from _sample("~", element.get("changes", {"sample": ()}), words)


def _sample(sign: str, group: dict[str, Any], words: dict[str, str]) -> Iterator[str]:
    for one in group["sample"]:
        worth = "" if one["measure"] is None else words["worth"].format(measure=one["measure"])
        yield words["sample"].format(sign=sign, label=one["label"]) + worth
