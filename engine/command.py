"""The command `dougong`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from engine.commands.complaining import complaints
from engine.problems import Refused
from engine.shadow import shadowed

COMMANDS = {
    "serve": "engine.commands.serve",
    "check": "engine.commands.check",
    "test": "engine.commands.test",
    "publish": "engine.commands.publish",
    "versions": "engine.commands.versions",
    "schema": "engine.commands.schema",
    "language": "engine.commands.language",
    "user": "engine.commands.user",
    "import": "forms.importing.command",
    "whatif": "rules.whatif.command",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a subcommand; its exit code is 0, or 1 after problems were printed."""
    language = "zh" if os.environ.get("LANG", "").startswith("zh") else "en"
    if problems := shadowed():
        return complain(Refused(problems), language)
    given = parser().parse_args(arguments)
    try:
        code: int = import_module(COMMANDS[given.command]).run(given)
        return code
    except Refused as refused:
        return complain(refused, given.language or language)
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """The command line of all subcommands."""
    top = argparse.ArgumentParser("dougong", description="Dougong: applications made of definitions only.")
    top.add_argument("--language", choices=("zh", "en"), help="language of messages")
    commands = top.add_subparsers(dest="command", required=True)
    for name, module in COMMANDS.items():
        import_module(module).arguments(commands.add_parser(name))
    return top


def complain(refused: Refused, language: str) -> int:
    """Prints problems with their place and hint."""
    print(*complaints(refused.problems, language), sep="\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
