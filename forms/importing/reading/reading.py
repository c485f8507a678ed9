"""Reads one file from its bytes to pages and summary; runs inside the reading process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forms.importing.reading.archive import inspect
from forms.importing.reading.collecting import Collected, collect
from forms.importing.reading.content import Content, content
from forms.importing.reading.delimited import StrayQuote, detect_layout, read_rows
from forms.importing.reading.encoding import LABELS, detect_encoding
from forms.importing.reading.findings import Finding, Report, Stop
from forms.importing.reading.limits import Limits, ReadOptions
from forms.importing.reading.pages import ROWS, PageWriter
from forms.importing.reading.remarks import remark, remark_hidden
from forms.importing.reading.source import Source
from forms.importing.reading.summary import describe
from forms.importing.reading.workbook import open_sheet, open_workbook

Answer = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """One file to read, into which folder, within which bounds."""

    path: Path
    name: str
    folder: Path
    options: ReadOptions
    limits: Limits
    report: Report


def read_file(job: Job, answer: Answer) -> None:
    """Writes the rows into the folder and the summary, as far as it gets, into the answer. Raises Stop."""
    kind = content(job.path, job.name, job.report)
    if kind is Content.TEXT:
        _read_text(job, answer)
    else:
        _read_workbook(job, answer, zipped=kind is Content.ARCHIVE)


def _read_text(job: Job, answer: Answer) -> None:
    codec = detect_encoding(job.path, job.options.encoding, job.report)
    layout = detect_layout(job.path, codec, job.options.delimiter)
    answer |= {"encoding": LABELS[codec], "delimiter": layout.delimiter}
    try:
        rows = read_rows(job.path, codec, layout, job.limits)
        _collect(job, Source(rows, lettered=False), answer)
    except StrayQuote as stray:
        job.report(Finding("import.stray_quote", {"line": stray.line}, f"{stray.line}:1"))
        rows = read_rows(job.path, codec, layout, job.limits, strict=False)
        _collect(job, Source(rows, lettered=False), answer)


def _read_workbook(job: Job, answer: Answer, zipped: bool) -> None:
    marks = inspect(job.path, job.limits) if zipped else {}
    with job.path.open("rb") as file:
        workbook = open_workbook(file, job.limits)
        answer["sheets"] = [{"name": name, "hidden": hidden} for name, hidden in workbook.hidden.items()]
        answer["sheet"], source = open_sheet(workbook, job.options.sheet, job.limits, job.report)
        remark_hidden(marks.get(answer["sheet"]), job.report)
        _collect(job, source, answer)


def _collect(job: Job, source: Source, answer: Answer) -> None:
    findings: list[Finding] = []
    with (job.folder / ROWS).open("wb") as file:
        writer = PageWriter(file)
        collected = collect(source, job.options, job.limits, writer, findings.append)
    columns = describe(collected, source, job.options, answer.get("delimiter"), findings.append)
    remark(collected, columns, source, job.options.fill_merged, findings.append)
    _answer(collected, writer, columns, source, answer)
    for finding in findings:
        job.report(finding)
    if not collected.rows:
        raise Stop("import.no_rows")


def _answer(collected: Collected, writer: PageWriter, columns: object, source: Source, answer: Answer) -> None:
    answer |= {
        "columns": columns,
        "lettered": source.lettered,
        "header_row": collected.titles[0][0] if collected.titles else None,
        "row_count": collected.rows,
        "pages": [tuple(page) for page in writer.pages],
    }
