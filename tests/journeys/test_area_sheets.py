"""Areas come in from a sheet and go out in one: trial, good rows and bad, the same once more, renamed."""

import io

import openpyxl
import pytest

from tests.journeys.area_sheets import HEADINGS, Sheets, as_csv, counts, rows_of, workbook_of
from tests.journeys.district import District
from tests.journeys.test_codes import given

NEW = [
    ("total 区", "一般网格", "三网格", "LOCAL", "", ""),
    ("total 区/三网格", "微网格", "甲", "", "", ""),
    ("total 区/三网格", "micro", "乙", "", "", ""),
    ("total 区/first 区", "微网格", "甲", "", "", ""),
]


@pytest.fixture
def sheets(district: District) -> Sheets:
    return Sheets(district, district.officer)


def test_a_sheet_becomes_areas_wherever_its_rows_stand_in_it(sheets: Sheets):
    ended = sheets.imported(as_csv(reversed(NEW)))
    assert (ended["state"], counts(ended)) == ("ended", (4, 0, 0, 0)), ended["job"]
    assert (ended["job"]["done"], ended["job"]["total"]) == (4, 4)
    tree = {each["id"]: each for each in sheets.tree()}
    new = [each for each in tree.values() if each["name"] in ("三网格", "甲", "乙")]
    assert sorted((tree[each["parent_id"]]["name"], each["kind"], each["name"]) for each in new) == [
        ("first 区", "micro", "甲"),
        ("total 区", "base", "三网格"),
        ("三网格", "micro", "乙"),
        ("三网格", "micro", "甲"),
    ]


def test_the_same_sheet_once_more_changes_nothing(sheets: Sheets):
    sheets.imported(as_csv(NEW))
    before = sheets.tree()
    assert counts(sheets.imported(as_csv(NEW))) == (0, 0, 4, 0)
    assert sheets.tree() == before


@pytest.mark.long("production")
def test_a_trial_counts_and_founds_nothing(sheets: Sheets):
    before = sheets.tree()
    ended = sheets.imported(as_csv([*NEW, ("nowhere", "micro", "丙", "", "", "")]), is_trial=True)
    assert (counts(ended), ended["is_trial"]) == ((4, 0, 0, 1), True)
    assert sheets.tree() == before


@pytest.mark.long("production")
def test_good_rows_go_on_and_bad_ones_come_back_with_their_reasons(sheets: Sheets):
    bad = ("total 区", "微网格", "丁", "", "", "")
    ended = sheets.imported(as_csv([*NEW, bad]))
    assert counts(ended) == (4, 0, 0, 1)
    [headings, row] = sheets.bad_rows(ended)
    assert headings[1:] == list(HEADINGS)
    assert ("kind" in row[0], row[1:4]) == (True, list(bad[:3]))


def test_what_is_given_out_comes_back_as_it_is_or_with_a_new_name(sheets: Sheets):
    rows = rows_of(sheets.made())
    assert len(rows) == 7
    assert counts(sheets.imported(workbook_of(rows))) == (0, 0, 6, 0)
    named = next(row for row in rows if row[4] == "lane 区")
    named[4] = "巷 区"
    rows.append(["", "", "total 区/first 区", rows[-1][3], "新网格", "", "", ""])
    assert counts(sheets.imported(workbook_of(rows))) == (1, 1, 5, 0)
    assert counts(sheets.imported(workbook_of(rows))) == (0, 0, 7, 0)
    assert {"巷 区", "新网格"} <= {each["name"] for each in sheets.tree("first")}


def test_a_workbook_offers_what_may_be_chosen_hides_the_ids_and_locks_what_nobody_changes(sheets: Sheets):
    book = openpyxl.load_workbook(io.BytesIO(sheets.made(language="zh-CN")))
    areas, lists = book.worksheets
    columns = dict(zip([cell.value for cell in areas[1]], "ABCDEFGHIJ", strict=True))

    offered = {}
    for each in areas.data_validations.dataValidation:
        assert (each.type, each.showErrorMessage) == ("list", True)
        [cells] = str(each.sqref).split()
        first, last = str(each.formula1).removeprefix("lists!").replace("$", "").split(":")
        offered[cells] = [cell.value for [cell] in lists[first:last]]
    kinds, schemes = (f"{columns[each]}2:{columns[each]}1048576" for each in ("类型", "代码类别"))
    assert offered.keys() == {kinds, schemes}
    assert {"一般网格", "专属网格", "微网格"} <= set(offered[kinds])
    assert {"GB2260", "NBS2023", "MCA", "LOCAL"} <= set(offered[schemes])
    assert lists.sheet_state == "hidden"

    dimensions = areas.column_dimensions.values()
    layout = {place: each for each in dimensions for place in range(each.min, each.max + 1)}
    assert {place for place, column in layout.items() if column.hidden} == {1, 2}
    assert (columns["区域编号"], columns["校验值"]) == ("A", "B")
    assert areas.protection.sheet
    locked = {columns[each] for each in ("区域编号", "校验值", "上级区域", "类型")}
    filled = [cell for cell in areas[3] if cell.value is not None]
    assert {cell.column_letter for cell in filled if cell.protection.locked} == locked
    assert {cell.column_letter for cell in filled} > locked
    assert not any(column.protection.locked for column in layout.values())
    assert layout.keys() == set(range(1, len(columns) + 1))


@pytest.mark.parametrize("column", [0, 1, 2, 3])
@pytest.mark.long("production")
def test_a_protected_cell_that_was_changed_is_refused(sheets: Sheets, column: int):
    rows = rows_of(sheets.made())
    lane, yard = (next(row for row in rows if row[4] == name) for name in ("lane 区", "yard 区"))
    other = {3: next(row for row in rows if row[4] == "first 区")[3]}.get(column, yard[column])
    lane[column] = other if other != lane[column] else "x"
    lane[4] = "改名"
    ended = sheets.imported(workbook_of([rows[0], lane]))
    assert counts(ended) == (0, 0, 0, 1)
    assert "protected" in sheets.bad_rows(ended)[1][0]


@pytest.mark.long("production")
def test_a_column_that_is_missing_is_named(sheets: Sheets):
    ended = sheets.imported(as_csv([("total 区", "甲")], ("上级区域", "名称")))
    error = ended["job"]["error"]
    assert (ended["state"], error["code"], error["values"]) == (
        "failed",
        "HeadingsMissing",
        {"columns": ["kind"]},
    )
    assert "kind" in error["detail"]


@pytest.mark.long("production")
def test_a_sheet_from_the_top_takes_the_whole_district(sheets: Sheets):
    tree = rows_of(sheets.made(None))
    assert [row[4] for row in tree[1:]][:2] == ["county 区", "township 区"]
    secretary = sheets.here.somebody("community_secretary", "community")
    body = {"file": f"{'0' * 64}.{'A' * 43}", "file_name": "a.csv"}
    assert secretary.refused("POST", "/v1/area-imports", body).code == "SheetNeedsWholeDistrict"
    refused = secretary.refused("POST", "/v1/area-imports", body | {"area_id": sheets.here.ids["county"]})
    assert (refused.code, refused.named) == ("AreaUnknown", {"area_id": "AreaUnknown"})


@pytest.mark.long("production")
def test_a_text_holds_what_a_workbook_does(sheets: Sheets):
    text = sheets.made(format="csv")
    assert counts(sheets.imported(text)) == (0, 0, 6, 0)


def test_what_came_from_a_sheet_is_numbered_behind_its_community(sheets: Sheets):
    """A1, A3: codes are made, whatever the sheet leaves open, and the same sheet gives no second ones."""
    given(sheets.here, "community", scheme="NBS2023", code="510108006004")
    sheets.imported(as_csv(NEW))
    path = f"/v1/areas/{sheets.here.ids['community']}/grid-codes"
    coded = {(each["name"], each["code"]) for each in sheets.by.do(path, {})["items"]}
    codes = [code for _, code in coded]
    assert len(set(codes)) == len(codes) == 10
    assert {len(code) for name, code in coded if name in ("甲", "乙")} == {17}
    [third] = [code for name, code in coded if name == "三网格"]
    assert third == "510108006004003"
    below = sorted(code for name, code in coded if code.startswith(third) and code != third)
    assert below == [f"{third}01", f"{third}02"]
    assert counts(sheets.imported(as_csv(NEW))) == (0, 0, 4, 0)
    assert sheets.by.do(path, {})["items"] == []
