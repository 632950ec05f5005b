"""Files out: what a service names by its token is sent unsealed, to be saved under its own name."""

import os
from http.client import IncompleteRead
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from werkzeug.http import parse_options_header

from gateway.contracts import Contracts
from gateway.download import disposition
from gateway.openapi.document import document
from gateway.operations import RouteInvalid, operations_of
from services.chassis.blobs.errors import BlobBroken, BlobsUnavailable
from services.chassis.blobs.folder import FolderBlobs
from services.chassis.blobs.sealed import SEGMENT, TAG, keep
from tests.gateway.builders import Browser, FakeServices, problem
from tests.gateway.papers import PATH, ROUTES, a_paper, a_paper_gateway, write_contract
from tests.gateway.sockets import served

PAPER = PATH.replace("{paper_id}", "018f")
CONTENT = bytes(range(256)) * 1000


@pytest.fixture
def browser(tmp_path: Path, services: FakeServices) -> Browser:
    return Browser(a_paper_gateway(tmp_path, services))


@pytest.fixture
def token(tmp_path: Path) -> str:
    return a_file(tmp_path)


def a_file(folder: Path, content: bytes = CONTENT, district: str = "chenghua") -> str:
    return keep(FolderBlobs(folder / "blobs"), district, [content], len(content)).token.text


def stored(folder: Path, token: str) -> Path:
    return folder / "blobs" / "chenghua" / token.partition(".")[0]


@pytest.mark.parametrize("content", [CONTENT, b"", b"x", b"x" * SEGMENT])
def test_the_file_is_sent_as_it_was_kept(
    browser: Browser, services: FakeServices, tmp_path: Path, content: bytes
):
    services.answer("members.get_paper", a_paper(a_file(tmp_path, content)))
    sent = browser.get(PAPER)
    assert (sent.status_code, sent.data) == (200, content)
    assert services.last.body == {"paper_id": "018f"}


def test_it_is_saved_and_never_shown_in_place(browser: Browser, services: FakeServices, token: str):
    services.answer("members.get_paper", a_paper(token))
    headers = browser.get(PAPER).headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert parse_options_header(headers["Content-Disposition"]) == (
        "attachment",
        {"filename": "收入证明.pdf"},
    )


def test_the_token_stays_inside(browser: Browser, services: FakeServices, token: str):
    services.answer("members.get_paper", a_paper(token))
    assert token.partition(".")[2] not in str(browser.get(PAPER).headers)


def test_a_head_has_the_headers_and_no_file(browser: Browser, services: FakeServices, token: str):
    services.answer("members.get_paper", a_paper(token))
    told = browser.send("HEAD", PAPER)
    assert (told.status_code, told.data) == (200, b"")
    assert "Content-Length" not in told.headers


def test_a_name_is_said_in_ascii_too():
    assert disposition('证明 1"%.pdf') == (
        "attachment; filename=\"__ 1__.pdf\"; filename*=UTF-8''%E8%AF%81%E6%98%8E%201%22%25.pdf"
    )


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("a\r\nSet-Cookie: x", "a__Set-Cookie: x"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("..\\evil.exe", ".._evil.exe"),
        ("fdp\u202eexe.pdf", "fdp_exe.pdf"),
        ("a\0b", "a_b"),
        ("", "_"),
        ("收入 证明；2026.pdf", "收入 证明；2026.pdf"),
    ],
)
def test_a_name_cannot_lead_elsewhere(name: str, saved_as: str):
    assert parse_options_header(disposition(name))[1]["filename"] == saved_as


@given(some.text(max_size=50))
def test_any_name_is_one_header(name: str):
    header = disposition(name)
    assert header.isascii()
    assert header.isprintable()
    plain = header.split('"')
    assert len(plain) == 3
    assert "filename" in parse_options_header(header)[1]


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("text/csv; charset=utf-8", "text/csv; charset=utf-8"),
        ("image/svg+xml", "image/svg+xml"),
        ("", "application/octet-stream"),
        ("html", "application/octet-stream"),
        ("text/html\r\nX: y", "application/octet-stream"),
        ("text/html; charset=utf-8; x", "application/octet-stream"),
    ],
)
def test_a_type_that_is_none_is_any(
    browser: Browser, services: FakeServices, token: str, said: str, sent: str
):
    services.answer("members.get_paper", a_paper(token, type=said))
    assert browser.get(PAPER).headers["Content-Type"] == sent


def test_a_file_that_is_gone_is_not_found(
    browser: Browser, services: FakeServices, token: str, tmp_path: Path
):
    services.answer("members.get_paper", a_paper(token))
    stored(tmp_path, token).unlink()
    assert problem(browser.get(PAPER)) == (404, "BlobMissing")


def test_a_file_of_another_district_is_not_found(browser: Browser, services: FakeServices, tmp_path: Path):
    services.answer("members.get_paper", a_paper(a_file(tmp_path, district="jinniu")))
    assert problem(browser.get(PAPER)) == (404, "BlobMissing")


def test_a_file_that_begins_broken_is_told_so(
    browser: Browser, services: FakeServices, token: str, tmp_path: Path
):
    services.answer("members.get_paper", a_paper(token))
    os.truncate(stored(tmp_path, token), 100)
    assert problem(browser.get(PAPER)) == (500, "BlobBroken")


def test_a_file_that_breaks_on_the_way_has_no_end(
    browser: Browser, services: FakeServices, token: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    services.answer("members.get_paper", a_paper(token))
    os.truncate(stored(tmp_path, token), 2 * (SEGMENT + TAG))
    with pytest.raises(BlobBroken):
        browser.get(PAPER).get_data()
    assert "file broke off" in caplog.messages


def test_who_is_sent_a_file_sees_that_it_broke_off(tmp_path: Path):
    token = a_file(tmp_path)
    os.truncate(stored(tmp_path, token), 2 * (SEGMENT + TAG))
    with served(tmp_path, "--paper", token) as house, house.line() as line:
        line.send(house.head(PAPER))
        with pytest.raises(IncompleteRead):
            line.answer()
        assert line.is_closed()


def test_a_whole_file_keeps_the_connection(tmp_path: Path):
    token = a_file(tmp_path)
    with served(tmp_path, "--paper", token) as house, house.line() as line:
        for _ in range(2):
            line.send(house.head(PAPER))
            sent = line.answer()
            assert (sent.status, sent.body) == (200, CONTENT)
            assert sent.headers["transfer-encoding"] == "chunked"


def test_a_store_that_is_away_is_not_there_now(
    browser: Browser, services: FakeServices, token: str, monkeypatch: pytest.MonkeyPatch
):
    def away(self: object, name: str) -> None:
        raise BlobsUnavailable

    services.answer("members.get_paper", a_paper(token))
    monkeypatch.setattr(FolderBlobs, "open", away)
    assert problem(browser.get(PAPER)) == (503, "BlobsUnavailable")


def test_what_the_service_refuses_is_refused(browser: Browser, services: FakeServices):
    services.refuse("members.get_paper", "not_found", "PaperNotFound")
    assert problem(browser.get(PAPER)) == (404, "PaperNotFound")


@pytest.mark.parametrize("fields", [("file",), ("file", "name"), ("name", "type"), ("id",)])
def test_a_route_whose_answer_names_no_file_is_refused_at_start(tmp_path: Path, fields: tuple[str, ...]):
    with pytest.raises(RouteInvalid, match="names no file"):
        operations_of(ROUTES, Contracts.load(write_contract(tmp_path, *fields)))


def test_the_document_shows_a_file_and_no_token(tmp_path: Path):
    contracts = Contracts.load(write_contract(tmp_path))
    told: dict[str, Any] = document(operations_of(ROUTES, contracts), contracts)
    shown = told["paths"][PATH]["get"]["responses"]
    assert shown["200"]["content"] == {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
    assert "Content-Disposition" in shown["200"]["headers"]
    assert "`BlobMissing`" in shown["404"]["description"]
    assert "papers.Paper" not in told["components"]["schemas"]
