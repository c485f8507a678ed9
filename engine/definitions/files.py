"""The files of a pack's folder: regular files only, bounded, never through a link to somewhere else."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import engine.definitions.problems  # noqa: F401  declares the codes
from engine.definitions.text import LONGEST
from engine.problems import Problem, Problems, Span

MOST_FILES = 2_000
MOST_BYTES = 20_000_000
IGNORED = {".md", ".txt", ".png", ".svg", ".pyc", ""}


def read_folder(folder: Path, problems: Problems) -> dict[str, bytes]:
    """The pack's files by path with ``/``, in order; what may not be read is a problem."""
    if not folder.is_dir():
        problems.add(Problem("definition.no_folder", {"folder": str(folder)}, span=_start(str(folder))))
        return {}
    found: dict[str, bytes] = {}
    size = 0
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not path.is_file():
            problems.add(Problem("definition.not_a_file", {"file": name}, span=_start(name)))
            continue
        data = _bounded(path)
        size += len(data)
        if len(found) >= MOST_FILES or size > MOST_BYTES:
            limits = {"files": MOST_FILES, "bytes": MOST_BYTES}
            problems.add(Problem("definition.too_much", limits, span=_start(name)))
            return found
        found[name] = data
    return found


def wanted(name: str) -> bool:
    """Whether a path belongs to the definition and not beside it: hidden files and readmes do not."""
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "__")) for part in path.parts)
    return not hidden and path.suffix not in IGNORED


def _paths(folder: Path) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        found += [Path(parent) / name for name in names]
    return sorted(path for path in found if wanted(path.relative_to(folder).as_posix()))


def _bounded(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LONGEST + 1)


def _start(name: str) -> Span:
    return Span(name, 1, 1, 1, 1)
