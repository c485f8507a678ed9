"""A server as a process: where it answers, how much it has worked, how large it is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psutil


class Process:
    """A Python module that serves, from when it has printed its address."""

    def __init__(self, module: str, arguments: Sequence[str]) -> None:
        command = [sys.executable, "-m", module, *arguments]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.popen = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.popen.stdout is not None
        self.address = next(line for line in self.popen.stdout if "http://" in line).split()[-1]
        self._about = psutil.Process(self.popen.pid)

    @property
    def cpu(self) -> float:
        """Seconds that it has worked since it began."""
        times = self._about.cpu_times()
        return float(times.user + times.system)

    @property
    def megabytes(self) -> float:
        """What it holds in memory."""
        return float(self._about.memory_info().rss / 2**20)


@contextmanager
def running(module: str, *arguments: str) -> Iterator[Process]:
    """A process that is ended in the end."""
    process = Process(module, arguments)
    try:
        yield process
    finally:
        process.popen.kill()
        process.popen.wait()
        assert process.popen.stdout is not None
        process.popen.stdout.close()
