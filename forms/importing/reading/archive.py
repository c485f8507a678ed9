"""Looks through a zipped workbook before it is opened: its real size, and what its sheets hide."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from forms.importing.reading.findings import Stop
from forms.importing.reading.limits import Limits
from forms.importing.reading.relations import INDEXES, sheet_parts

CHUNK = 1 << 18
SHOWN = 10
LONGEST_INDEX = 4_000_000  # bytes
LOCAL_HEADER = 30  # bytes; the lengths of name and extra field stand at 26 and 28
SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^<>]*?\bhidden="(?:1|true)"')
ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\bt="e"')
CELL_NAME = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')


class Noted:
    """Counts what it is given and keeps the first few."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[str] = []

    def add(self, what: str) -> None:
        """Notes one."""
        self.count += 1
        if len(self.first) < SHOWN:
            self.first.append(what)


@dataclass
class Marks:
    """What a sheet's XML says beyond what the reader gives: hidden rows, and cells that hold an error."""

    hidden_rows: Noted = field(default_factory=Noted)
    error_cells: Noted = field(default_factory=Noted)


def inspect(path: Path, limits: Limits) -> dict[str, Marks]:
    """The marks of each sheet by the sheet's name. Raises Stop for an archive that is not to be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Stop("import.damaged", detail=str(error)) from None
    _check_claims(path, entries, limits)
    marks: dict[str, Marks] = {}
    indexes: dict[str, bytes] = {}
    total = 0
    with path.open("rb") as file:
        for entry in entries:
            pieces = _bounded(file, entry, limits.inflated_size - total)
            total += _pass_through(pieces, _inner_name(entry), marks, indexes)
    _check_size(path, total, limits)
    return {sheet: marks[part] for sheet, part in sheet_parts(indexes).items() if part in marks}


def _inner_name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/").lstrip("/")


def _check_claims(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    sheets = sum(1 for entry in entries if SHEETS.fullmatch(_inner_name(entry)))
    if sheets > limits.sheets:
        raise Stop("import.too_many_sheets", count=sheets, limit=limits.sheets)
    if len(entries) > limits.entries:
        raise Stop("import.damaged", detail=f"{len(entries)} entries")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Stop("import.encrypted")
    _check_size(path, sum(entry.file_size for entry in entries), limits)


def _check_size(path: Path, size: int, limits: Limits) -> None:
    swollen = size > limits.inflation_from and size > limits.inflation * path.stat().st_size
    if size > limits.inflated_size or swollen:
        raise Stop("import.inflates", size=_megabytes(size), packed=_megabytes(path.stat().st_size))


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f} MB"


def _bounded(file: BinaryIO, entry: zipfile.ZipInfo, allowed: int) -> Iterator[bytes]:
    """An entry piece by piece; its own claim of size is checked, not believed."""
    size = 0
    for piece in _inflate(file, entry):
        size += len(piece)
        if size > min(allowed, entry.file_size):
            raise Stop("import.inflates", size=f"> {_megabytes(size)}", packed=_megabytes(entry.compress_size))
        yield piece


def _pass_through(pieces: Iterator[bytes], name: str, marks: dict[str, Marks], indexes: dict[str, bytes]) -> int:
    """Goes through one entry, keeps what it tells, and gives its size."""
    size, rest, index = 0, b"", b""
    found = marks.setdefault(name, Marks()) if SHEETS.fullmatch(name) else None
    for piece in pieces:
        size += len(piece)
        if found is not None:
            rest = _scan(rest + piece, found)
        elif name in INDEXES and len(index) < LONGEST_INDEX:
            index += piece
    if index:
        indexes[name] = index
    return size


def _inflate(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    file.seek(entry.header_offset)
    header = file.read(LOCAL_HEADER)
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = entry.compress_size
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Stop("import.damaged", detail=f"compression {entry.compress_type}")
    stored = entry.compress_type == zipfile.ZIP_STORED
    decoder = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while left > 0 and (packed := file.read(min(CHUNK, left))):
            left -= len(packed)
            while packed:
                yield packed if stored else decoder.decompress(packed, CHUNK)
                packed = b"" if stored else decoder.unconsumed_tail
    except zlib.error as error:
        raise Stop("import.damaged", detail=str(error)) from None


def _scan(piece: bytes, marks: Marks) -> bytes:
    """Counts the marks of a piece; gives back the unfinished tag at its end."""
    cut = piece.rfind(b"<") if b"<" in piece else 0
    done = piece[:cut]
    if b"hidden=" in done:
        for tag in HIDDEN_ROW.finditer(done):
            number = ROW_NUMBER.search(tag[0])
            marks.hidden_rows.add(number[1].decode() if number else "?")
    if b't="e"' in done:
        for tag in ERROR_CELL.finditer(done):
            name = CELL_NAME.search(tag[0])
            marks.error_cells.add(name[1].decode() if name else "?")
    return piece[cut : cut + CHUNK]
