"""The reading process: confined, it reads one file and leaves rows and a summary in a folder.

Its own process because a hostile workbook can make a reader use all memory, or end the process outright.
The request on standard input is JSON: path, name, folder, options and limits. The answer is ``table.json``.
"""

from __future__ import annotations

import errno
import gc
import os
import resource
import sys
from pathlib import Path

import orjson

from forms.importing.reading.findings import Finding, Stop
from forms.importing.reading.limits import Limits, ReadOptions
from forms.importing.reading.pages import write_summary
from forms.importing.reading.reading import Answer, Job, read_file

NICENESS = 5  # the server goes first
OPEN_FILES = 64


def main() -> None:
    """Serves the one request."""
    request = orjson.loads(sys.stdin.buffer.read())
    limits = Limits(**request["limits"])
    options = ReadOptions(**request["options"])
    confine(limits)
    # Rows hold no cycles; looking for them would take a tenth of the time.
    gc.disable()
    serve(Path(request["path"]), request["name"], Path(request["folder"]), options, limits)


def serve(path: Path, name: str, folder: Path, options: ReadOptions, limits: Limits) -> None:
    """Reads the file and leaves rows and summary in the folder."""
    findings: list[Finding] = []
    answer: Answer = {}
    if refusal := _refusal(Job(path, name, folder, options, limits, findings.append), answer):
        findings.append(refusal)
    write_summary(folder, answer, findings)


def _refusal(job: Job, answer: Answer) -> Finding | None:
    """Reads the file; what stopped it, if anything did."""
    try:
        read_file(job, answer)
    except Stop as stop:
        return stop.finding
    except MemoryError:
        return Finding("import.too_much_memory")
    except OSError as error:
        full = error.errno == errno.EFBIG
        return Finding("import.too_much_output" if full else "import.damaged", {"detail": str(error)})
    # A panic of the Rust reader is no Exception.
    except BaseException as error:
        return Finding("import.damaged", {"detail": f"{type(error).__name__}: {error}"[:300]})
    return None


def confine(limits: Limits) -> None:
    """Bounds memory, processor time and output of this process for good."""
    for what, limit in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, limits.output_size),
        (resource.RLIMIT_CPU, limits.processor_seconds),
        (resource.RLIMIT_AS, limits.address_space),
    ):
        _, hard = resource.getrlimit(what)
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        # One more above the soft limit: out of time then shows as its own signal, not as a plain kill.
        resource.setrlimit(what, (bound, bound + 1 if hard == resource.RLIM_INFINITY else hard))
    os.nice(NICENESS)


if __name__ == "__main__":
    main()
