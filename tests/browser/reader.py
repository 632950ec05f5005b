"""Somebody at a browser: goes where they are told, and notes whatever the page complains of."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize

AXE = Path(__file__).with_name("axe.min.js")
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 812}
FAILED_LOAD = "Failed to load resource"
"""What a browser says of every answer of 400 and more, a refusal that the page shows included."""


class Reader:
    """Signed in nowhere to begin with. `wrong` is all that the browser complained of."""

    def __init__(self, browser: Browser, url: str, language: str = "zh-CN", phone: bool = False) -> None:
        self.context: BrowserContext = browser.new_context(
            base_url=url, locale=language, viewport=PHONE if phone else DESK, is_mobile=phone, has_touch=phone
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def _note(self, said: Any) -> None:
        if said.type in ("error", "warning") and not said.text.startswith(FAILED_LOAD):
            self.wrong.append(said.text)

    def go(self, path: str) -> Response:
        response = self.page.goto(path)
        assert response is not None
        return response

    def sign_in(self, role: str) -> "Reader":
        """By the button of a demo role."""
        self.go("/console/sign-in")
        button = self.page.locator(f"button[name=role][value={role}]")
        if not button.is_visible():
            self.page.locator("details > summary").click()
        button.click()
        self.page.wait_for_url(lambda url: "/sign-in" not in url)
        return self

    def faults(self) -> list[str]:
        """What axe finds wrong with the page, of any weight."""
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['impact']} {each['id']}: {node['html'][:160]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    def is_too_wide(self) -> bool:
        """Whether it has to be scrolled sideways."""
        wide: bool = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        return wide

    def close(self) -> None:
        self.context.close()
