"""The bytes of files, in a folder beside the database, each once by its digest."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.records.runtime import Runtime

CHUNK = 2**20
FOLDER = "files"


def files_root(platform: Runtime) -> Path:
    """Where the bytes lie: in the folder of the data."""
    return platform.database.folder / FOLDER


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def place_of(folder: Path, digest: str) -> Path:
    """Where the bytes with a digest lie."""
    return folder / digest[:2] / digest


def keep_bytes(folder: Path, content: bytes) -> str:
    """Keeps bytes at hand, likewise."""
    with NamedTemporaryFile() as source:
        source.write(content)
        source.flush()
        return keep(folder, Path(source.name))


def keep(folder: Path, source: Path) -> str:
    """Keeps a copy of the file's bytes, safe on disk when this returns; gives their digest."""
    digest = digest_of(source)
    place = place_of(folder, digest)
    if place.exists():
        return digest
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    with source.open("rb") as read, part.open("xb") as written:
        shutil.copyfileobj(read, written, CHUNK)
        written.flush()
        os.fsync(written.fileno())
    part.replace(place)
    _sync_folder(place.parent)
    return digest


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
