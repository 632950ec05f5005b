"""The distribution's Chromium, driven by Playwright: nothing is downloaded, nothing leaves this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.processes import programme

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """LINLI_TEST_CHROMIUM names another one to use instead."""
    place = os.environ.get("LINLI_TEST_CHROMIUM") or programme("chromium", "/usr/bin")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, headless=True, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()
