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


def run(given: argparse.Namespace) -> int:
    import uvicorn

    from engine.app import opened
    from engine.commands.reloading import Reloader
    from engine.records.clock import RunningClock, SystemClock
    from engine.web.host import application

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    clock = RunningClock() if given.dev else SystemClock()
    with opened(options.database_url(given), clock) as platform:
        prepare(platform, given)
        platform.start()
        reloader = Reloader(platform, given.packs) if given.dev else None
        config = uvicorn.Config(
            application(platform),
            host=given.host,
            port=given.port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=10,
        )
        print(f"Dougong: http://{given.host}:{given.port}", flush=True)
        try:
            uvicorn.Server(config).run()
        finally:
            if reloader is not None:
                reloader.stop()
    return 0


def prepare(platform: Platform, given: argparse.Namespace) -> None:
    """Publishes the packs; at the first start prints how the administrator signs in."""
    from engine.people.accounts import ensure_admin
    from engine.people.system import NAME as SYSTEM
    from engine.publishing import publish_folder
    from engine.records.command import Command

    password = platform.run(Command("interactive", ensure_admin, app=SYSTEM))
    if password is not None:
        print(f"Administrator: admin / {password}   (shown once)", flush=True)
    for folder in given.packs:
        publish_folder(platform, folder)
