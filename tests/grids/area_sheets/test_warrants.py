"""From which day on a row of a sheet holds, and by which document; on both databases."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from services.grids.area_sheets import file as area_file
from services.grids.area_sheets.domain.area_sheet import SheetFormat
from tests.grids.area_sheets.going import Import
from tests.grids.area_sheets.test_making import made
from tests.grids.builders import NOW, TODAY, a_duty, id_of
from tests.grids.house import House, statements
from tests.grids.posts.duties import WANG, appoint
from tests.journeys.area_sheets import HEADINGS, as_csv

LATER = TODAY + timedelta(days=10)
DAY = timedelta(days=1)
PAPER, OTHER = "成民〔2026〕12号", "成民〔2026〕13号"
IN_CHINESE, IN_ENGLISH = ("生效日期", "文号"), ("effective day", "document number")
FIRST = (TODAY + DAY).isoformat()


@pytest.fixture
def later(house: House) -> House:
    """Ten days after everything was founded."""
    house.clock.moment = NOW + timedelta(days=10)
    return house


def taken_in(
    house: House, folder: Path, *lines: Any, called: Any = IN_CHINESE, **more: Any
) -> tuple[int, Import]:
    """How many are new, and the import."""
    going = Import(house, folder, as_csv(lines, (*HEADINGS, *called)), **more)
    return going.to_its_end(going.holder())["new"], going


def row(name: str, day: str = "", document: str = "", under: str = "total/base 1", code: Any = ()) -> Any:
    return (under, "base" if under == "total" else "micro", name, *(code or ("", "", "")), day, document)


def logged(house: House, name: str) -> list[tuple[str, str, str | None]]:
    found = house.ask("search_areas", name_prefix=name, limit=200)["items"]
    [area] = [each for each in found if each["name"] == name]
    changes = house.ask("list_area_changes", area_id=area["id"])["items"]
    return [(each["kind"], each["effective_on"], each["document_number"]) for each in changes]


@pytest.mark.parametrize("called", [IN_CHINESE, IN_ENGLISH])
def test_a_new_area_is_founded_on_its_day_and_by_its_document(later: House, tmp_path: Path, called: Any):
    rows = [row("a", FIRST, PAPER), row("b", FIRST, OTHER), row("c", "", OTHER), row("d"), row("e", FIRST)]
    assert taken_in(later, tmp_path, *rows, called=called)[0] == 5
    said = [
        (FIRST, PAPER),
        (FIRST, OTHER),
        (LATER.isoformat(), OTHER),
        (LATER.isoformat(), None),
        (FIRST, None),
    ]
    for name, (day, document) in zip("abcde", said, strict=True):
        assert logged(later, name) == [("founded", day, document)]
    then = later.ask("list_areas_then", area_id=id_of("base 1"), on=FIRST, limit=200)["items"]
    assert {"a", "b", "e"} == {each["name"] for each in then} - {"base 1", "micro 1", "micro 2"}


def test_rows_of_one_day_and_document_are_one_change(later: House, tmp_path: Path):
    taken_in(later, tmp_path, *[row(f"x{number}", FIRST, PAPER) for number in range(3)])
    found = later.ask("search_areas", name_prefix="x", limit=200)["items"]
    changes = [later.ask("list_area_changes", area_id=each["id"])["items"] for each in found]
    assert len({each["number"] for [each] in changes}) == 1


def renaming(house: House, folder: Path, day: str, document: str = PAPER) -> bytes:
    """The sheet that was given out, with another name for a micro-grid."""
    lines = made(house, folder, SheetFormat.CSV).decode("utf-8-sig").splitlines()
    assert lines[0].endswith(",生效日期,文号")
    assert all(line.endswith(",,") for line in lines[1:])
    return "\n".join(
        f"{line[:-2].replace('micro 1', 'renamed')},{day},{document}" if ",micro 1," in line else line
        for line in lines
    ).encode()


def test_a_name_is_another_from_its_day_on_by_its_document_and_once(later: House, tmp_path: Path):
    sheet = renaming(later, tmp_path, FIRST)
    for time, renamed in enumerate((1, 0)):
        going = Import(later, tmp_path, sheet, id=id_of(f"import {time}"))
        ended = {"new": 0, "renamed": renamed, "unchanged": 7 - renamed, "refused": 0}
        assert going.to_its_end(going.holder()) == ended
    assert logged(later, "renamed")[1:] == [("renamed", FIRST, PAPER)]
    assert later.ask("get_area", area_id=id_of("micro 1"))["version"] == 2


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ((LATER + DAY).isoformat(), "day_to_come"),
        ((TODAY - DAY).isoformat(), "before_founding"),
        ((TODAY + 2 * DAY).isoformat(), "before_last_change"),
    ],
)
@pytest.mark.parametrize("is_trial", [False, True])
def test_a_name_is_not_another_on_a_day_that_no_renaming_would_have(
    later: House, tmp_path: Path, day: str, fault: str, is_trial: bool
):
    on = (TODAY + 5 * DAY).isoformat()
    later.ask("rename_area", area_id=id_of("micro 1"), name="was", seen_version=1, effective_on=on)
    later.ask("rename_area", area_id=id_of("micro 1"), name="micro 1", seen_version=2, effective_on=on)
    going = Import(later, tmp_path, renaming(later, tmp_path, day), is_trial)
    assert (going.to_its_end(going.holder())["refused"], wrong(going)) == (1, [("effective_on", fault)])
    assert later.ask("get_area", area_id=id_of("micro 1"))["version"] == 3


def wrong(going: Import) -> list[tuple[str, str]]:
    with going.house.begin() as tx:
        refused = tx.area_imports.refusals(going.id)
        return [(each.column.value, each.fault.value) for one in refused for each in one.wrong]


CODE = ("LOCAL", "x")
TOO_EARLY = (TODAY - DAY).isoformat()
REFUSED = [
    (row("x", (LATER + DAY).isoformat()), ("effective_on", "day_to_come")),
    (row("x", TOO_EARLY), ("effective_on", "before_parent")),
    (row("x", "soon"), ("effective_on", "not_a_date")),
    (row("x", "1899-12-31"), ("effective_on", "not_a_date")),
    (row("x", "", "9" * 101), ("document", "too_long")),
    (row("x", "", "a\x07b"), ("document", "not_a_line")),
    (row("x", FIRST, code=(*CODE, TODAY.isoformat())), ("valid_from", "before_founding")),
    (row("x", "", PAPER, code=(*CODE, FIRST)), ("valid_from", "before_founding")),
]


@pytest.mark.parametrize(("line", "fault"), REFUSED)
@pytest.mark.parametrize("is_trial", [False, True])
def test_what_is_wrong_with_a_day_or_a_document_is_named_by_its_column(
    later: House, tmp_path: Path, line: Any, fault: tuple[str, str], is_trial: bool
):
    new, going = taken_in(later, tmp_path, line, row("good", FIRST, "9" * 100), is_trial=is_trial)
    assert (new, wrong(going)) == (1, [fault])


@pytest.mark.parametrize("is_trial", [False, True])
def test_nothing_is_founded_below_what_the_sheet_founds_later(
    later: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_trial: bool
):
    monkeypatch.setattr(area_file, "AT_ONCE", 3)
    below = [row("early", FIRST, under="total/base 3"), row("same", LATER.isoformat(), under="total/base 3")]
    new, going = taken_in(later, tmp_path, row("base 3", under="total"), *below, is_trial=is_trial)
    assert (new, wrong(going)) == (2, [("effective_on", "before_parent")])


def test_a_code_without_a_day_holds_from_its_area_s_first(later: House, tmp_path: Path):
    taken_in(later, tmp_path, row("x", FIRST, code=(*CODE, "")))
    asked = {"scheme": "LOCAL", "code": "x"}
    assert later.ask("resolve_code", **asked, date=FIRST)["codes"][0]["valid_from"] == FIRST


def test_the_levels_are_those_of_the_day(later: House, tmp_path: Path):
    levels = later.ask("list_level_schemes")["schemes"][0]["levels"]
    yard = {"kind": "yard", "name_zh": "院落", "name_en": "Yard", "parents": ["base"]}
    day = (TODAY + 5 * DAY).isoformat()
    later.ask("write_level_scheme", valid_from=day, seen_version=0, levels=[*levels, yard])
    rows = [("total/base 1", "yard", name, "", "", "", on, "") for name, on in (("x", FIRST), ("y", day))]
    new, going = taken_in(later, tmp_path, *rows)
    assert (new, wrong(going)) == (1, [("kind", "kind_not_there")])


def test_whoever_holds_the_post_above_holds_it_from_the_area_s_day(later: House, tmp_path: Path):
    later.ask("enter_staff", staff=[WANG])
    appoint(later, a_duty("wang", "community", role="community_secretary"))
    lines = [("", "general_total", name, "", "", "", day, "") for name, day in (("x", FIRST), ("y", ""))]
    taken_in(later, tmp_path, *lines)
    held = later.ask("list_held_appointments", staff_id=id_of("wang"), limit=200)["items"]
    days = sorted(each["valid_from"] for each in held if each["area_id"] not in known())
    assert days == [FIRST, LATER.isoformat()]


def known() -> set[str]:
    return {id_of("community"), id_of("total")}


def test_days_and_documents_take_no_statement_for_each_row(
    later: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(area_file, "AT_ONCE", 1000)
    counted = []
    for size in (10, 300):
        lines = [row(f"of {size}: {number}", FIRST, f"文{number}") for number in range(size)]
        going = Import(
            later, tmp_path, as_csv(lines, (*HEADINGS, *IN_CHINESE)), id=id_of(f"import of {size}")
        )
        holder = going.holder()
        with statements() as sent:
            going.step(holder)
        counted.append(len([each for each in sent if each]))
    assert counted[0] == counted[1]
