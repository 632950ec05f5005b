"""An import whose job came to no good end says so, and why; on both databases."""

from typing import Any

import pytest
from sqlalchemy import select, update

from services.chassis import wire
from services.chassis.jobs import JobState
from services.chassis.refusals import kept_error
from services.chassis.storage.job_table import jobs
from services.members.register_import.domain.errors import ImportBuiltUpon
from tests.members.builders import id_of
from tests.members.house import House
from tests.members.register_import.test_taken_in import LINES, an_import, taken
from tests.members.register_import.test_undone import taken_back

BROKEN = kept_error(ImportBuiltUpon(import_id=id_of("import"), resident_id=id_of("zhang")))


def read(house: House, import_id: str) -> dict[str, Any]:
    """As it is listed, too."""
    shown: dict[str, Any] = house.ask("get_import", import_id=import_id)
    assert house.ask("list_imports", community_id=id_of("near"))["items"] == [shown]
    return shown


def set_job(house: House, state: JobState, error: dict[str, Any] | None = None) -> None:
    with house.begun() as tx:
        if tx.rows.one(select(jobs.c.id).where(tx.rows.of(jobs), jobs.c.id == "job")) is None:
            asked = tx.jobs.ask("import_register", {})
            tx.rows.write(update(jobs).where(tx.rows.of(jobs), jobs.c.id == asked.id), id="job")
        ended = {"state": state.value, "error": error and wire.dumps(error).decode()}
        tx.rows.write(update(jobs).where(tx.rows.of(jobs), jobs.c.id == "job"), **ended)


def set_undoing(house: House, import_id: str) -> None:
    with house.begun() as tx:
        tx.imports.save(tx.imports.get(import_id).undoing("job"))


@pytest.mark.parametrize("is_undone", [False, True], ids=["begun", "undoing"])
def test_an_import_whose_job_failed_says_so_and_why(house: House, is_undone: bool):
    into = an_import(house)
    if is_undone:
        set_undoing(house, into)
    set_job(house, JobState.RUNNING)
    going = read(house, into)
    assert (going["state"], going["error"]) == ("undoing" if is_undone else "begun", None)
    set_job(house, JobState.FAILED, BROKEN)
    failed = read(house, into)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "ImportBuiltUpon")
    assert id_of("zhang") in failed["error"]["detail"]


def test_an_import_that_was_cancelled_says_so(house: House):
    into = an_import(house)
    set_job(house, JobState.CANCELLED)
    assert (read(house, into)["state"], read(house, into)["error"]) == ("cancelled", None)


def test_an_import_whose_job_is_forgotten_has_failed_unless_it_was_over(house: House):
    into = an_import(house)
    taken(house, *LINES, into=into)
    assert (read(house, into)["state"], read(house, into)["error"]) == ("failed", None)
    with house.begun() as tx:
        tx.imports.save(tx.imports.get(into).ended(None)[0])
    assert read(house, into)["state"] == "ended"
    set_undoing(house, into)
    assert read(house, into)["state"] == "failed"
    taken_back(house, into)
    assert read(house, into)["state"] == "undone"
