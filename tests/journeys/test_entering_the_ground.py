"""An estate enters the ground: a table of units is shown before it is saved, every dwelling is covered."""

import io
from typing import Any

import openpyxl
import pytest

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, etag_of
from tests.journeys.estates import HEADINGS, as_csv, begun_estate, counts, ended, imported

IN_CHINESE = {"Accept-Language": "zh-CN"}


@pytest.fixture
def tower(district: District) -> Row:
    """Three units of four floors with two rooms each."""
    tower: Row = {"id": new_id(), "name": "1栋", "units": 3, "floors": 4, "rooms_per_floor": 2}
    estate = {"community_id": district.ids["community"], "estate": "安居苑", "buildings": [tower]}
    district.officer.do("/v1/buildings/batch", estate)
    return tower


def rows(district: District, tower: Row, *said: tuple[int, int, str]) -> dict[str, Any]:
    return {
        "ranges": [
            {"building_id": tower["id"], "first": first, "last": last, "area_id": district.ids[area]}
            for first, last, area in said
        ]
    }


def coverage(district: District) -> Row:
    found: Row = district.officer.read(f"/v1/areas/{district.ids['community']}/coverage")
    return found


def test_gaps_and_doubles_are_shown_before_a_table_is_saved(district: District, tower: Row):
    table = rows(district, tower, (1, 1, "lane"), (1, 1, "court"), (9, 8, "lane"))
    seen = district.officer.do("/v1/units/preview", table)
    assert seen["gaps"] == [{"building_id": tower["id"], "first": 2, "last": 3, "area_id": None}]
    assert seen["doubles"] == [{"building_id": tower["id"], "unit": 1, "rows": [0, 1]}]
    assert [(each["row"], each["code"]) for each in seen["refused"]] == [
        (1, "MicroGridSplitsUnit"),
        (2, "RangeReversed"),
    ]
    assert coverage(district)["uncovered"] == 24


def test_a_refused_table_names_row_and_field_and_saves_nothing(district: District, tower: Row):
    table = rows(district, tower, (1, 1, "lane"), (3, 2, "court"))
    refusal = district.officer.refused("POST", "/v1/units/give", table)
    assert (refusal.status, refusal.code) == (422, "RangeReversed")
    assert list(refusal.named) == ["ranges.1.first", "ranges.1.last"]
    assert coverage(district)["uncovered"] == 24


def test_every_dwelling_ends_in_exactly_one_grid(district: District, tower: Row):
    district.officer.do("/v1/units/give", rows(district, tower, (1, 2, "lane"), (3, 3, "yard")))
    covered = coverage(district)
    figures = [covered[name] for name in ("dwellings", "uncovered", "doubly_covered", "items")]
    assert figures == [24, 0, 0, []]
    dwellings = district.officer.all(f"/v1/buildings/{tower['id']}/dwellings", limit=200)
    held = [each["area_id"] for each in dwellings]
    assert (held.count(district.ids["lane"]), held.count(district.ids["yard"])) == (16, 8)


ESTATE = [
    ("安居苑", "1栋", 2, 3, 2, "2-301", "1:lane 区;2:court 区"),
    ("安居苑", "2栋", 1, 2, 2, "", "yard 区"),
]


def buildings(district: District) -> list[Row]:
    return district.officer.all("/v1/buildings", community_id=district.ids["community"])


def test_an_estate_enters_from_a_sheet_and_the_same_sheet_changes_nothing(district: District):
    done = imported(district, ESTATE)
    assert (done["job"]["state"], counts(done), done["has_sheet"]) == ("done", (2, 0, 0, 0), False)
    stood = buildings(district)
    assert [(each["name"], each["dwellings"]) for each in stood] == [("1栋", 11), ("2栋", 4)]
    covered = coverage(district)
    assert (covered["dwellings"], covered["uncovered"]) == (15, 0)
    assert counts(imported(district, ESTATE)) == (0, 0, 2, 0)
    assert buildings(district) == stood


def test_a_building_that_has_a_wrong_name_is_renamed_by_its_version(district: District, tower: Row):
    path, change = f"/v1/buildings/{tower['id']}", {"name": "2栋"}
    assert district.officer.refused("PATCH", path, change).code == "IfMatchMissing"
    renamed = district.officer.ask("PATCH", path, change, match=etag_of(1)).json()
    assert (renamed["name"], renamed["estate"], renamed["version"]) == ("2栋", "安居苑", 2)
    assert [each["name"] for each in buildings(district)] == ["2栋"]
    assert district.officer.refused("PATCH", path, change, match=etag_of(1)).status == 412


def test_a_trial_of_an_estate_counts_and_enters_nothing(district: District):
    done = imported(district, ESTATE, is_trial=True)
    assert (counts(done), buildings(district)) == ((2, 0, 0, 0), [])


@pytest.mark.parametrize(("language", "reason"), [("zh-CN", "第 3 行"), ("en", "Row 3")])
def test_bad_rows_of_an_estate_come_back_with_their_reasons(district: District, language: str, reason: str):
    content = as_csv([ESTATE[0], ("安居苑", "2栋", 1, 2, 2, "", "nowhere")])
    sent = district.officer.ask("POST", "/v1/files", content=content).json()
    body = {"community_id": district.ids["community"], "file": sent["file"], "file_name": "a.csv"}
    begun = district.officer.ask("POST", "/v1/estate-imports", body, language=language).json()
    done = ended(district, begun)
    assert (counts(done), done["has_sheet"]) == ((1, 0, 0, 1), True)
    answer = district.officer.get(f"/v1/estate-imports/{done['id']}/bad-rows")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    _, row = [list(each) for each in sheet.iter_rows(values_only=True)]
    assert str(row[0]).startswith(reason)
    assert row[1:3] == ["安居苑", "2栋"]


def test_the_form_of_a_workbook_is_filled_in_and_sent_back(district: District):
    answer = district.officer.get("/v1/estate-sheets/template", headers=IN_CHINESE, format="xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == HEADINGS
    for place, row in enumerate(ESTATE, start=2):
        for column, cell in enumerate(row, start=1):
            sheet.cell(place, column, cell)
    kept = io.BytesIO()
    book.save(kept)
    done = ended(district, begun_estate(district, kept.getvalue()))
    assert (done["job"]["state"], counts(done), done["has_sheet"]) == ("done", (2, 0, 0, 0), False)
    assert [(each["name"], each["dwellings"]) for each in buildings(district)] == [("1栋", 11), ("2栋", 4)]
    covered = coverage(district)
    assert (covered["dwellings"], covered["uncovered"]) == (15, 0)


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_empty_form_is_filled_in_and_sent_back(district: District, format: str):
    answer = district.officer.get("/v1/estate-sheets/template", format=format)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    done = ended(district, begun_estate(district, answer.content))
    assert (done["job"]["state"], counts(done)) == ("done", (0, 0, 0, 0))


def test_a_sheet_with_a_column_missing_is_refused_whole(district: District):
    done = ended(district, begun_estate(district, "小区,楼栋\n安居苑,1栋\n".encode()))
    assert (done["job"]["state"], done["job"]["error"]["code"]) == ("failed", "HeadingsMissing")
    assert buildings(district) == []
