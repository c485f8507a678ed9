"""Has a file read in a process of its own, and survives whatever becomes of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import weakref
from dataclasses import asdict
from pathlib import Path

import orjson

from forms.importing.reading import problems as _declared  # noqa: F401  the catalogue's entries
from forms.importing.reading.findings import Finding
from forms.importing.reading.limits import MEGABYTE, Limits, ReadOptions
from forms.importing.reading.pages import write_summary
from forms.importing.reading.table import Table, open_table

DEFAULT = Limits()
COMPLAINTS = "stderr.txt"  # what the reading process prints, for whoever runs the server
OUT_OF_TIME = (-signal.SIGXCPU,)
OUT_OF_MEMORY = (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGBUS)


def read(
    path: Path,
    name: str,
    options: ReadOptions | None = None,
    limits: Limits = DEFAULT,
    folder: Path | None = None,
) -> Table:
    """Reads a table from a file that its owner calls ``name``; what is wrong is in ``Table.problems``.

    ``folder``: where rows and summary are kept for a later ``open_table``; without it they live as long as
    the table object. Blocks for at most ``limits.wall_seconds``. Raises FileNotFoundError without the file.
    """
    size = path.stat().st_size
    kept = folder or Path(tempfile.mkdtemp(prefix="dougong-import-"))
    kept.mkdir(parents=True, exist_ok=True)
    if size > limits.file_size:
        failure: Finding | None = _too_large(size, limits)
    else:
        failure = _run(path, name, kept, options or ReadOptions(), limits)
    if failure:
        write_summary(kept, {}, [failure])
    table = open_table(kept)
    if folder is None:
        weakref.finalize(table, shutil.rmtree, kept, ignore_errors=True)
    return table


def _too_large(size: int, limits: Limits) -> Finding:
    return Finding("import.too_large", {"size": size // MEGABYTE, "limit": limits.file_size // MEGABYTE})


def _run(path: Path, name: str, folder: Path, options: ReadOptions, limits: Limits) -> Finding | None:
    """Runs the reading process; why it did not end well, or None."""
    request = {
        "path": str(path.resolve()),
        "name": name,
        "folder": str(folder.resolve()),
        "options": asdict(options),
        "limits": asdict(limits),
    }
    command = [sys.executable, "-S", "-X", "utf8", "-m", "forms.importing.reading.child"]
    with (folder / COMPLAINTS).open("wb") as complaints:
        try:
            done = subprocess.run(
                command,
                input=orjson.dumps(request),
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                env={"PYTHONPATH": os.pathsep.join(entry or os.getcwd() for entry in sys.path)},
                timeout=limits.wall_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Finding("import.too_slow", {"seconds": round(limits.wall_seconds)})
    return _failure(done.returncode, limits)


def _failure(code: int, limits: Limits) -> Finding | None:
    if code == 0:
        return None
    if code in OUT_OF_TIME:
        return Finding("import.too_slow", {"seconds": limits.processor_seconds})
    if code in OUT_OF_MEMORY:
        return Finding("import.too_much_memory")
    return Finding("import.reader_failed", {"code": code})
