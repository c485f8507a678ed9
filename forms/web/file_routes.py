"""Files over HTTP: sent before the record that holds them, fetched through it."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from engine.web.request import Request, not_found
from engine.web.route import Answer, Route
from forms.files import store
from forms.files.registry import StoredFile, add_file, find_file, holders_of
from forms.records.visit import visit_to
from forms.rows import find_row

if TYPE_CHECKING:
    from engine.records.readers import Reader
    from engine.records.unit_of_work import UnitOfWork

FILES = "/api/apps/{app}/files"


def routes() -> list[Route]:
    """The routes of files."""
    return [
        Route("POST", FILES, send, "write", "Send a file", upload=True, status=201),
        Route("GET", f"{FILES}/{{id}}", fetch, "read", "Fetch a file"),
    ]


def send(request: Request, uow: UnitOfWork) -> dict[str, Any]:
    upload = request.upload
    assert upload is not None
    digest = store.keep(store.files_root(request.platform), upload.path)
    name = Path(upload.name.replace("\\", "/")).name[:200] or "file"
    return add_file(uow, request.version.app, name, upload.size, upload.media_type[:100], digest).value()


def keep_file(uow: UnitOfWork, name: str, content: bytes) -> dict[str, Any]:
    """Keeps a file that comes with a pack; gives what a record holds of it."""
    digest = store.keep_bytes(store.files_root(uow.runtime), content)
    media_type = guess_type(name)[0] or "application/octet-stream"
    return add_file(uow, uow.app, name, len(content), media_type, digest).value()


def fetch(request: Request, reader: Reader) -> Answer:
    """The bytes, for whoever sees a field that holds them, or has just sent them. Refused 404 otherwise."""
    stored = find_file(reader.cursor, reader.dialect, request.path["id"])
    if stored is None or stored.app != request.version.app or not _visible(request, reader, stored):
        raise not_found()
    place = store.place_of(store.files_root(request.platform), stored.digest)
    if not place.is_file():
        raise not_found()
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(stored.name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return Answer(raw=place.read_bytes(), headers=headers, media_type="application/octet-stream")


def _visible(request: Request, reader: Reader, stored: StoredFile) -> bool:
    holders = holders_of(reader.cursor, reader.dialect, stored.id)
    if not holders:
        return stored.created_by == request.viewer.id
    for holder in holders:
        form, _, table = holder.entity.partition(".")
        visit = visit_to(request.version, form, request.viewer)
        if visit is None:
            continue
        row = find_row(reader, request.version.catalog[holder.entity], holder.record)
        if row is not None and table:
            row = find_row(reader, visit.entity, row["parent"])
        field = table or holder.field
        if row is not None and visit.shows(field) and visit.allowed("see", row, reader):
            return True
    return False
