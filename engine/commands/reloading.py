"""With --dev: publishes a pack again when one of its files was saved."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from engine.commands.complaining import complaints
from engine.problems import Refused
from engine.publishing import publish_folder

if TYPE_CHECKING:
    from engine.platform import Platform

PAUSE = 0.7
log = logging.getLogger("dougong.reloading")


class Reloader:
    """Watches folders on a thread of its own; a broken pack is told and leaves the running version as it is."""

    def __init__(self, platform: Platform, folders: Sequence[Path], language: str) -> None:
        self._platform = platform
        self._folders = folders
        self._language = language
        self._stopped = threading.Event()
        self._seen = {folder: stamp(folder) for folder in folders}
        self._thread = threading.Thread(target=self._watch, name="reload", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stopped.wait(PAUSE):
            for folder in self._folders:
                try:
                    self._look(folder)
                except Exception:
                    log.exception("%s could not be read again", folder)

    def _look(self, folder: Path) -> None:
        now = stamp(folder)
        if now != self._seen[folder]:
            self._seen[folder] = now
            self._reload(folder)

    def _reload(self, folder: Path) -> None:
        try:
            version = publish_folder(self._platform, folder).version
            print(f"{version.app}: version {version.number}", flush=True)
        except Refused as refused:
            print(*complaints(refused.problems, self._language, str(folder)), sep="\n", flush=True)


def stamp(folder: Path) -> frozenset[tuple[str, int, int]]:
    """What tells one state of a folder from another: names, times and sizes of what it holds."""
    found = set()
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # an editor has just replaced it
            about = path.stat()
            found.add((str(path), about.st_mtime_ns, about.st_size))
    return frozenset(found)
