"""The built UI: its files, and its page for every address outside /api."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).parent.parent / "static" / "ui"
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def routes() -> list[Route]:
    """One route behind all others."""
    return [Route("/{path:path}", _serve, methods=["GET"])]


async def _serve(request: Request) -> Response:
    path = request.path_params["path"]
    if path == "api" or path.startswith("api/"):
        raise HTTPException(404)
    file = (FOLDER / path).resolve()
    if path and file.is_relative_to(FOLDER.resolve()) and file.is_file():
        return FileResponse(file, headers=FOR_EVER if path.startswith("assets/") else None)
    page = FOLDER / "index.html"
    if not page.is_file():
        raise HTTPException(404)
    return FileResponse(page, headers={"Cache-Control": "no-cache"})
