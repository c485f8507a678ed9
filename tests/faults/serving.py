"""`dougong serve` as a process of its own, that can be told to end or killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKS = Path(__file__).parent / "packs"
SECONDS = 60.0


@dataclass
class Server:
    """A serving process: where it answers, and what it prints."""

    process: subprocess.Popen[str]
    printed: list[str] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def address(self) -> str:
        return self.wait_for("Dougong: http").split()[1]

    def wait_for(self, text: str, seconds: float = SECONDS) -> str:
        """The first printed line that contains a text."""
        with self.changed:
            self.changed.wait_for(lambda: self.find(text) or self.process.poll() is not None, seconds)
        found = self.find(text)
        assert found is not None, "".join(self.printed)
        return found

    def find(self, text: str) -> str | None:
        return next((line for line in self.printed if text in line), None)

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self.changed:
                self.printed.append(line)
                self.changed.notify_all()

    def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        self.process.kill()
        self.process.wait()

    def terminate(self, seconds: float = SECONDS) -> int:
        """SIGTERM; gives the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)


@contextmanager
def serving(
    url: str, *arguments: str, pack: Path = PACKS / "depot", program: tuple[str, ...] = ("-m", "engine.command")
) -> Iterator[Server]:
    """A server of a pack on a database, on a free port; killed at the end if it still runs."""
    command = [sys.executable, *program, "--language", "en", "serve", str(pack)]
    options = ["--database", url, "--port", "0", *arguments]
    process = subprocess.Popen(
        [*command, *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    server = Server(process)
    listener = threading.Thread(target=server.listen, daemon=True)
    listener.start()
    try:
        yield server
    finally:
        process.kill()
        process.wait()
        listener.join()
        assert process.stdout is not None
        process.stdout.close()
