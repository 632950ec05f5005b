"""Where a list goes on: given back unread, and good for nothing else."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.cursors import KEY_FILE, Cursors, Listing, cursor_key
from gateway.errors import CursorInvalid
from services.chassis.caller import Caller
from services.chassis.errors import KeyFileUnusable
from tests.gateway.builders import AREA, CASE, Browser, FakeServices, a_token, problem

PLACE = ["2026-03-05", CASE]
LIST = f"/v1/cases?area_id={AREA}"


@pytest.fixture
def cursor(browser: Browser, services: FakeServices) -> str:
    services.answer("grids.list_cases", {"items": [{"id": CASE}], "next": PLACE})
    told = browser.get(f"{LIST}&limit=1").json
    assert told is not None
    return str(told["next"])


def test_a_cursor_brings_its_place_back(browser: Browser, services: FakeServices, cursor: str):
    browser.get(f"{LIST}&limit=2&after={cursor}")
    assert services.last.body == {"area_id": AREA, "limit": 2, "after": PLACE}


def test_the_last_page_has_no_cursor(browser: Browser):
    told = browser.get(LIST).json
    assert told == {"items": [], "next": None}


def test_a_list_has_no_etag_and_is_not_kept(browser: Browser):
    answered = browser.get(LIST)
    assert "ETag" not in answered.headers
    assert answered.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/cases?after=",
        f"/v1/cases?area_id={CASE}&after=",
        f"{LIST}&state=closed&after=",
        f"/v1/areas/{AREA}/children?after=",
        f"/v1/posts?area_id={AREA}&after=",
    ],
)
def test_a_cursor_fits_no_other_list(browser: Browser, services: FakeServices, cursor: str, path: str):
    refused = browser.get(path + cursor)
    assert problem(refused) == (400, "CursorInvalid")
    assert refused.json is not None
    assert [wrong["field"] for wrong in refused.json["fields"]] == ["after"]
    assert len(services.calls) == 1


def test_a_cursor_of_one_path_fits_no_other_path(browser: Browser, services: FakeServices):
    services.answer("grids.list_children", {"items": [], "next": PLACE})
    told = browser.get(f"/v1/areas/{AREA}/children").json
    assert told is not None
    assert problem(browser.get(f"/v1/areas/{CASE}/children?after={told['next']}"))[1] == "CursorInvalid"
    assert problem(browser.get(f"/v1/areas/{AREA}/subtree?after={told['next']}"))[1] == "CursorInvalid"
    assert browser.get(f"/v1/areas/{AREA}/children?after={told['next']}").status_code == 200


@pytest.mark.parametrize("other", [{"id": "li-ming"}, {"district": "jinniu"}, {"kind": "operator"}])
def test_a_cursor_fits_no_other_caller(browser: Browser, cursor: str, other: dict[str, str]):
    refused = browser.get(f"{LIST}&after={cursor}", token=a_token(**other))
    assert problem(refused) == (400, "CursorInvalid")


@pytest.mark.parametrize("given", ["", "AAAA", "not*base64", "%E5%85%AB", "A" * 5, "=" * 4, "A" * 40])
def test_what_was_not_made_here_is_refused(browser: Browser, services: FakeServices, given: str):
    assert problem(browser.get(f"{LIST}&after={given}")) == (400, "CursorInvalid")
    assert services.calls == []


CURSORS = Cursors(b"k" * 32)
LISTING = Listing("grids.list_cases", Caller("chenghua", "li-na", "person"), {"area_id": AREA})


@given(some.lists(some.one_of(some.text(max_size=20), some.integers(-(2**53), 2**53)), max_size=4))
def test_any_place_comes_back(place: list[object]):
    assert CURSORS.read(CURSORS.write(place, LISTING), LISTING) == place


@given(some.integers(0, 10_000), some.integers(1, 63))
def test_a_cursor_with_one_character_changed_is_refused(at: int, by: int):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    written = CURSORS.write([CASE, 1], LISTING)
    at %= len(written)
    changed = alphabet[(alphabet.index(written[at]) + by) % 64]
    with pytest.raises(CursorInvalid):
        CURSORS.read(written[:at] + changed + written[at + 1 :], LISTING)


def test_another_key_reads_no_cursor():
    with pytest.raises(CursorInvalid):
        Cursors(b"l" * 32).read(CURSORS.write([CASE], LISTING), LISTING)


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path):
    folder = tmp_path / "keys"
    key = cursor_key(folder)
    assert len(key) == 32
    assert cursor_key(folder) == key
    assert [file.name for file in folder.iterdir()] == [KEY_FILE]
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600


def test_a_key_that_others_may_read_is_refused(tmp_path: Path):
    cursor_key(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o640)
    with pytest.raises(KeyFileUnusable):
        cursor_key(tmp_path)
