"""What the reading process tells about the columns, and about what looks wrong in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from forms.importing.reading.cells import Kind, address, text_of
from forms.importing.reading.collecting import Collected
from forms.importing.reading.dates import FORMATS
from forms.importing.reading.detection import Detected, detect, proven_order
from forms.importing.reading.findings import Finding, Report
from forms.importing.reading.limits import ReadOptions
from forms.importing.reading.pages import raw
from forms.importing.reading.profile import Profile
from forms.importing.reading.source import Source
from forms.importing.reading.titles import Title, header_texts, named

FEW = 0.2  # of the rows: cells beyond the header's last title in fewer rows are strays, not a column
KIND_NAMES = {
    Kind.NUMBER: {"zh": "数字", "en": "number"},
    Kind.DATE: {"zh": "日期", "en": "date"},
    Kind.DATETIME: {"zh": "日期时间", "en": "date and time"},
    Kind.BOOLEAN: {"zh": "是/否", "en": "yes/no"},
}
CONFLICTS = {
    "short_year": "import.short_year",
    "scientific": "import.scientific",
    "rounded": "import.rounded",
}


class Column(TypedDict):
    """A column as it is handed over; see ``table.SourceColumn``."""

    index: int
    title: str
    name: str
    kind: str
    samples: list[str]
    date_format: str | None
    date_formats: list[str]
    ambiguous: bool
    decimal_mark: str
    filled: int
    misfits: int


def describe(
    collected: Collected, source: Source, options: ReadOptions, delimiter: str | None, report: Report
) -> list[Column]:
    """The columns that have a title or any value."""
    width = max(len(collected.profiles), *(len(row) for _, row in collected.titles), 0)
    profiles = [*collected.profiles, *(Profile() for _ in range(width - len(collected.profiles)))]
    texts = _texts(collected, source, width)
    titles = named(texts)
    proven = [order for profile in profiles if (order := proven_order(profile))]
    columns = []
    for index, (title, profile) in enumerate(zip(titles, profiles, strict=True)):
        if not (title.title or profile.filled):
            continue
        found = detect(profile, title.title, options.locale, proven, delimiter)
        columns.append(_column(index, title, profile, found))
        _report_column(index, title.name, profile, found, source.lettered, report)
    _report_titles(collected, titles, profiles, source, report)
    return columns


def _texts(collected: Collected, source: Source, width: int) -> list[str]:
    if not collected.titles:
        return [""] * width
    numbers = [number for number, _ in collected.titles]
    return header_texts([row for _, row in collected.titles], numbers, source.merges, width)


def _column(index: int, title: Title, profile: Profile, found: Detected) -> Column:
    return Column(
        index=index,
        title=title.title,
        name=title.name,
        kind=found.kind,
        samples=[text_of(raw(value))[:200] for value in profile.samples],
        date_format=found.date_format,
        date_formats=list(found.formats),
        ambiguous=found.ambiguous,
        decimal_mark=found.decimal_mark,
        filled=profile.filled,
        misfits=found.misfits,
    )


def _report_column(index: int, name: str, profile: Profile, found: Detected, lettered: bool, report: Report) -> None:
    if found.ambiguous:
        _report_open(index, name, profile, found, lettered, report)
    for mark, code in CONFLICTS.items():
        if count := profile.marks[mark]:
            row, value = profile.examples[mark][0]
            parameters = {"name": name, "count": count, "value": text_of(raw(value))}
            report(Finding(code, parameters, address(row, index, lettered)))
    if found.misfits:
        others = (cells[0] for kind, cells in profile.examples.items() if kind in list(Kind) and kind != found.kind)
        row, value = next(others, (0, ""))
        place = address(row, index, lettered) if row else ""
        parameters = {"name": name, "count": found.misfits, "kind": KIND_NAMES[found.kind]}
        report(Finding("import.misfits", {**parameters, "value": text_of(raw(value))[:60]}, place))


def _report_open(index: int, name: str, profile: Profile, found: Detected, lettered: bool, report: Report) -> None:
    row, value = profile.examples["grouped" if found.kind is Kind.NUMBER else "open"][0]
    place = address(row, index, lettered)
    parameters: dict[str, object] = {"name": name, "value": text_of(raw(value))}
    if found.kind is Kind.NUMBER:
        report(Finding("import.decimal_mark_open", parameters, place))
    else:
        formats = [dict(FORMATS[order]) for order in found.formats]
        report(Finding("import.date_format_open", {**parameters, "formats": formats}, place))


def _report_titles(
    collected: Collected, titles: Sequence[Title], profiles: Sequence[Profile], source: Source, report: Report
) -> None:
    if not collected.titles:
        return
    number = collected.titles[0][0]
    width = max(len(row) for _, row in collected.titles)
    blank = [at for at, title in enumerate(titles) if not title.title and profiles[at].filled]
    strays = [at for at in blank if at >= width and profiles[at].filled < FEW * collected.rows]
    if strays:
        count = max(profiles[at].filled for at in strays)
        at = next(cells[0][0] for cells in profiles[strays[0]].examples.values() if cells)
        place = address(at, strays[0], source.lettered)
        report(Finding("import.cells_beyond_header", {"count": count}, place))
    if untitled := [at for at in blank if at not in strays]:
        names = [titles[at].name for at in untitled]
        place = address(number, untitled[0], source.lettered)
        report(Finding("import.title_blank", {"names": names[:10], "count": len(names)}, place))
    renamed = [(at, title) for at, title in enumerate(titles) if title.title and title.title != title.name]
    if renamed:
        names = [title.name for _, title in renamed]
        place = address(number, renamed[0][0], source.lettered)
        report(Finding("import.title_repeated", {"names": names[:10], "count": len(names)}, place))
