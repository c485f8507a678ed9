"""Import over HTTP: send a file, see how it is read and matched, try, run, fetch what was refused."""

from __future__ import annotations

import csv
import io
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson

from engine.web.request import Request, forbidden, not_found
from engine.web.route import TEXT, Answer, Route
from forms.exporting.harmless import harmless
from forms.importing.checking import check
from forms.importing.choices import read_choices
from forms.importing.files import REFUSED, Upload, find_upload, keep_upload
from forms.importing.offering import told_start
from forms.importing.planned import Trouble
from forms.importing.reading import ReadOptions, Table
from forms.importing.running import KIND, imports_root
from forms.records.visit import Visit
from forms.web.record_routes import FORM

if TYPE_CHECKING:
    from engine.records.unit_of_work import UnitOfWork

IMPORTS = f"{FORM}/imports"
IMPORT = f"{IMPORTS}/{{id}}"
ROW = {"type": "integer", "minimum": 0, "maximum": 2_000_000}
READING = {"encoding": TEXT, "delimiter": TEXT, "sheet": TEXT, "header": ROW}
NAMES = {"type": "array", "items": TEXT, "maxItems": 500}
TEXTS = {"type": "object", "additionalProperties": TEXT, "maxProperties": 10_000}
INDEXED = {**TEXTS, "propertyNames": {"pattern": "^[0-9]{1,5}$"}}
CHOICES = {
    "type": "object",
    "properties": {
        "mapping": INDEXED,
        "values": {"type": "object", "additionalProperties": TEXTS, "maxProperties": 500},
        "constants": {"type": "object", "maxProperties": 500},
        "create_missing": NAMES,
        "date_formats": INDEXED,
        "key": {"anyOf": [NAMES, {"type": "null"}]},
        "update": {"type": "boolean"},
        "empty": {"enum": ["keep", "clear"]},
    },
    "additionalProperties": False,
}


def routes() -> list[Route]:
    """The routes of imports."""
    return [
        Route("POST", IMPORTS, send, "long", "Send a file to import", READING, status=201, upload=True),
        Route("GET", IMPORT, look, "long", "How a file is read", READING),
        Route("POST", f"{IMPORT}/check", try_, "long", "What an import would do; writes nothing", body=CHOICES),
        Route("POST", f"{IMPORT}/run", run, "write", "Import the file", body=CHOICES, status=202),
        Route("GET", f"{IMPORT}/refused", refused, "long", "The refused rows as a CSV file"),
    ]


def send(request: Request) -> dict[str, Any]:
    """Keeps the file and reads it."""
    visit, sent = _visit(request), request.upload
    assert sent is not None
    name = sent.name.replace("\\", "/").rpartition("/")[2][:200] or "file"
    facts = {"app": request.path["app"], "form": request.path["form"], "person": request.viewer.id, "name": name}
    upload = keep_upload(imports_root(request.platform), facts, sent.path, request.now)
    return told_start(visit, upload, upload.read(_reading(request)), request.language)


def look(request: Request) -> dict[str, Any]:
    """The file as it was read, or read again as the query says."""
    visit, upload = _visit(request), _upload(request)
    again = not READING.keys().isdisjoint(request.query)
    table = upload.read(_reading(request)) if again else upload.table()
    return told_start(visit, upload, table, request.language)


def try_(request: Request) -> dict[str, Any]:
    """The dry run, on a query-only connection of its own."""
    visit, table = _visit(request), _table(request)
    choices = read_choices(visit, table, request.body)
    outcome = request.platform.readers.apart(lambda at: check(request.platform, visit, table, choices, at))
    return outcome.told(request.language)


def run(request: Request, uow: UnitOfWork) -> dict[str, Any]:
    """Begins the run as a job; the same request again is the same job."""
    visit, upload = _visit(request), _upload(request)
    read_choices(visit, upload.table(), request.body)
    payload = {"import": upload.id, "choices": request.body}
    digest = sha256(orjson.dumps(request.body, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return {"job": uow.enqueue(KIND, payload, key=f"{upload.id}:{digest}")}


def refused(request: Request) -> Answer:
    """What was not taken, each row as it stood in the file with what was wrong."""
    _visit(request)
    upload = _upload(request)
    table, place = upload.table(), upload.folder / REFUSED
    lines = [orjson.loads(line) for line in place.read_bytes().splitlines()] if place.is_file() else []
    wanted = {line["position"]: line["troubles"] for line in lines}
    out = io.StringIO()
    writer = csv.writer(out)
    heads = {"zh": "问题", "en": "Problem"}
    writer.writerow([*(column.name for column in table.columns), heads[request.language]])
    for position, row in enumerate(table.rows()):
        if position in wanted:
            told = "; ".join(Trouble.from_json(each).problem.text(request.language) for each in wanted[position])
            writer.writerow([*(harmless(row.cell(column.index).text) for column in table.columns), told])
    disposition = f"attachment; filename*=UTF-8''{quote(upload.name.rpartition('.')[0] or 'import')}-refused.csv"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
    return Answer(raw=out.getvalue().encode("utf-8-sig"), headers=headers, media_type="text/csv")


def _visit(request: Request) -> Visit:
    """The form, for whoever may import into it. Refused 404 for a form that is hidden, 403 without the right."""
    visit = Visit.of(request)
    if visit.right("import") is False:
        raise forbidden()
    return visit


def _upload(request: Request) -> Upload:
    """The person's own file. Refused 404 for one of somebody else."""
    upload = find_upload(imports_root(request.platform), request.path["id"])
    if (upload.app, upload.form, upload.person) != (request.path["app"], request.path["form"], request.viewer.id):
        raise not_found()
    return upload


def _table(request: Request) -> Table:
    return _upload(request).table()


def _reading(request: Request) -> ReadOptions:
    query = request.query
    header = query.get("header")
    return ReadOptions(
        query.get("sheet") or None,
        None if header is None else int(header),
        query.get("encoding") or None,
        query.get("delimiter") or None,
        request.language,
    )
