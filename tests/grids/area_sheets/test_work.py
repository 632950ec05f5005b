"""A sheet from its file to its end as the child takes it: step by step, on both databases."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from services.chassis import wire
from services.chassis.jobs import JobState
from services.chassis.refusals import kept_error
from services.chassis.standards.headings import HeadingsMissing
from services.chassis.storage.job_table import jobs
from services.grids.area_sheets import file as area_file
from services.grids.area_sheets.domain.columns import AreaColumn
from tests.grids.area_sheets.going import Import
from tests.grids.areas.changing import merge
from tests.grids.builders import a_duty, id_of
from tests.grids.house import House, statements
from tests.grids.posts.duties import WANG, appoint
from tests.journeys.area_sheets import as_csv

LINES = [
    ("total", "base", "base 3", "LOCAL", "B3", ""),
    *[("total/base 3", "micro", f"micro {number}", "LOCAL", f"M{number}", "") for number in range(10, 16)],
    ("total/base 1", "micro", "micro 10", "", "", ""),
]
BAD = [
    ("total/base 9", "micro", "lost", "", "", ""),
    ("total", "micro", "too high", "", "", ""),
    ("total", "base", "base 1", "NBS2023", "510108006004", ""),
    ("total", "exclusive", "base 2", "", "", ""),
    ("total", "base", "coded", "LOCAL", "B4", ""),
    ("total", "base", "again", "NBS2023", "510108006004", ""),
    ("total", "base", "strange", "NOBODY", "7", ""),
]
FAULTS = ["unknown_parent", "kind_not_there", "other_code", "other_kind", "code_taken", "unknown_scheme"]


@pytest.fixture(autouse=True)
def _in_small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area_file, "AT_ONCE", 3)


def names(house: House, area: str = "community") -> list[str]:
    found = house.ask("list_subtree", area_id=id_of(area), limit=200)["items"]
    return sorted(each["name"] for each in found)


ALL = {"new": 8, "renamed": 0, "unchanged": 0, "refused": 0}


@pytest.mark.parametrize("steps", range(1, 7))
@pytest.mark.parametrize("is_trial", [False, True])
def test_whoever_goes_on_after_some_steps_comes_to_the_same_end(
    house: House, tmp_path: Path, steps: int, is_trial: bool
):
    before, going = names(house), Import(house, tmp_path, as_csv(LINES), is_trial)
    holder = going.holder()
    for _ in range(steps):
        going.step(holder)
    assert going.to_its_end(going.holder()) == ALL
    came = [] if is_trial else [each[2] for each in LINES]
    assert names(house) == sorted([*before, *came])


def test_whoever_goes_on_when_a_kind_is_called_otherwise_leaves_no_row_out(house: House, tmp_path: Path):
    kinds = ["exclusive", "base", "base", "base", "exclusive", "exclusive"]
    lines = [("total", kind, f"row {number}", "", "", "") for number, kind in enumerate(kinds)]
    going = Import(house, tmp_path, as_csv(lines))
    going.step(going.holder())
    renamed = going.holder()
    del renamed._kinds["exclusive"]
    ended = going.to_its_end(renamed)
    assert (ended["new"], ended["refused"]) == (4, 2)
    assert [name for name in names(house) if name.startswith("row")] == [f"row {each}" for each in range(4)]


def test_bad_rows_are_told_apart_and_the_good_ones_go_on(house: House, tmp_path: Path):
    code = {"scheme": "LOCAL", "code": "B4", "valid_from": "2026-01-01"}
    other = {"id": id_of("c"), "parent_id": id_of("total"), "kind": "base", "name": "c", "codes": [code]}
    house.ask("found_areas", areas=[other])
    going = Import(house, tmp_path, as_csv([*LINES, *BAD]))
    ended = going.to_its_end(going.holder())
    assert (ended["new"], ended["refused"]) == (8, 7)
    assert set(going.faults()) == {*FAULTS, "twice_in_file"}


def test_a_sheet_founds_no_name_that_nobody_can_tell_from_one_that_stands(house: House, tmp_path: Path):
    lines = [("total", "base", "base  1", "", "", ""), ("total", "base", "base\u200b 1", "", "", "")]
    going = Import(house, tmp_path, as_csv(lines))
    ended = going.to_its_end(going.holder())
    assert (ended["new"], ended["unchanged"], going.faults()) == (0, 1, ["twice_in_file"])


def test_a_trial_and_an_import_say_the_same_of_a_sheet(house: House, tmp_path: Path):
    content = as_csv([*LINES, *BAD])
    trial = Import(house, tmp_path, content, is_trial=True, id=id_of("trial"))
    said = trial.to_its_end(trial.holder())
    real = Import(house, tmp_path, content)
    assert real.to_its_end(real.holder()) == said
    assert real.faults() == trial.faults()


def test_a_chunk_of_any_size_takes_the_same_statements(house: House, tmp_path: Path, monkeypatch: Any):
    monkeypatch.setattr(area_file, "AT_ONCE", 1000)
    counted = []
    for size in (10, 300):
        lines = [("total/base 1", "micro", f"of {size}: {number}", "", "", "") for number in range(size)]
        going = Import(house, tmp_path, as_csv(lines), id=id_of(f"import of {size}"))
        holder = going.holder()
        with statements() as sent:
            going.step(holder)
        counted.append(len([each for each in sent if each]))
    assert counted[0] == counted[1]


def test_what_the_others_hear_are_the_areas_as_they_are(house: House, tmp_path: Path):
    going = Import(house, tmp_path, as_csv(LINES))
    going.to_its_end(going.holder())
    told = [each["data"] for each in house.told() if each["type"] == "linli.grids.AreasChanged.v1"][1:]
    assert sorted(row["name"] for each in told for row in each["rows"]) == sorted(each[2] for each in LINES)


@pytest.mark.parametrize("by", ["house", "child"])
def test_a_grid_of_a_sheet_has_the_secretary_for_its_chief(
    house: House, tmp_path: Path, by: str, request: pytest.FixtureRequest
):
    house.ask("enter_staff", staff=[WANG])
    appoint(house, a_duty("wang", "community", role="community_secretary"))
    going = Import(house, tmp_path, as_csv([("", "general_total", "new total", "", "", "")]))
    holder = going.holder()
    going.house = request.getfixturevalue(by)
    going.house.database.seals, going.house.database.prepare = house.database.seals, house.database.prepare
    going.to_its_end(holder)
    [made] = [
        row
        for each in house.told()
        if each["type"] == "linli.grids.StaffAppointed.v1"
        for row in each["data"]["rows"]
        if row["area_id"] not in (id_of("community"), id_of("total"))
    ]
    chief = house.ask("find_holder", area_id=made["area_id"])
    assert (chief["display_name"], made["role"], made["grants"]) == ("wang", "chief", "chief")


def test_an_import_whose_job_failed_says_so_and_why(house: House, tmp_path: Path):
    """What a job is broken off by, as its own row has it."""
    going = Import(house, tmp_path, as_csv(LINES))
    set_job(house, JobState.RUNNING)
    begun = house.ask("get_area_import", area_import_id=going.id)
    assert (begun["state"], begun["error"]) == ("begun", None)
    set_job(house, JobState.FAILED, kept_error(HeadingsMissing(columns=(AreaColumn.KIND,))))
    failed = house.ask("get_area_import", area_import_id=going.id)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "HeadingsMissing")
    assert "类型" in failed["error"]["detail"]
    assert house.ask("list_area_imports", area_id=id_of("community"))["items"] == [failed]


def test_an_import_whose_area_has_ended_meanwhile_is_listed_there(house: House, tmp_path: Path):
    """Where it was asked for it is looked for. What it took in before stays; each other row comes back."""
    going = Import(house, tmp_path, as_csv([*LINES, ("", "nothing", "bad", "", "", "")]))
    holder = going.holder()
    for _ in range(2):
        going.step(holder)
    before = going.job.done
    merge(house, "community", into="elsewhere")
    ended = going.to_its_end(holder)
    assert (ended["new"] + ended["refused"], ended["unchanged"]) == (9, 0)
    assert 0 < ended["new"] <= before < 9
    assert sorted(set(going.faults())) == ["root_ended", "unknown_kind"]
    [_, *back] = going.bad_rows()
    assert len(back) == ended["refused"]
    assert {row[3] for row in back} == {"bad", *[line[2] for line in LINES]} - set(names(house, "elsewhere"))
    [listed] = house.ask("list_area_imports", area_id=id_of("community"))["items"]
    assert (listed["id"], listed["state"], listed["refused"]) == (going.id, "ended", ended["refused"])


def test_an_import_that_did_not_end_has_failed_once_its_job_is_forgotten(house: House, tmp_path: Path):
    going = Import(house, tmp_path, as_csv(LINES))
    forgotten = house.ask("get_area_import", area_import_id=going.id)
    assert (forgotten["state"], forgotten["error"]) == ("failed", None)
    going.to_its_end(going.holder())
    assert house.ask("get_area_import", area_import_id=going.id)["state"] == "ended"


def set_job(house: House, state: JobState, error: dict[str, Any] | None = None) -> None:
    with house.begin() as tx:
        if tx.rows.one(select(jobs.c.id).where(tx.rows.of(jobs), jobs.c.id == "job")) is None:
            asked = tx.jobs.ask("import_areas", {})
            tx.rows.write(update(jobs).where(tx.rows.of(jobs), jobs.c.id == asked.id), id="job")
        ended = {"state": state.value, "error": error and wire.dumps(error).decode()}
        tx.rows.write(update(jobs).where(tx.rows.of(jobs), jobs.c.id == "job"), **ended)
