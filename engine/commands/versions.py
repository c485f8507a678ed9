"""`dougong versions APP`: what was published when; `--restore N` puts an earlier version in force again."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from engine.commands import options

RESTORED = {
    "zh": "{app}：版本 {number} 的内容重新生效，成为版本 {now}",
    "en": "{app}: version {number} is in force again, as version {now}",
}
ACTIVE = {"zh": "生效中", "en": "in force"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "The published versions of an app, the newest first."
    parser.add_argument("app", metavar="APP", help="name of the app")
    parser.add_argument("--restore", type=int, metavar="N", help="publish version N again")
    options.database(parser)


def run(given: argparse.Namespace) -> int:
    from engine.app import opened
    from engine.definitions import bundle
    from engine.publishing import rollback

    language = options.language_of(given)
    with opened(options.database_url(given), folder=given.data) as platform:
        if given.restore is not None:
            now = rollback(platform, given.app, given.restore).number
            print(RESTORED[language].format(app=given.app, number=given.restore, now=now))
            return 0
        for stored in platform.read(lambda reader: bundle.versions(reader.cursor, reader.dialect, given.app)):
            at = datetime.fromtimestamp(stored.at / 1000, UTC)
            active = f"  {ACTIVE[language]}" if stored.active else ""
            print(f"{stored.number}  {at:%Y-%m-%d %H:%M} UTC  {stored.digest[:12]}{active}")
    return 0
