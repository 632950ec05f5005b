"""A whole import is taken back, while nothing was built on it; on both databases."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Select, Table, func, select

from services.chassis.jobs import Finished, Job, JobState
from services.chassis.storage.sql import Sql
from services.members.register_import.domain.errors import ImportBuiltUpon, ImportUnknown
from services.members.register_import.taking_back import TakingBack
from services.members.register_import.use_cases import undo_import
from services.members.residents.store.tables import (
    households,
    name_keys,
    person_digests,
    phone_digests,
    residents,
)
from tests.members.builders import NOW, a_number, id_of
from tests.members.house import House
from tests.members.register_import.test_taken_in import LINES, a_line, an_import, counts, of, taken

ALL = (households, residents, name_keys, person_digests, phone_digests)


@pytest.fixture(autouse=True)
def _in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_import, "AT_ONCE", 4)
    monkeypatch.setattr(undo_import, "ASKED_AT_ONCE", 4)


class Nobody:
    """Care, where nobody has a card."""

    def call(self, *_: object) -> dict[str, list[str]]:
        return {"items": []}


def taken_back(house: House, import_id: str) -> int:
    """How many, in as many steps as it takes."""
    job = Job(
        id="job", kind="take_import_back", state=JobState.RUNNING, cursor=None, done=0, total=None,
        params={"import_id": import_id, "total": 0}, result=None, error=None, asked_by="me",
        is_cancelled=False, created_at=NOW, started_at=None, ended_at=None, version=1,
    )  # fmt: skip
    while True:
        call = house._call("residents.import", True, "take_import_back")
        try:
            kept = TakingBack(call.begin, Nobody(), job, call.caller).step()
            call.commit(None)
        finally:
            call.rollback()
        if isinstance(kept, Finished):
            return kept.done
        job = replace(job, cursor=kept.cursor, done=kept.done)


def left(house: House) -> dict[str, int]:
    with house.begun() as tx:
        return {table.name: tx.rows.all(_count(table).where(tx.rows.of(table)))[0]["n"] for table in ALL}


def _count(table: Table) -> Select[int]:
    return select(func.count().label("n")).select_from(table)


def state(house: House, import_id: str) -> str:
    with house.begun() as tx:
        return str(tx.imports.get(import_id).state)


def test_whoever_came_with_it_is_gone_with_all_they_were_found_by(house: House):
    into = an_import(house)
    taken(house, *(replace(line, phone="13900000000") for line in LINES), into=into)
    assert taken_back(house, into) == 9
    assert left(house) == dict.fromkeys([table.name for table in ALL], 0)
    assert state(house, into) == "undone"


def test_the_others_are_told_that_they_are_no_more(house: House):
    into = an_import(house)
    taken(house, *LINES, into=into)
    taken_back(house, into)
    with house.database.look(house.district) as rows:
        bodies = rows.run(Sql("SELECT body FROM outbox WHERE district = ?"), house.district).rows
    gone = [str(body) for (body,) in bodies if '"removed":true' in str(body).replace(" ", "")]
    assert sum(body.replace(" ", "").count('"version":2') for body in gone) == 9


def test_whom_it_changed_are_what_they_were(house: House):
    taken(house, replace(LINES[0], email="zhang@example.org"), *LINES[1:])
    before = [house.ask("search_residents", name=f"张{number}")["items"][0] for number in (1, 2)]
    into = an_import(house)
    said = {
        "name": "李甲",
        "phone": "13900000001",
        "relation": "01",
        "residency": "floating",
        "email": "li@example.org",
    }
    taken(house, a_line(1, **said), *LINES[1:], a_line(10), into=into)
    assert taken_back(house, into) == 2
    after = [house.ask("search_residents", name=f"张{number}")["items"][0] for number in (1, 2)]
    assert after[0]["email_masked"] == "z***@example.org"
    assert [without_version(each) for each in after] == [without_version(each) for each in before]
    assert [each["version"] for each in after] == [3, 1]
    assert house.ask("search_residents", phone="13900000001")["items"] == []
    assert counts(house) == (3, 9)


def without_version(shown: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in shown.items() if name != "version"}


def test_a_number_that_it_brought_is_gone_and_may_come_again(house: House):
    taken(house, a_line(1, document_kind=None, document_number=None))
    into = an_import(house)
    taken(house, a_line(1), into=into)
    taken_back(house, into)
    assert house.ask("search_residents", document_number=a_number(place=1))["items"] == []
    assert of(taken(house, a_line(1))) == (0, 1, 0, 0)


def test_a_household_that_was_there_before_stays(house: House):
    taken(house, a_line(1))
    into = an_import(house)
    taken(house, a_line(2), into=into)
    taken_back(house, into)
    assert counts(house) == (1, 1)


def test_the_same_file_comes_in_again_afterwards(house: House):
    into = an_import(house)
    taken(house, *LINES, into=into)
    taken_back(house, into)
    assert of(taken(house, *LINES)) == (9, 0, 0, 0)


def changed_since(house: House) -> None:
    taken(house, a_line(1, phone="13900000002"))


def joined_by_others(house: House) -> None:
    taken(house, a_line(10, dwelling=LINES[0].dwelling))


@pytest.mark.parametrize("build", [changed_since, joined_by_others])
def test_nothing_is_taken_back_where_something_was_built_on_it(house: House, build: Any):
    into = an_import(house)
    taken(house, *LINES, into=into)
    build(house)
    before = left(house)
    with pytest.raises(ImportBuiltUpon):
        taken_back(house, into)
    assert left(house) == before


def test_a_change_that_somebody_changed_again_is_built_on(house: House):
    taken(house, *LINES)
    into = an_import(house)
    taken(house, a_line(1, phone="13900000001"), into=into)
    taken(house, a_line(1, phone="13900000002"))
    with pytest.raises(ImportBuiltUpon):
        taken_back(house, into)


def test_what_another_import_changed_and_took_back_hinders_nobody(house: House):
    """However often, and whichever of the others is taken back first."""
    first, second, third = an_import(house), an_import(house), an_import(house)
    taken(house, *LINES, into=first)
    taken(house, a_line(1, phone="13900000001"), into=second)
    taken(house, a_line(1, phone="13900000002"), into=third)
    for import_id in (second, first):
        with pytest.raises(ImportBuiltUpon):
            taken_back(house, import_id)
    assert [taken_back(house, each) for each in (third, second, first)] == [1, 1, 9]
    assert counts(house) == (0, 0)


def test_who_was_changed_by_hand_and_by_an_import_is_not_as_they_came(house: House):
    first, second = an_import(house), an_import(house)
    taken(house, *LINES, into=first)
    taken(house, a_line(1, phone="13900000001"))
    taken(house, a_line(1, phone="13900000002"), into=second)
    assert taken_back(house, second) == 1
    with pytest.raises(ImportBuiltUpon):
        taken_back(house, first)


def test_what_others_did_elsewhere_is_no_hindrance(house: House):
    into = an_import(house)
    taken(house, *LINES, into=into)
    far = a_line(30)
    taken(house, replace(far, dwelling=replace(far.dwelling, id=id_of("far"), area_id=id_of("yard"))))
    assert taken_back(house, into) == 9
    assert counts(house) == (1, 1)


def test_who_was_changed_behind_the_first_look_is_not_taken_back(house: House):
    """Somebody dies between two steps."""
    into = an_import(house)
    taken(house, *LINES, into=into)
    with house.begun() as tx:
        ids = tx.people.newcomers(into, "", 4)
    house.ask("record_death", resident_id=ids[0], died_on="2026-03-01", seen_version=1)
    with pytest.raises(ImportBuiltUpon), house.begun() as tx:
        tx.people.take_back(into, ids)
    assert left(house)["residents"] == 9


def test_who_has_lost_the_community_meanwhile_takes_nothing_back(house: House):
    into = an_import(house)
    taken(house, *LINES, into=into)
    with pytest.raises(ImportUnknown):
        taken_back(house.holding("far"), into)
    assert counts(house) == (3, 9)
