"""A page that nobody should ask for, and a cursor that does not fit, are refused by name."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest

from tests.journeys.conftest import Settled
from tests.journeys.district import District

LISTS = ["/v1/areas?name_prefix=c", "/v1/areas/{county}/children", "/v1/areas/{county}/subtree",
         "/v1/posts?area_id={county}", "/v1/cases", "/v1/messages"]  # fmt: skip


def path_of(here: District, path: str, **query: object) -> str:
    more = "&".join(f"{name}={value}" for name, value in query.items())
    place = path.format(**here.ids)
    return f"{place}{'&' if '?' in place else '?'}{more}"


@pytest.fixture
def cursor(settled: Settled) -> str:
    """Of the subtree of the county, after its first area."""
    here = settled.district
    found: str = here.officer.read(f"/v1/areas/{here.ids['county']}/subtree", limit=1)["next"]
    return found


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1_000_000, 201, 0, -1])
def test_a_page_size_outside_1_to_200_is_refused(untouched: District, path: str, limit: int):
    told = untouched.officer.refused("GET", path_of(untouched, path, limit=limit))
    assert (told.status, told.code, told.named) == (422, "FieldsInvalid", {"limit": "out_of_range"})


@pytest.mark.parametrize("limit", ["", "ten", "5.0", "1e3", "٥", "10 ", "true", "9" * 400])
def test_a_page_size_that_is_no_number_is_refused(untouched: District, limit: str):
    told = untouched.officer.refused("GET", path_of(untouched, "/v1/cases", limit=limit))
    assert (told.status, told.named) == (422, {"limit": "wrong_type"})


@pytest.mark.parametrize("path", LISTS)
def test_a_parameter_that_nobody_knows_is_refused_by_its_name(untouched: District, path: str):
    told = untouched.officer.refused("GET", path_of(untouched, path, colour="red"))
    assert (told.status, told.code, told.named) == (422, "FieldsInvalid", {"colour": "unknown"})


def test_a_parameter_given_twice_is_refused(untouched: District):
    told = untouched.officer.refused("GET", "/v1/cases?state=closed&state=assigned")
    assert (told.status, told.named) == (422, {"state": "repeated"})


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("/v1/cases?state=lost", {"state": "not_one_of"}),
        ("/v1/cases?area_id=lane", {"area_id": "not_an_id"}),
        ("/v1/messages?recipient_id=%00", {"recipient_id": "not_an_id"}),
        ("/v1/posts?area_id={county}&vacant=maybe", {"vacant": "wrong_type"}),
        ("/v1/posts?area_id={county}&on=2026-02-30", {"on": "not_a_date"}),
        ("/v1/posts", {"area_id": "required"}),
        ("/v1/areas", {"name_prefix": "required"}),
        ("/v1/areas?name_prefix=", {"name_prefix": "too_short"}),
        ("/v1/areas?name_prefix=%FF", {"name_prefix": "wrong_type"}),
        ("/v1/areas?name_prefix=%00", {"name_prefix": "control_characters"}),
        ("/v1/areas/resolve?scheme=LOCAL", {"code": "required"}),
        ("/v1/areas/resolve?scheme=LOCAL&code=1&date=yesterday", {"date": "not_a_date"}),
    ],
)
def test_a_filter_that_does_not_fit_is_refused_by_its_name(untouched: District, query: str, named: object):
    told = untouched.officer.refused("GET", query.format(**untouched.ids))
    assert (told.status, told.code, told.named) == (422, "FieldsInvalid", named)


def decoded(cursor: str) -> bytes:
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


def encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


SPOILED = {
    "at another place": lambda cursor: encoded(decoded(cursor)[:16] + b'["2/"]'),
    "with another signature": lambda cursor: encoded(bytes(16) + decoded(cursor)[16:]),
    "with one bit changed": lambda cursor: encoded(bytes([decoded(cursor)[0] ^ 1]) + decoded(cursor)[1:]),
    "cut short": lambda cursor: cursor[:-4],
    "without a signature": lambda cursor: encoded(decoded(cursor)[16:]),
    "padded": lambda cursor: cursor + "=",
    "twice": lambda cursor: cursor + cursor,
    "in other letters": lambda cursor: "%C3%A9" + cursor,
    "of nobody": lambda _: "abc",
    "empty": lambda _: "",
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_cursor_that_was_tampered_with_is_refused(untouched: District, cursor: str, how: str):
    path = path_of(untouched, "/v1/areas/{county}/subtree", after=SPOILED[how](cursor))
    told = untouched.officer.refused("GET", path)
    assert (told.status, told.code, told.named) == (400, "CursorInvalid", {"after": "CursorInvalid"})


@pytest.mark.parametrize("path", ["/v1/areas/{county}/children", "/v1/cases", "/v1/areas/{first}/subtree"])
def test_a_cursor_of_another_list_is_refused(untouched: District, cursor: str, path: str):
    told = untouched.officer.refused("GET", path_of(untouched, path, after=cursor))
    assert (told.status, told.code) == (400, "CursorInvalid")


def test_a_cursor_of_another_filter_is_refused(untouched: District):
    cursor = untouched.officer.read("/v1/cases", area_id=untouched.ids["first"], limit=1)["next"]
    path = path_of(untouched, "/v1/cases", area_id=untouched.ids["second"], after=cursor)
    told = untouched.officer.refused("GET", path)
    assert (told.status, told.code) == (400, "CursorInvalid")


def test_a_cursor_of_another_caller_is_refused(untouched: District, cursor: str):
    path = path_of(untouched, "/v1/areas/{county}/subtree", after=cursor)
    told = untouched.somebody("district_officer").refused("GET", path)
    assert (told.status, told.code) == (400, "CursorInvalid")


def test_a_cursor_of_another_district_is_refused(untouched: District, elsewhere: District, cursor: str):
    path = path_of(untouched, "/v1/areas/{county}/subtree", after=cursor)
    told = elsewhere.officer.refused("GET", path)
    assert (told.status, told.code) == (400, "CursorInvalid")
