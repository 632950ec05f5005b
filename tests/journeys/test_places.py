"""Service places over HTTP: entered, found as residents look for them, changed, closed and used again."""

from typing import Any

import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, an_area, etag_of
from tests.journeys.levels import found, new_district, set_levels, spread
from tests.journeys.somebody import Somebody

PLACES, BATCH, TOTALS, KINDS = "/v1/places", "/v1/places/batch", "/v1/places/totals", "/v1/place-kinds"
WEEK = [{"weekday": day, "opens": "08:30", "closes": "17:00"} for day in range(1, 6)]
NIGHT = [{"weekday": 4, "opens": "22:00", "closes": "02:00"}]
THURSDAY = "2026-03-05"


def a_place(here: District, area: str = "lane", **different: Any) -> Row:
    usual = {
        "id": new_id(), "area_id": here.ids[area], "kind": "parent_child_room", "name": "亲子小屋",
        "opened_on": "2020-05-01",
    }  # fmt: skip
    return usual | different


def entered(here: District, *places: Row) -> list[Row]:
    items: list[Row] = here.officer.do(BATCH, {"places": list(places)})["items"]
    return items


def names(here: District, **wanted: Any) -> list[str]:
    return [each["name"] for each in here.officer.all(PLACES, **wanted)]


def test_what_a_place_has_is_shown_as_it_was_told(district: District):
    has: Row = {
        "address": "南路8号", "area_m2": "86.5", "capacity": 40, "equipment": [{"name": "药箱", "count": 2}],
        "zones": [{"name": "阅读区", "area_m2": "20.25"}], "hours": WEEK, "follows_calendar": False,
        "operators": [
            {"name": "社工站", "organisation_id": new_id(), "valid_from": "2021-05-01", "valid_to": None},
        ],
    }  # fmt: skip
    [place] = entered(district, a_place(district, **has))
    shown = district.officer.read(f"{PLACES}/{place['id']}")
    assert {name: shown[name] for name in has} == has


def test_six_parent_child_rooms_of_tong_an_are_counted_as_six(district: District):
    """同安: six in six areas, beside other places; one is shared by two organisations and is still one."""
    more = [an_area("micro", district.ids["second"], name=f"第{n}网格") for n in range(3)]
    district.officer.do("/v1/areas/batch", {"areas": more})
    areas = [district.ids[name] for name in ("lane", "court", "yard")] + [area["id"] for area in more]
    shared = [{"id": new_id(), "name": name} for name in ("计生协", "妇联")]
    rooms = [
        a_place(
            district,
            area_id=area_id,
            name=f"优生优育亲子小屋 {n}",
            area_m2="60.25",
            organisations=shared[: n + 1],
        )
        for n, area_id in enumerate(areas)
    ]
    entered(district, *rooms, a_place(district, kind="health_station", name="健康驿站", area_m2="100"))
    totals = district.officer.read(TOTALS)
    assert {each["kind"]: each["places"] for each in totals["kinds"]} == {
        "health_station": 1, "parent_child_room": 6,
    }  # fmt: skip
    assert (totals["places"], totals["area_m2"]) == (7, "461.5")
    assert len(names(district, kind="parent_child_room", limit=4)) == 6
    for organisation, count in zip(shared, (6, 5), strict=True):
        assert district.officer.read(TOTALS, organisation_id=organisation["id"])["places"] == count
    assert district.officer.read(TOTALS, area_id=district.ids["first"])["places"] == 3


def test_six_parent_child_rooms_of_tong_an_are_six_in_its_own_preset(officer: Somebody):
    """同安: one in each of six residents' groups, two of them in each of three villages (S1.23)."""
    somebody = new_district(officer)
    set_levels(somebody, preset="tongan")
    county = an_area("county", None)
    town = an_area("township", county["id"])
    villages = spread("community", [town], 3)
    groups = spread("group", villages, 6)
    found(somebody, [county, town, *villages, *groups])
    room = {"kind": "parent_child_room", "opened_on": "2020-05-01"}
    rooms = [
        room | {"id": new_id(), "area_id": group["id"], "name": f"优生优育亲子小屋 {n}"}
        for n, group in enumerate(groups)
    ]
    clinic = room | {"id": new_id(), "area_id": town["id"], "name": "健康驿站", "kind": "health_station"}
    somebody.do(BATCH, {"places": [*rooms, clinic]})
    totals = somebody.read(TOTALS, area_id=county["id"])
    assert {each["kind"]: each["places"] for each in totals["kinds"]} == {
        "health_station": 1, "parent_child_room": 6,
    }  # fmt: skip
    assert [somebody.read(TOTALS, area_id=each["id"])["places"] for each in villages] == [2, 2, 2]
    assert len(somebody.all(PLACES, kind="parent_child_room", limit=4)) == 6


def test_a_place_is_found_by_kind_area_opening_and_nearness(district: District):
    near, far = {"lon": "118.1512", "lat": "24.7226"}, {"lon": "118.2512", "lat": "24.7226"}
    entered(
        district,
        a_place(district, name="近", position=near, hours=WEEK),
        a_place(
            district, name="夜", position=near, hours=[{"weekday": 4, "opens": "22:00", "closes": "02:00"}]
        ),
        a_place(district, "yard", name="远", position=far, hours=WEEK),
        a_place(district, name="议事厅", kind="deliberation_hall", position=near, hours=WEEK),
    )
    point = {"kind": "parent_child_room", "near": "118.15,24.7226"}
    wanted = point | {"area_id": district.ids["first"]}
    assert set(names(district, **wanted)) == {"近", "夜"}
    assert names(district, **wanted, open_at=f"{THURSDAY}T16:59:59+08:00") == ["近"]
    assert names(district, **wanted, open_at=f"{THURSDAY}T17:00:00+08:00") == []
    assert names(district, **wanted, open_at="2026-03-06T01:59:00+08:00") == ["夜"]
    nearest = district.officer.all(PLACES, **point, within_m=20_000, limit=2)
    assert nearest[-1]["name"] == "远"
    assert [each["distance_m"] for each in nearest] == sorted(each["distance_m"] for each in nearest)


def test_a_place_from_a_shifted_map_is_found_on_either_map(district: District):
    told = {"lon": "116.3840472", "lat": "39.9133455", "datum": "GCJ02"}
    [hall] = entered(district, a_place(district, name="议事厅", position=told))
    assert hall["position"] == {"lon": "116.377817", "lat": "39.911954"}
    near = {"near": "116.3840472,39.9133455", "within_m": 5}
    assert names(district, **near, datum="GCJ02") == ["议事厅"]
    assert names(district, near="116.377817,39.911954", within_m=5) == ["议事厅"]
    assert names(district, **near) == []


def test_who_is_on_duty_follows_the_working_day_calendar_or_does_not(district: District):
    week = {"weekdays": [1, 2, 3, 4, 5], "starts": "09:00", "ends": "17:00"}
    duties = [week | {"role": "医生"}, week | {"role": "护士", "follows_calendar": False}]
    [place] = entered(district, a_place(district, kind="health_station", duties=duties))

    def on_duty(day: str) -> list[str]:
        shown = district.officer.read(f"{PLACES}/{place['id']}", at=f"{day}T10:00:00+08:00")
        return [each["role"] for each in shown["on_duty"]]

    assert on_duty("2026-02-14") == ["医生"]
    assert on_duty("2026-02-17") == ["护士"]
    assert on_duty(THURSDAY) == ["医生", "护士"]


def test_an_idle_testing_hut_becomes_a_science_hut_and_its_old_use_stays_with_its_days(district: District):
    [hut] = entered(
        district, a_place(district, kind="testing_hut", name="核酸采样小屋", opened_on="2022-05-01")
    )
    path = f"{PLACES}/{hut['id']}"
    closed = district.officer.do(f"{path}/close", {"on": "2023-01-08"}, match=etag_of(1))
    assert names(district) == []
    new = {"kind": "science_hut", "name": "科普小屋", "on": "2023-06-01"}
    assert district.officer.refused("POST", f"{path}/reuse", new, match=etag_of(1)).status == 412
    reused = district.officer.do(f"{path}/reuse", new, match=etag_of(closed["version"]))
    assert [(use["kind"], use["valid_from"], use["valid_to"]) for use in reused["uses"]] == [
        ("testing_hut", "2022-05-01", "2023-01-08"), ("science_hut", "2023-06-01", None),
    ]  # fmt: skip
    assert names(district, kind="science_hut") == ["科普小屋"]


def test_a_change_is_made_once_by_who_has_seen_the_place(district: District):
    [place] = entered(district, a_place(district))
    path, change = (
        f"{PLACES}/{place['id']}",
        {"capacity": 30, "zones": [{"name": "阅读区", "area_m2": "20.5"}]},
    )
    assert district.officer.refused("PATCH", path, change).code == "IfMatchMissing"
    key = new_id()
    first, second = (district.officer.ask("PATCH", path, change, key=key, match=etag_of(1)) for _ in range(2))
    assert (first.status_code, first.json()) == (200, second.json())
    assert (first.json()["capacity"], first.json()["version"]) == (30, 2)
    assert district.officer.refused("PATCH", path, change, match=etag_of(1)).status == 412


def test_null_takes_a_wrong_position_size_and_capacity_away(district: District):
    position = {"lon": "118.15", "lat": "24.72"}
    wrong: dict[str, Any] = {"position": position, "area_m2": "60.25", "capacity": 30}
    [place] = entered(district, a_place(district, **wrong))
    path = f"{PLACES}/{place['id']}"
    named = district.officer.ask("PATCH", path, {"name": "小屋"}, match=etag_of(1)).json()
    assert {field: named[field] for field in wrong} == wrong
    taken = district.officer.ask("PATCH", path, dict.fromkeys(wrong), match=etag_of(2))
    assert (taken.status_code, taken.json()) == (200, named | dict.fromkeys(wrong) | {"version": 3})
    assert names(district, near="118.15,24.72") == []
    told = district.officer.refused("PATCH", path, {"address": None}, match=etag_of(3))
    assert (told.status, set(told.named)) == (422, {"address"})


def test_the_same_places_sent_again_are_the_same(district: District):
    batch = [a_place(district), a_place(district, "yard")]
    assert entered(district, *batch) == entered(district, *batch)
    told = district.officer.refused("POST", BATCH, {"places": [batch[0] | {"name": "别的"}]})
    assert (told.status, told.code) == (409, "IdTaken")
    assert district.officer.read(TOTALS)["places"] == 2


@pytest.mark.parametrize(
    ("different", "field", "code"),
    [
        ({"kind": "castle"}, "kind", "PlaceKindUnknown"),
        ({"area_id": new_id()}, "area_id", "AreaUnknown"),
        ({"hours": [WEEK[0], WEEK[0]]}, "hours", "HoursOverlap"),
        ({"area_m2": "1", "zones": [{"name": "a", "area_m2": "2"}]}, "zones", "ZonesTooLarge"),
        ({"mobile": True}, "mobile", "MobileNotAllowed"),
    ],
)
def test_a_batch_with_one_bad_place_enters_nothing(district: District, different, field, code):
    told = district.officer.refused(
        "POST", BATCH, {"places": [a_place(district), a_place(district, name="别的", **different)]}
    )
    assert told.code == code
    assert field in "".join(told.named)
    assert names(district) == []


def test_a_district_names_its_own_kinds_from_a_day_on(district: District):
    known = district.officer.read(KINDS)
    kinds = [
        *known["editions"][0]["kinds"],
        {"key": "tea_house", "name_zh": "邻里茶馆", "name_en": "tea house"},
    ]
    body = {"valid_from": "2190-01-01", "kinds": kinds}
    secretary = district.somebody("community_secretary", "community")
    assert secretary.refused("PUT", KINDS, body, match=etag_of(0)).status == 403
    written = district.officer.ask("PUT", KINDS, body, match=etag_of(0)).json()
    assert [len(edition["kinds"]) for edition in written["editions"]] == [len(kinds) - 1, len(kinds)]
    told = district.officer.refused("POST", BATCH, {"places": [a_place(district, kind="tea_house")]})
    assert told.code == "PlaceKindUnknown"


def test_everybody_sees_the_places_of_their_own_areas(district: District, elsewhere: District):
    [place] = entered(district, a_place(district))
    path = f"{PLACES}/{place['id']}"
    near, far = (district.somebody("grid_worker", base) for base in ("first", "second"))
    assert near.read(path)["name"] == "亲子小屋"
    assert far.refused("GET", path).code == "PlaceUnknown"
    assert far.all(PLACES) == [] == elsewhere.officer.all(PLACES, kind="castle")
    assert near.refused("POST", BATCH, {"places": [a_place(district)]}).status == 403
    assert elsewhere.officer.refused("GET", path).status == 404


def test_places_go_where_their_area_goes(district: District):
    [place] = entered(district, a_place(district))
    known = [district.officer.read(f"/v1/areas/{district.ids[name]}") for name in ("lane", "court")]
    lane, court = ({"area_id": each["id"], "seen_version": each["version"]} for each in known)
    district.officer.do("/v1/areas/merge", {"sources": [lane], "target": court})
    moved = district.officer.read(f"{PLACES}/{place['id']}")
    assert (moved["area_id"], moved["version"]) == (district.ids["court"], 2)
    assert district.officer.read(TOTALS, area_id=district.ids["court"])["places"] == 1
