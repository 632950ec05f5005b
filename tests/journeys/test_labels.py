"""QR labels over HTTP: made, printed, scanned by anybody, and true after the ground has changed."""

import re
from typing import Any

import httpx
import pytest

from gateway.labels.codes import PIXELS, QUIET
from services.chassis.ids import new_id
from tests.gateway.qr_reader import read
from tests.house import House
from tests.journeys.district import District, Row, etag_of

LABELS, SHEETS = "/v1/labels", "/v1/label-sheets"


def a_building(here: District) -> Row:
    building = {"id": new_id(), "name": "3栋", "units": 2, "floors": 2, "rooms_per_floor": 2}
    estate = {"community_id": here.ids["community"], "estate": "锦绣苑", "buildings": [building]}
    here.officer.do("/v1/buildings/batch", estate)
    return building


def give(here: District, building: Row, first: int, last: int, area: str) -> None:
    units = {"building_id": building["id"], "first": first, "last": last, "area_id": here.ids[area]}
    here.officer.do("/v1/units/give", {"ranges": [units]})


def made(here: District, *targets: Row) -> list[Row]:
    items: list[Row] = here.officer.do(f"{LABELS}/batch", {"targets": list(targets)})["items"]
    return items


def area(here: District, name: str) -> Row:
    return {"kind": "area", "target_id": here.ids[name]}


def scan(house: House, token: str, language: str = "zh-CN") -> httpx.Response:
    """As a phone does: no token, no account."""
    headers = {"Accept-Language": language}
    return httpx.get(f"{house.url}/q/{token}", headers=headers, timeout=20.0, verify=False)


def grids_at(house: House, token: str) -> list[str]:
    answer = scan(house, token)
    assert answer.status_code == 200, answer.text
    return re.findall(r"<h2>(.*?)</h2>", answer.text)


@pytest.fixture
def building(district: District) -> Row:
    building = a_building(district)
    give(district, building, 1, 1, "lane")
    give(district, building, 2, 2, "yard")
    return building


def test_whoever_scans_a_label_sees_the_grid_and_its_duty_phone_in_their_language(
    house: House, district: District
):
    holder = district.appoint("lane")
    [label] = made(district, area(district, "lane"))
    seen = scan(house, label["token"])
    assert grids_at(house, label["token"]) == ["lane 区"]
    assert "tel:00000000001" in seen.text
    assert "值班电话" in seen.text
    assert "Duty phone" in scan(house, label["token"], "en").text
    assert not any(word in seen.text for word in ("江立春", holder, district.id, district.ids["lane"]))


def test_labels_of_units_and_buildings_lead_to_the_grid_of_today(
    house: House, district: District, building: Row
):
    unit = {"kind": "unit", "target_id": building["id"], "unit": 1}
    whole = {"kind": "building", "target_id": building["id"]}
    [of_unit, of_building] = [label["token"] for label in made(district, unit, whole)]
    assert grids_at(house, of_unit) == ["lane 区"]
    assert sorted(grids_at(house, of_building)) == ["lane 区", "yard 区"]
    assert "请选择" in scan(house, of_building).text
    give(district, building, 1, 2, "court")
    assert grids_at(house, of_unit) == grids_at(house, of_building) == ["court 区"]
    assert "锦绣苑 3栋 1 单元" in scan(house, of_unit).text


def test_a_buildings_label_outlives_the_merges_splits_and_ends_of_its_grids(
    house: House, district: District, building: Row
):
    [label] = made(district, {"kind": "building", "target_id": building["id"]})
    district.officer.do(
        "/v1/areas/merge", {"sources": [seen(district, "lane")], "target": seen(district, "court")}
    )
    assert sorted(grids_at(house, label["token"])) == ["court 区", "yard 区"]

    def changed(name: str, what: str, **body: Any) -> None:
        tag = etag_of(seen(district, name)["seen_version"])
        district.officer.do(f"/v1/areas/{district.ids[name]}/{what}", body, match=tag)

    part, other = ({"id": new_id(), "name": name} for name in ("南格", "北格"))
    units = [{"building_id": building["id"], "first": 1, "last": 1, "part_id": part["id"]}]
    changed("court", "split", parts=[part, other], primary_id=other["id"], units=units)
    assert sorted(grids_at(house, label["token"])) == ["yard 区", "南格"]
    district.ids["other"] = other["id"]
    changed("yard", "abolish", successor=seen(district, "other"))
    assert sorted(grids_at(house, label["token"])) == ["北格", "南格"]


def test_a_label_leads_on_to_the_apps_of_the_city_as_long_as_the_district_names_them(
    house: House, district: District
):
    """S2.82."""
    app = {"name_zh": "郑好办", "name_en": "City desk", "url": "https://city.example/grid"}
    [label] = made(district, area(district, "lane"))
    assert app["url"] not in scan(house, label["token"]).text
    tag = district.officer.get("/v1/city-apps").headers["ETag"]
    written = district.officer.ask("PUT", "/v1/city-apps", {"apps": [app]}, match=tag)
    assert (written.status_code, written.json()) == (200, {"apps": [app], "version": 1})
    assert district.officer.read("/v1/city-apps")["apps"] == [app]
    for language, said in (("zh-CN", "郑好办"), ("en", "City desk")):
        page = scan(house, label["token"], language).text
        assert f'<a href="{app["url"]}" rel="noreferrer">{said}</a>' in page
        assert "lane 区" in page
    stale = district.officer.refused("PUT", "/v1/city-apps", {"apps": []}, match=tag)
    assert (stale.status, stale.code) == (412, "StaleVersion")
    gone = district.officer.ask("PUT", "/v1/city-apps", {"apps": []}, match=written.headers["ETag"])
    assert gone.is_success, gone.text
    assert app["url"] not in scan(house, label["token"]).text


def test_the_same_target_has_the_same_label_and_its_token_is_no_id(district: District):
    targets = [area(district, "lane"), area(district, "court")]
    first, again = made(district, *targets), made(district, *targets)
    assert [label["token"] for label in first] == [label["token"] for label in again]
    assert len({label["token"] for label in first}) == 2
    for label in first:
        assert re.fullmatch(r"[A-Za-z0-9_-]{23,}", label["token"])
        assert label["target_id"] not in label["token"]


def test_a_lost_label_leads_nowhere_and_its_new_one_where_it_led(house: House, district: District):
    [lost] = made(district, area(district, "lane"))
    path = f"{LABELS}/{lost['token']}"
    assert district.officer.refused("POST", f"{path}/replace", {}).code == "IfMatchMissing"
    new = district.officer.do(f"{path}/replace", {}, match=etag_of(1))
    assert grids_at(house, new["token"]) == ["lane 区"]
    gone = scan(house, lost["token"], "en")
    assert (gone.status_code, "revoked" in gone.text) == (404, True)
    assert gone.text == scan(house, "A" * 40, "en").text
    district.officer.do(f"{LABELS}/{new['token']}/revoke", {}, match=etag_of(1))
    assert scan(house, new["token"]).status_code == 404
    told = district.officer.refused("POST", f"{LABELS}/{new['token']}/revoke", {}, match=etag_of(2))
    assert (told.status, told.code) == (409, "LabelRevoked")


def test_a_label_is_a_picture_and_an_area_a_sheet_to_print(district: District, building: Row):
    unit = {"kind": "unit", "target_id": building["id"], "unit": 1}
    tokens = [
        label["token"] for label in made(district, area(district, "lane"), area(district, "yard"), unit)
    ]
    image = district.officer.get(f"{LABELS}/{tokens[0]}/image")
    assert image.headers["Content-Type"] == "image/png"
    assert read(image.content, PIXELS, QUIET).endswith(f"/q/{tokens[0]}")
    sheet = district.officer.get(SHEETS, area_id=district.ids["community"])
    assert re.findall(r'data-label="([^"]+)"', sheet.text) == tokens
    assert sheet.text.count("<svg") == 3
    first = district.officer.get(SHEETS, area_id=district.ids["community"], limit=2)
    following = re.findall(r"<([^>]+)>", first.headers["Link"])[0]
    second = district.officer.get(following)
    assert re.findall(r'data-label="([^"]+)"', first.text + second.text) == tokens
    of_lane = district.officer.all(LABELS, area_id=district.ids["lane"])
    assert [each["token"] for each in of_lane] == [tokens[0], tokens[2]]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ({"kind": "area", "target_id": new_id()}, "TargetUnknown"),
        ({"kind": "unit", "target_id": new_id(), "unit": 1}, "TargetUnknown"),
        ({"kind": "building", "target_id": new_id(), "unit": 1}, "UnitOnlyOfUnits"),
        ({"kind": "castle", "target_id": new_id()}, "FieldsInvalid"),
    ],
)
def test_a_batch_with_one_that_is_not_there_makes_no_label(district: District, target: Row, code: str):
    told = district.officer.refused("POST", f"{LABELS}/batch", {"targets": [area(district, "lane"), target]})
    assert told.code == code
    assert district.officer.all(LABELS, area_id=district.ids["county"]) == []


def test_only_who_may_makes_and_sees_labels(district: District, elsewhere: District):
    [label] = made(district, area(district, "lane"))
    path: Any = f"{LABELS}/{label['token']}"
    near, far = (district.somebody("grid_worker", base) for base in ("first", "second"))
    assert near.read(path)["token"] == label["token"]
    assert far.refused("GET", path).code == "LabelUnknown"
    assert near.refused("POST", f"{path}/replace", {}, match=etag_of(1)).status == 403
    assert elsewhere.officer.refused("GET", f"{path}/image").status == 404
    assert district.somebody("resident", "lane").refused("GET", path).status == 403


def seen(here: District, name: str) -> Row:
    version = here.officer.read(f"/v1/areas/{here.ids[name]}")["version"]
    return {"area_id": here.ids[name], "seen_version": version}


def test_a_retired_grids_label_forwards_to_its_successor_and_to_a_choice_where_there_are_several(
    house: House, district: District, building: Row
):
    unit = {"kind": "unit", "target_id": building["id"], "unit": 2}
    [of_lane, of_yard, of_unit] = [
        label["token"] for label in made(district, area(district, "lane"), area(district, "yard"), unit)
    ]
    merged = {"sources": [seen(district, "lane")], "target": seen(district, "court")}
    district.officer.do("/v1/areas/merge", merged)
    assert grids_at(house, of_lane) == ["court 区"]
    parts = [{"id": new_id(), "name": f"{side}格"} for side in ("南", "北")]
    split = {"parts": parts, "primary_id": parts[0]["id"]}
    version = etag_of(seen(district, "yard")["seen_version"])
    district.officer.do(f"/v1/areas/{district.ids['yard']}/split", split, match=version)
    assert sorted(grids_at(house, of_yard)) == ["北格", "南格"]
    assert "请选择" in scan(house, of_yard).text
    assert grids_at(house, of_unit) == ["南格"]
