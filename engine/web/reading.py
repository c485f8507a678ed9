"""From the bytes of an HTTP request to a checked `Request`."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from jsonschema import Draft202012Validator
from starlette.datastructures import UploadFile
from starlette.requests import Request as HttpRequest

from engine.platform import Platform
from engine.problems import Problem, Refused
from engine.web.request import Request, Upload, not_found
from engine.web.route import Route

COOKIE = "dougong_session"
DEEPEST = 32
NUL = "\0"  # PostgreSQL keeps no text that holds it
NUL_ESCAPED = b"\\u0000"  # JSON has no other way to write it
BODY_LIMIT = 4 * 2**20
UPLOAD_LIMIT = 50 * 2**20


@asynccontextmanager
async def reading(http: HttpRequest, route: Route, platform: Platform) -> AsyncIterator[Request]:
    """The request of a route; an uploaded file lives as long as the context. Raises Refused."""
    if any(NUL in value for value in http.path_params.values()):
        raise not_found()
    base = Request(
        platform,
        now=platform.clock.now(),
        language=preferred(http.headers.get("accept-language", "")),
        path=dict(http.path_params),
        query=_query(http, route),
        secret=_secret(http),
        secure=http.scope["scheme"] == "https",
    )
    if route.upload:
        with tempfile.TemporaryDirectory(prefix="dougong-") as folder:
            yield Request(**{**vars(base), "upload": await _upload(http, Path(folder))})
    else:
        yield Request(**{**vars(base), "body": await _body(http, route)})


def preferred(accepted: str) -> str:
    """The first of our languages in an Accept-Language header; Chinese if there is none."""
    for part in accepted.lower().split(","):
        language = part.split(";")[0].strip()[:2]
        if language in ("zh", "en"):
            return language
    return "zh"


def _secret(http: HttpRequest) -> str:
    scheme, _, token = http.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else http.cookies.get(COOKIE, "")


def _query(http: HttpRequest, route: Route) -> Mapping[str, str]:
    if not http.scope["query_string"]:
        return {}
    query = dict(http.query_params)
    if any(NUL in value for value in query.values()):
        raise Refused((Problem("request.nul"),), 400)
    for name, schema in route.query.items():
        if name in query:
            value: Any = query[name]
            if schema.get("type") == "integer" and value.removeprefix("-").isdecimal() and len(value) < 16:
                value = int(value)
            if message := _complaint(orjson.dumps(schema), value):
                raise Refused((Problem("request.query", {"name": name, "message": message}),), 400)
    return query


async def _body(http: HttpRequest, route: Route) -> Any:
    if route.method in ("GET", "DELETE") and route.body is None:
        return None
    content = bytearray()
    async for chunk in http.stream():
        content += chunk
        if len(content) > BODY_LIMIT:
            raise Refused((Problem("request.large", {"limit": BODY_LIMIT}),), 413)
    try:
        body = orjson.loads(bytes(content)) if content else {}
    except orjson.JSONDecodeError as error:
        raise Refused((Problem("request.json"),), 400) from error
    if NUL_ESCAPED in content or content.count(b"{") + content.count(b"[") > DEEPEST:
        _demand_plain(body)
    if route.body is not None and (message := _complaint(orjson.dumps(route.body), body)):
        raise Refused((Problem("request.body", {"message": message}),), 400)
    return body


def _demand_plain(body: Any) -> None:
    """Refuses lists and objects that stand inside one another deeper than anything of ours, and NUL in a text."""
    level = [body]
    for _ in range(DEEPEST):
        if any(isinstance(each, str) and NUL in each for each in level):
            raise Refused((Problem("request.nul"),), 400)
        level = [child for each in level if isinstance(each, dict | list) for child in _inside(each)]
        if not level:
            return
    raise Refused((Problem("request.deep", {"limit": DEEPEST}),), 400)


def _inside(container: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return container.values() if isinstance(container, dict) else container


async def _upload(http: HttpRequest, folder: Path) -> Upload:
    async with http.form(max_files=1, max_fields=8, max_part_size=BODY_LIMIT) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Refused((Problem("request.file", {"path": "file"}),), 400)
        return await _spooled(file, folder / "upload")


async def _spooled(file: UploadFile, target: Path) -> Upload:
    size = 0
    with target.open("wb") as spooled:
        while chunk := await file.read(2**20):
            size += len(chunk)
            if size > UPLOAD_LIMIT:
                raise Refused((Problem("request.large", {"limit": UPLOAD_LIMIT}),), 413)
            spooled.write(chunk)
    return Upload(target, file.filename or "file", size, file.content_type or "application/octet-stream")


@lru_cache(maxsize=4096)
def _validator(schema: bytes) -> Draft202012Validator:
    return Draft202012Validator(orjson.loads(schema))


def _complaint(schema: bytes, value: Any) -> str:
    error = next(iter(_validator(schema).iter_errors(value)), None)
    if error is None:
        return ""
    where = ".".join(str(part) for part in error.absolute_path)
    return f"{where}: {error.message[:200]}" if where else error.message[:200]
