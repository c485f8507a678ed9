"""Files for the tests of reading, made on the spot."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from forms.importing.reading import DEFAULT, ReadOptions, Table, open_table
from forms.importing.reading.child import serve

SHEET_START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = "</sheetData></worksheet>"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def read_here(path: Path, folder: Path, options: ReadOptions | None = None) -> Table:
    """Reads without a process of its own, for many small files."""
    folder.mkdir(exist_ok=True, parents=True)
    serve(path, path.name, folder, options or ReadOptions(), DEFAULT)
    return open_table(folder)


def text_file(path: Path, content: str, encoding: str = "utf-8") -> Path:
    """A text file with exactly this content."""
    path.write_bytes(content.encode(encoding))
    return path


def delimited(rows: Iterable[Sequence[str]], delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Rows as text, as the csv module of Python writes them."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return buffer.getvalue()


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook with values as they are; an empty text is no cell."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        book.set_properties({"created": datetime(2024, 3, 5)})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write(at, column, value)
    return path


def raw_workbook(
    path: Path, sheets: Mapping[str, str | Iterable[bytes]], extra: Mapping[str, str] | None = None
) -> Path:
    """A workbook of exactly these sheet parts, true or not."""
    names = list(enumerate(sheets, 1))
    index = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in names)
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>' for at, _ in names
    )
    parts: dict[str, str | Iterable[bytes]] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'xmlns:r="{OFFICE}"><sheets>{index}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
        **{f"xl/worksheets/sheet{at}.xml": sheets[name] for at, name in names},
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=False) as entry:
                for piece in (content.encode(),) if isinstance(content, str) else content:
                    entry.write(piece)
    return path


def sheet(*cells: str) -> str:
    """The XML of a sheet with these cells, each in a row of its own: ``A1=5``, ``B2=name``."""
    rows = ""
    for cell in cells:
        name, value = cell.split("=", 1)
        number = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        rows += f'<row r="{number}"><c r="{name}" t="str"><v>{value}</v></c></row>'
    return SHEET_START + rows + SHEET_END
