"""Changes that were made on a past day by a document: their log, codes and the tree of the days around."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.days import today
from tests.house import House
from tests.journeys.district import District, Row, an_area, etag_of
from tests.journeys.kept import change
from tests.journeys.test_codes import given, resolved
from tests.journeys.test_regridding import merged, split, version

LONG_AGO, MERGED, DAY_BEFORE = (today(-days) for days in (90, 30, 31))
DOCUMENT = "成民〔2026〕7号"
OF_DAY: dict[str, Any] = {"effective_on": MERGED.isoformat(), "document_number": DOCUMENT}


@pytest.fixture
def old(district: District, house: House) -> District:
    """It has stood for ninety days."""
    for table, columns in {"areas": ("valid_from", "since"), "area_spans": ("valid_from",)}.items():
        set_back = ", ".join(f"{column} = '{LONG_AGO}'" for column in columns)
        change(house, "grids", f"UPDATE {table} SET {set_back} WHERE district = '{district.id}'")
    return district


def then(here: District, area: str, on: Any) -> set[str]:
    return {each["name"] for each in here.officer.all(f"/v1/areas/{here.ids[area]}/then", on=on.isoformat())}


def last_change(here: District, area: str) -> Row:
    return here.officer.all(f"/v1/areas/{here.ids[area]}/changes")[-1]


def said(told: Row) -> tuple[str, str, str]:
    return told["kind"], told["effective_on"], told["document_number"]


def test_a_merge_of_a_past_day_is_told_with_its_day_and_document(old: District):
    done = merged(old, "lane", "court", **OF_DAY)

    assert (done["kind"], done["effective_on"]) == ("merged", MERGED.isoformat())
    for area in ("lane", "court"):
        told = last_change(old, area)
        assert said(told) == ("merged", MERGED.isoformat(), DOCUMENT)
        assert (old.ids["lane"] in told["from_ids"], told["primary_id"]) == (True, old.ids["court"])
    ended = old.officer.read(f"/v1/areas/{old.ids['lane']}")
    assert (ended["active"], ended["valid_to"]) == (False, MERGED.isoformat())
    assert then(old, "first", DAY_BEFORE) == {"first 区", "lane 区", "court 区"}
    assert then(old, "first", MERGED) == {"first 区", "court 区"}


def test_a_code_of_what_was_merged_means_it_on_the_days_before(old: District):
    code = {"scheme": "LOCAL", "code": "A-7"}
    begins = LONG_AGO.isoformat()
    given(old, "lane", **code, valid_from=begins)
    given(old, "court", scheme="LOCAL", code="A-8", valid_from=begins)

    merged(old, "lane", "court", **OF_DAY)

    assert resolved(old, **code, date=DAY_BEFORE.isoformat()) == old.ids["lane"]
    for day in (MERGED, today()):
        path = f"/v1/areas/resolve?scheme=LOCAL&code=A-7&date={day}"
        assert old.officer.refused("GET", path).status == 404
        assert resolved(old, scheme="LOCAL", code="A-8", date=day.isoformat()) == old.ids["court"]


def test_a_code_of_what_was_split_means_it_on_the_days_before_and_its_part_after(old: District):
    given(old, "lane", scheme="LOCAL", code="A-7", valid_from=LONG_AGO.isoformat())
    code = {"scheme": "LOCAL", "code": "A-9", "valid_from": MERGED.isoformat()}
    south, north = {"id": new_id(), "name": "南里", "codes": [code]}, {"id": new_id(), "name": "北里"}

    split(old, "lane", parts=[south, north], primary_id=south["id"], **OF_DAY)

    assert resolved(old, scheme="LOCAL", code="A-7", date=DAY_BEFORE.isoformat()) == old.ids["lane"]
    assert resolved(old, scheme="LOCAL", code="A-9", date=MERGED.isoformat()) == south["id"]
    assert said(last_change(old, "lane")) == ("split", MERGED.isoformat(), DOCUMENT)
    assert then(old, "first", MERGED) == {"first 区", "court 区", "南里", "北里"}


def test_a_move_and_a_new_name_of_a_past_day_hold_from_that_day_on(old: District):
    path = f"/v1/areas/{old.ids['court']}"
    tag = etag_of(version(old, old.ids["court"]))
    old.officer.do(f"{path}/move", {"parent_id": old.ids["second"], **OF_DAY}, match=tag)

    assert said(last_change(old, "court")) == ("resubordinated", MERGED.isoformat(), DOCUMENT)
    assert then(old, "second", DAY_BEFORE) == {"second 区", "yard 区"}
    assert then(old, "second", MERGED) == {"second 区", "yard 区", "court 区"}
    assert "court 区" in then(old, "first", DAY_BEFORE)

    path, tag = f"/v1/areas/{old.ids['yard']}", etag_of(version(old, old.ids["yard"]))
    renamed = old.officer.ask("PATCH", path, {"name": "新院", **OF_DAY}, match=tag)
    assert renamed.is_success, renamed.text
    told = last_change(old, "yard")
    assert (*said(told), told["was"], told["became"]) == (
        "renamed", MERGED.isoformat(), DOCUMENT, "yard 区", "新院",
    )  # fmt: skip
    assert then(old, "yard", DAY_BEFORE) == {"yard 区"}


def test_a_founding_of_a_past_day_is_told_with_its_day_and_document(old: District):
    new = an_area("micro", old.ids["first"], name="南里")
    old.officer.do("/v1/areas/batch", {"areas": [new], **OF_DAY})
    old.ids["south"] = new["id"]

    assert said(last_change(old, "south")) == ("founded", MERGED.isoformat(), DOCUMENT)
    assert "南里" not in then(old, "first", DAY_BEFORE)
    assert "南里" in then(old, "first", MERGED)


def test_an_end_of_a_past_day_is_told_with_its_day_and_document(old: District):
    given(old, "yard", scheme="LOCAL", code="A-7", valid_from=LONG_AGO.isoformat())
    path = f"/v1/areas/{old.ids['yard']}"
    ended = old.officer.do(f"{path}/abolish", OF_DAY, match=etag_of(version(old, old.ids["yard"])))

    assert (ended["kind"], ended["effective_on"], ended["areas"]) == ("abolished", MERGED.isoformat(), [])
    assert said(last_change(old, "yard")) == ("abolished", MERGED.isoformat(), DOCUMENT)
    assert then(old, "second", DAY_BEFORE) == {"second 区", "yard 区"}
    assert then(old, "second", MERGED) == {"second 区"}
    assert resolved(old, scheme="LOCAL", code="A-7", date=DAY_BEFORE.isoformat()) == old.ids["yard"]
    told = old.officer.refused("GET", f"/v1/areas/resolve?scheme=LOCAL&code=A-7&date={MERGED.isoformat()}")
    assert told.status == 404


BAD: dict[str, tuple[Callable[[], date], str]] = {
    "to come": (lambda: today(1), "EffectiveInFuture"),
    "too early": (lambda: LONG_AGO - timedelta(days=1), "EffectiveBeforeFounding"),
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_day_that_cannot_be_is_refused_by_its_field(old: District, wrong: str):
    day, code = BAD[wrong]
    body = {"parent_id": old.ids["second"], "effective_on": day().isoformat(), "document_number": DOCUMENT}
    path = f"/v1/areas/{old.ids['court']}/move"
    refused = old.officer.refused("POST", path, body, match=etag_of(1))
    assert (refused.status, refused.code, set(refused.named)) == (422, code, {"effective_on"})
    assert old.officer.read(f"/v1/areas/{old.ids['court']}")["version"] == 1
