"""`dougong publish PACK`: makes a pack the active version of its app."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands import options

if TYPE_CHECKING:
    from engine.platform import Platform


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Publishes packs: all of a pack becomes active, or nothing changes."
    options.packs(parser, "+")
    options.database(parser)
    parser.add_argument("--plan", action="store_true", help="only show what would change in the database")


def run(given: argparse.Namespace) -> int:
    from engine.app import opened

    with opened(options.database_url(given)) as platform:
        for folder in given.packs:
            if given.plan:
                _plan(platform, folder)
            else:
                _publish(platform, folder)
    return 0


def _plan(platform: Platform, folder: Path) -> None:
    from engine.definitions.files import read_folder
    from engine.problems import Problems, Refused
    from engine.publishing import check, plan

    problems = Problems()
    built = check(platform, read_folder(folder, problems), folder.resolve().name)
    if isinstance(built, Problems):
        raise Refused(built.errors)
    planned = plan(platform, built)
    for step in planned.to_json():
        print("  ".join(f"{key} {value}" for key, value in step.items()))
    if planned.problems:
        raise Refused(planned.problems)


def _publish(platform: Platform, folder: Path) -> None:
    from engine.publishing import publish_folder

    published = publish_folder(platform, folder)
    word = "published as" if published.changed else "unchanged, still"
    print(f"{published.version.app}: {word} version {published.version.number}")
