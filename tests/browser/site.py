"""The CRM on a real server with its demo data, looked at through a real Chromium."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.faults.serving import Server

APP = "crm"
WIDTHS = {"desk": (1366, 860), "phone": (390, 844)}
LOCALES = {"zh": "zh-CN", "en": "en-US"}
QUIET = "*, *::before, *::after { transition: none !important; animation: none !important }"


@dataclass
class Visit:
    """A person at the site in one window; what went wrong there on the way."""

    page: Page
    address: str
    language: str
    app: str = APP
    label: str = ""
    faults: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """The page at a path below the app, when nothing is being loaded any more."""
        self.page.goto(f"{self.address}/{self.app}{path}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until the page has what it asked the server for."""
        self.page.locator("main, form").first.wait_for()
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
        self.page.evaluate("() => document.fonts.ready")

    def get(self, path: str) -> Any:
        """What the server tells this person."""
        answer = self.page.request.get(
            f"{self.address}/api/apps/{self.app}{path}", headers={"Accept-Language": self.language}
        )
        assert answer.ok, answer.text()
        return answer.json()

    def shot(self, name: str) -> None:
        """Keeps a picture in the folder that $DOUGONG_SCREENSHOTS names, if it names one."""
        if folder := os.environ.get("DOUGONG_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png")

    def note(self, response: Response) -> None:
        if response.status >= 400 and not (response.status == 401 and response.url.endswith("/api/session")):
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def note_failure(self, request: Request) -> None:
        """A request without an answer; the page itself gives up those whose answer it no longer wants."""
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.failure} {request.method} {request.url}")

    def note_message(self, message: ConsoleMessage) -> None:
        """What the page complains about; the browser's own word about an answer is noted as that answer."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)


@dataclass
class Site:
    """A served app: who signs in, in which window, and what its clock shows."""

    server: Server
    browser: Browser

    @property
    def password(self) -> str:
        line = self.server.wait_for(": lin / ")
        return re.sub(r".*lin / (\S+).*", r"\1", line).strip()

    @property
    def admin_password(self) -> str:
        line = self.server.wait_for("admin / ")
        return re.sub(r".*admin / (\S+).*", r"\1", line).strip()

    @contextmanager
    def visit(
        self, login: str, language: str = "zh", window: str = "desk", theme: Any = "light", app: str = APP
    ) -> Iterator[Visit]:
        """Somebody who is signed in."""
        width, height = WIDTHS[window]
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=LOCALES[language],
            color_scheme=theme,
            has_touch=window == "phone",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        visit = Visit(page, self.server.address, language, app)
        page.on("response", visit.note)
        page.on("requestfailed", visit.note_failure)
        page.on("console", visit.note_message)
        page.on("pageerror", lambda error: visit.faults.append(str(error)))
        try:
            given = {"user": login, "password": self.admin_password if login == "admin" else self.password}
            answer = page.request.post(f"{self.server.address}/api/session", data=given)
            assert answer.ok, answer.text()
            yield visit
        finally:
            context.close()

    def passes(self, visit: Visit, time: str) -> None:
        """Time passes: what falls due meanwhile happens."""
        answer = visit.page.request.post(f"{self.server.address}/api/dev/clock", data={"advance": time})
        assert answer.ok, answer.text()
