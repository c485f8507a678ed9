"""`dougong publish PACK`: makes a pack the active version of its app."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands import options

if TYPE_CHECKING:
    from engine.platform import Platform
    from engine.records.planning import Plan

TOLD = {
    "published": {"zh": "{app}：已发布为版本 {number}", "en": "{app}: published as version {number}"},
    "unchanged": {"zh": "{app}：没有变化，仍是版本 {number}", "en": "{app}: unchanged, still version {number}"},
}
STEPS = {
    "add_table": {"zh": "新建表 {table}", "en": "new table {table}"},
    "add_column": {"zh": "{table} 增加列 {column}（{type}）", "en": "{table}: new column {column} ({type})"},
    "rename_column": {"zh": "{table} 的列 {old} 改名为 {column}", "en": "{table}: column {old} becomes {column}"},
    "hide_column": {
        "zh": "{table} 的列 {column} 不再使用，数据保留",
        "en": "{table}: column {column} is no longer used, its data stays",
    },
    "hide_table": {"zh": "表 {table} 不再使用，数据保留", "en": "table {table} is no longer used, its data stays"},
    "convert_column": {
        "zh": "{table} 的列 {column}：{old} 换算为 {type}",
        "en": "{table}: column {column} from {old} to {type}",
    },
    "replace_column": {
        "zh": "{table} 的列 {column} 改为 {type}，原数据保留在 {old}",
        "en": "{table}: column {column} becomes {type}, what it held stays in {old}",
    },
    "add_index": {"zh": "{table} 增加索引（{columns}）", "en": "{table}: new index on {columns}"},
    "drop_index": {"zh": "{table} 删除索引（{columns}）", "en": "{table}: index on {columns} goes"},
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Publishes packs: all of a pack becomes active, or nothing changes."
    options.packs(parser, "+")
    options.database(parser)
    parser.add_argument("--plan", action="store_true", help="only show what would change in the database")


def run(given: argparse.Namespace) -> int:
    from engine.app import opened

    language = options.language_of(given)
    with opened(options.database_url(given), folder=given.data) as platform:
        for folder in given.packs:
            if given.plan:
                _plan(platform, folder, language)
            else:
                _publish(platform, folder, language)
    return 0


def show(plan: Plan, language: str) -> None:
    """Prints each change of the tables in a sentence."""
    for step in plan.to_json():
        print("  " + STEPS[step["kind"]][language].format_map(step))


def _plan(platform: Platform, folder: Path, language: str) -> None:
    from engine.definitions.files import read_folder
    from engine.problems import Problems, Refused
    from engine.publishing import check, plan

    problems = Problems()
    built = check(platform, read_folder(folder, problems), folder.resolve().name)
    if isinstance(built, Problems):
        raise Refused(built.errors)
    planned = plan(platform, built)
    show(planned, language)
    if planned.problems:
        raise Refused(planned.problems)


def _publish(platform: Platform, folder: Path, language: str) -> None:
    from engine.publishing import publish_folder

    published = publish_folder(platform, folder, announce=lambda plan: show(plan, language))
    told = TOLD["published" if published.changed else "unchanged"][language]
    print(told.format(app=published.version.app, number=published.version.number))
