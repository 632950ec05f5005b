"""Pages that ask no service: a sign of life, and the viewer of the API with files of our own only."""

import re

import pytest

from gateway.pages import OPENAPI, SIGN_OF_LIFE, VIEWER_FILES
from tests.gateway.builders import Browser, FakeServices, problem

PAGES = [SIGN_OF_LIFE, OPENAPI, *VIEWER_FILES]


def test_the_gateway_is_alive(browser: Browser, services: FakeServices):
    assert browser.get("/healthz").json == {"status": "ok"}
    assert services.calls == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sent_once(browser: Browser, path: str):
    seen = browser.get(path)
    assert seen.status_code == 200
    assert browser.get(path, If_None_Match=seen.headers["ETag"]).status_code == 304
    assert browser.get(path, If_None_Match='"other"').status_code == 200
    assert browser.send("HEAD", path).headers["Content-Length"] == str(len(seen.data))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_body_to_read(browser: Browser, path: str):
    assert problem(browser.send("GET", path, {})) == (400, "BodyUnexpected")


def test_the_viewer_loads_nothing_but_what_is_served_here(browser: Browser):
    html = browser.get("/docs").text
    loaded = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert {path for path in loaded if not path.startswith("data:")} == set(VIEWER_FILES) - {"/docs"}
    assert re.search(r"<script(?![^>]*src=)|<style|\son\w+=|style=", html) is None


def test_the_viewer_may_run_nothing_else(browser: Browser):
    policy = browser.get("/docs").headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/docs", "text/html; charset=utf-8"),
        ("/docs/init.js", "text/javascript; charset=utf-8"),
        ("/docs/swagger-ui.css", "text/css; charset=utf-8"),
    ],
)
def test_a_file_has_its_type_and_no_other(browser: Browser, path: str, media_type: str):
    seen = browser.get(path)
    assert seen.headers["Content-Type"] == media_type
    assert seen.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/docs/", "/docs/../routes/areas.py", "/docs/index.html", "/docs/init.js/x"]
)
def test_no_other_file_is_shown(browser: Browser, path: str):
    assert browser.get(path).status_code == 404
