"""Options that several subcommands share."""

from __future__ import annotations

import argparse
from pathlib import Path

FOLDER = Path("data")


def database(parser: argparse.ArgumentParser) -> None:
    """Where the data is kept."""
    parser.add_argument(
        "--data", type=Path, default=FOLDER, metavar="FOLDER", help="folder of the data and of files (default: data)"
    )
    parser.add_argument("--database", metavar="URL", help="postgresql+psycopg://… instead of a file in the data folder")


def database_url(given: argparse.Namespace) -> str:
    """The URL of the database that the options name; makes the data folder."""
    if given.database:
        return str(given.database)
    given.data.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{given.data / 'dougong.db'}"


def packs(parser: argparse.ArgumentParser, many: str = "*") -> None:
    """The packs to work on."""
    parser.add_argument("packs", nargs=many, type=Path, metavar="PACK", help="folder of a pack")


def language_of(given: argparse.Namespace) -> str:
    """The language of messages."""
    import os

    chosen: str = given.language or ("zh" if os.environ.get("LANG", "").startswith("zh") else "en")
    return chosen
