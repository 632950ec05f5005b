"""What the ground refuses: codes, cycles, kinds, names; of a batch with one fault nothing is kept."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, an_area, etag_of
from tests.journeys.somebody import Refusal

BATCH = "/v1/areas/batch"


def founding(here: District, *areas: dict[str, Any]) -> Refusal:
    return here.officer.refused("POST", BATCH, {"areas": list(areas)})


def a_micro(here: District, **more: Any) -> dict[str, Any]:
    return an_area("micro", here.ids["first"], **more)


@pytest.mark.parametrize("path", ["/v1/areas/{}", "/v1/areas/{}/children", "/v1/areas/{}/subtree",
                                  "/v1/areas/{}/holder", "/v1/posts?area_id={}"])  # fmt: skip
def test_an_area_that_nobody_knows_is_not_found(untouched: District, path: str):
    unknown = new_id()
    told = untouched.officer.refused("GET", path.format(unknown))
    assert (told.status, told.code, told.values) == (404, "AreaUnknown", {"area_id": unknown})
    assert "area_id" in told.named


def test_an_area_under_a_parent_that_nobody_knows_is_refused(untouched: District):
    told = founding(untouched, an_area("micro", new_id()))
    assert (told.status, told.code, list(told.named)) == (404, "AreaUnknown", ["areas.0.parent_id"])


def test_a_cycle_in_a_batch_is_refused(untouched: District):
    one, other = an_area("base", None), an_area("micro", None)
    told = founding(untouched, one | {"parent_id": other["id"]}, other | {"parent_id": one["id"]})
    assert (told.status, told.code) == (422, "CycleInBatch")
    assert set(told.named) < {"areas.0.parent_id", "areas.1.parent_id"}


def test_an_area_is_not_its_own_parent(untouched: District):
    area = an_area("base", None)
    assert founding(untouched, area | {"parent_id": area["id"]}).code == "CycleInBatch"


@pytest.mark.parametrize(("area", "parent"), [("first", "lane"), ("first", "first"), ("community", "court")])
def test_a_move_below_itself_is_refused(untouched: District, area: str, parent: str):
    body = {"parent_id": untouched.ids[parent]}
    told = untouched.officer.refused("POST", f"/v1/areas/{untouched.ids[area]}/move", body, match=etag_of(1))
    assert (told.status, told.code, list(told.named)) == (422, "MoveMakesCycle", ["parent_id"])


@pytest.mark.parametrize(
    ("kind", "parent", "parent_kind"),
    [("micro", "total", "general_total"), ("micro", "community", "community"), ("base", "first", "base"),
     ("community", "county", "county"), ("micro", "yard", "micro"), ("county", "county", "county"),
     ("exclusive", "first", "base"), ("micro", None, None), ("community", None, None)],
)  # fmt: skip
def test_a_kind_stands_under_its_own_kind_of_parent_only(
    untouched: District, kind: str, parent: str | None, parent_kind: str | None
):
    area = an_area(kind, untouched.ids[parent] if parent else None)
    told = founding(untouched, area)
    code = "ParentKindWrong" if parent else "ParentNeeded"
    assert (told.status, told.code, set(told.named)) == (422, code, {"areas.0.parent_id", "areas.0.kind"})
    assert told.values == {"area_id": area["id"], "area_kind": kind, "parent_kind": parent_kind}


@pytest.mark.parametrize(("area", "parent"), [("lane", "total"), ("first", "community"), ("lane", "yard")])
def test_a_move_under_the_wrong_kind_is_refused(untouched: District, area: str, parent: str):
    body = {"parent_id": untouched.ids[parent]}
    told = untouched.officer.refused("POST", f"/v1/areas/{untouched.ids[area]}/move", body, match=etag_of(1))
    assert (told.status, told.code) == (422, "ParentKindWrong")


@pytest.mark.parametrize("place", ["move", "rename"])
def test_an_area_that_nobody_knows_cannot_be_changed(untouched: District, place: str):
    unknown = f"/v1/areas/{new_id()}"
    ask = {
        "move": ("POST", f"{unknown}/move", {"parent_id": untouched.ids["first"]}),
        "rename": ("PATCH", unknown, {"name": "新名"}),
    }[place]
    told = untouched.officer.refused(*ask, match=etag_of(1))
    assert (told.status, told.code) == (404, "AreaUnknown")


def test_a_move_under_an_area_that_nobody_knows_is_refused(untouched: District):
    place = f"/v1/areas/{untouched.ids['lane']}/move"
    told = untouched.officer.refused("POST", place, {"parent_id": new_id()}, match=etag_of(1))
    assert (told.status, told.code, "parent_id" in told.named) == (404, "AreaUnknown", True)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(
            (name, "control_characters")
            for name in ("一\u0000二", "一\n二", "\u202e一", "一\u2028二", "\x7f一")
        ),
        *((name, "too_short") for name in ("", "   ")),
        ("名" * 201, "too_long"),
        (None, "null"),
        (5, "wrong_type"),
    ],
)
def test_a_name_is_one_plain_line(untouched: District, name: Any, code: str):
    told = founding(untouched, a_micro(untouched), a_micro(untouched, name=name))
    assert (told.status, told.named) == (422, {"areas.1.name": code})
    place = f"/v1/areas/{untouched.ids['lane']}"
    told = untouched.officer.refused("PATCH", place, {"name": name}, match=etag_of(1))
    assert (told.status, told.named) == (422, {"name": code})


def test_a_name_that_a_neighbour_bears_is_refused(untouched: District):
    lane = untouched.officer.read(f"/v1/areas/{untouched.ids['lane']}")["name"]
    told = founding(untouched, a_micro(untouched, name=lane))
    assert (told.status, told.code, set(told.named)) == (
        409,
        "AreaNameTaken",
        {"areas.0.name", "areas.0.parent_id"},
    )
    place = f"/v1/areas/{untouched.ids['court']}"
    assert untouched.officer.refused("PATCH", place, {"name": lane}, match=etag_of(1)).status == 409


def test_an_id_that_is_taken_is_refused(untouched: District):
    told = founding(untouched, a_micro(untouched, id=untouched.ids["yard"]))
    assert (told.status, told.code, list(told.named)) == (409, "IdTaken", ["areas.0.id"])


def test_a_fault_in_a_batch_is_named_by_its_place(untouched: District):
    wrong = a_micro(untouched, kind=7, colour="red", codes=[{"scheme": "LOCAL", "code": 5}])
    told = founding(untouched, a_micro(untouched), a_micro(untouched), wrong)
    assert told.named == {
        "areas.2.codes.0.code": "wrong_type",
        "areas.2.codes.0.valid_from": "required",
        "areas.2.colour": "unknown",
        "areas.2.kind": "wrong_type",
    }
