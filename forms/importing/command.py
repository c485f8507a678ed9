"""`dougong import PACK FORM FILE`: a file becomes records, after a dry run that shows what would happen."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.commands import options

if TYPE_CHECKING:
    from engine.platform import Platform
    from forms.importing.files import Upload
    from forms.records.visit import Visit


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Imports a file into a form: shows how it reads and matches it, tries, then writes."
    parser.add_argument("pack", type=Path, metavar="PACK", help="folder of a pack, or the name of a published app")
    parser.add_argument("form", metavar="FORM", help="name of the form; user and department too")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, TXT, XLSX or XLS")
    many: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("--map", metavar="COLUMN=FIELD", help="a column (title, letter or number)", **many)
    parser.add_argument("--value", metavar="FIELD:FROM=TO", help="what a text of the file stands for", **many)
    parser.add_argument("--constant", metavar="FIELD=VALUE", help="the same value in every row", **many)
    parser.add_argument("--create-missing", metavar="FIELD", help="create the records it refers to", **many)
    parser.add_argument("--key", metavar="FIELD", help="a row with a known key changes its record", **many)
    parser.add_argument("--empty", choices=("keep", "clear"), help="what an empty cell does to a known record: keep")
    parser.add_argument("--only", action="store_true", help="take no column but those of --map")
    parser.add_argument("--encoding", help="utf-8, gb18030, …; detected without it")
    parser.add_argument("--delimiter", help="one character; detected without it")
    parser.add_argument("--sheet", help="name of the sheet; the first with a table without it")
    parser.add_argument("--no-header", action="store_true", help="the first row is data")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    parser.add_argument("--skip", action="store_true", help="import the other rows although some are refused")
    parser.add_argument("--as", dest="login", metavar="LOGIN", help="with the rights of a person")
    parser.add_argument("--json", action="store_true", help="the outcome as JSON")
    options.database(parser)


def run(given: argparse.Namespace) -> int:
    from engine.app import opened

    with opened(options.database_url(given), folder=given.data) as platform:
        return _import(platform, given)


def _import(platform: Platform, given: argparse.Namespace) -> int:
    from engine.commands.settling import settle
    from forms.importing.checking import check
    from forms.importing.choices import read_choices
    from forms.importing.desk import begin, body_of
    from forms.importing.report import Report

    upload = _upload(platform, given)
    settle()
    visit, table, found = begin(platform, upload, _reading(given))
    report = Report(given.json, options.language_of(given))
    body = body_of(visit, table, found, given)
    report.matching(visit, table, body, found)
    choices = read_choices(visit, table, body)
    outcome = platform.readers.apart(lambda reader: check(platform, visit, table, choices, reader))
    told = outcome.told(report.language)
    report.outcome(told)
    if not given.dry_run and (given.skip or not told["total_problems"]):
        _run(platform, visit, upload, body, report)
    report.end()
    return 1 if told["total_problems"] and not given.skip else 0


def _upload(platform: Platform, given: argparse.Namespace) -> Upload:
    from engine.people.accounts import find_account
    from engine.publishing import publish_folder
    from forms.importing.files import keep_upload
    from forms.importing.running import imports_root

    app = publish_folder(platform, given.pack).version.app if given.pack.is_dir() else str(given.pack)
    person = platform.read(lambda reader: find_account(reader, given.login)) if given.login else ""
    facts = {"app": app, "form": given.form, "person": person, "name": given.file.name}
    return keep_upload(imports_root(platform), facts, given.file, platform.clock.now())


def _reading(given: argparse.Namespace) -> Any:
    from forms.importing.reading import ReadOptions

    header = 0 if given.no_header else None
    return ReadOptions(given.sheet, header, given.encoding, given.delimiter, options.language_of(given))


def _run(platform: Platform, visit: Visit, upload: Upload, body: dict[str, Any], report: Any) -> None:
    from forms.importing.desk import enqueue

    job = enqueue(platform, visit, upload, body)
    platform.jobs.run_ready()
    done = platform.job(job)
    assert done is not None
    report.done(done)
