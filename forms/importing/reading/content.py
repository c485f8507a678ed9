"""What a file really is, by its first bytes; its name only counts as a claim."""

from __future__ import annotations

import mmap
from enum import StrEnum
from pathlib import Path

from forms.importing.reading.findings import Finding, Report, Stop

HEAD = 4_096
ARCHIVE, COMPOUND = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"\x1f\x8b": "GZIP",
    b"PK\x05\x06": "ZIP",
    b"SQLite format 3": "SQLite",
    b"\x7fELF": "ELF",
}
PAGE_STARTS = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<style")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NEWER_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".ods")


class Content(StrEnum):
    """How a file is read."""

    ARCHIVE = "archive"  # xlsx and its kin
    COMPOUND = "compound"  # xls
    TEXT = "text"


def content(path: Path, name: str, report: Report) -> Content:
    """The content of a file that the person calls ``name``. Raises Stop for what is no table."""
    head = _head(path)
    suffix = Path(name).suffix.lower()
    if head.startswith(ARCHIVE):
        found = Content.ARCHIVE
    elif head.startswith(COMPOUND):
        found = _compound(path)
    else:
        found = _text(head, suffix)
    belongs = {Content.ARCHIVE: NEWER_SUFFIXES, Content.COMPOUND: (".xls", ".xlt")}.get(found)
    if suffix in (".xls", *NEWER_SUFFIXES) if belongs is None else suffix not in belongs:
        report(Finding("import.other_content", {"suffix": suffix or name, "content": found.value}))
    return found


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe"):
        if path.stat().st_size > HEAD:
            raise Stop("import.not_a_table", content="?")
        raise Stop("import.empty_file")
    return head


def _compound(path: Path) -> Content:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        if mapped.find(ENCRYPTED) >= 0:
            raise Stop("import.encrypted")
    return Content.COMPOUND


def _text(head: bytes, suffix: str) -> Content:
    for magic, kind in OTHERS.items():
        if head.startswith(magic):
            raise Stop("import.not_a_table", content=kind)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(PAGE_STARTS):
        raise Stop("import.web_page")
    if start.startswith((b"<?xml", b"<workbook")):
        raise Stop("import.web_page" if b"<html" in start else "import.xml_table")
    if suffix in NEWER_SUFFIXES:
        raise Stop("import.not_a_workbook", suffix=suffix)
    return Content.TEXT
