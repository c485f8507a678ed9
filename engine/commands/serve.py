"""`dougong serve PACK…`: publishes packs and serves them over HTTP."""

from __future__ import annotations

import argparse
import logging
from typing import TYPE_CHECKING

from engine.commands import options

if TYPE_CHECKING:
    from engine.platform import Platform


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Publishes packs and serves them."
    options.packs(parser)
    options.database(parser)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--dev", action="store_true", help="reload edited packs, and let the clock be moved")
    parser.add_argument(
        "--no-demo", action="store_true", help="publish packs without the demo data that they bring along"
    )


def run(given: argparse.Namespace) -> int:
    from engine.app import opened
    from engine.commands.announcing import serve
    from engine.commands.greeting import greeting
    from engine.commands.reloading import Reloader
    from engine.commands.settling import settle
    from engine.records.clock import RunningClock, SystemClock

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    clock = RunningClock() if given.dev else SystemClock()
    language = options.language_of(given)
    with opened(options.database_url(given), clock, given.data) as platform:
        prepare(platform, given)
        settle()
        platform.start()
        reloader = Reloader(platform, given.packs, language) if given.dev else None
        try:
            serve(platform, given.host, given.port, lambda address: greeting(platform, address, language))
        finally:
            if reloader is not None:
                reloader.stop()
        return 0 if platform.writer.alive else 1


def prepare(platform: Platform, given: argparse.Namespace) -> None:
    """Publishes the packs, and tells their demo data to apps that are published for the first time.

    Refused if an app is left that this program cannot compile: its data would stand still while time goes on.
    """
    from engine.demo.loading import expect_data, forget_data, load_data
    from engine.problems import Problem, Refused
    from engine.publishing import publish_folder

    for folder in given.packs:
        app = folder.resolve().name
        (forget_data if given.no_demo else expect_data)(platform, app)
        publish_folder(platform, folder)
        load_data(platform, app)
    if platform.broken:
        raise Refused(Problem("publish.broken", {"app": app}) for app in platform.broken)
