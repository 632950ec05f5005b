"""Chunks of a register on both databases: once, twice, changed, and where one may."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from sqlalchemy import func, select, update

from services.chassis.ids import new_id
from services.chassis.importing import Refusal
from services.chassis.storage.session import Session
from services.chassis.storage.sql import Sql
from services.members.register_import.domain.address import Dwelling
from services.members.register_import.domain.line import Line
from services.members.register_import.domain.register_import import Counts, RegisterImport
from services.members.register_import.use_cases.take_in import TakeIn, take_in
from services.members.residents.store.tables import areas, households, residents
from tests.members.builders import NOW, a_number, id_of
from tests.members.house import House


def a_line(number: int = 1, **different: Any) -> Line:
    """Three to a household."""
    home = (number - 1) // 3
    usual: dict[str, Any] = {
        "row": number + 1,
        "dwelling": Dwelling(id_of(f"dwelling {home}"), id_of("lane")),
        "household_number": "",
        "name": f"张{number}",
        "relation": "02" if number % 3 == 1 else "20",
        "sex": 1,
        "birth_date": date(1950, 1, 1),
        "residency": "registered",
        "document_kind": "identity_number",
        "document_number": a_number(place=number),
        "phone": None,
    }
    return Line(**usual | different)


class Taken(NamedTuple):
    counts: Counts
    refused: list[Refusal]


def an_import(house: House, is_trial: bool = False) -> str:
    """As if somebody had asked for it."""
    begun = RegisterImport(new_id(), id_of("near"), "a.csv", "token", is_trial, "job", "me", NOW)
    with house.begun() as tx:
        tx.imports.add(begun)
    return begun.id


def taken(house: House, *lines: Line, is_trial: bool = False, into: str | None = None) -> Taken:
    """With the scope of the house's caller; each in an import of its own where none is named."""
    import_id = into or an_import(house, is_trial)
    call = house._call("residents.import", True, "take_in")
    try:
        found = take_in(TakeIn(import_id, lines), call.begin, call.caller)
        call.commit(None)
    finally:
        call.rollback()
    with house.begun() as tx:
        return Taken(found, list(tx.imports.refusals(import_id)))


def counts(house: House) -> tuple[int, int]:
    with house.begun() as tx:
        homes, people = (
            tx.rows.all(select(func.count().label("n")).select_from(table).where(tx.rows.of(table)))[0]["n"]
            for table in (households, residents)
        )
    return homes, people


def of(found: Taken) -> tuple[int, int, int, int]:
    return found.counts.new, found.counts.changed, found.counts.unchanged, found.counts.refused


LINES = tuple(a_line(number) for number in range(1, 10))


def test_good_rows_become_households_and_people(house: House):
    assert of(taken(house, *LINES)) == (9, 0, 0, 0)
    assert counts(house) == (3, 9)
    [found] = house.ask("search_residents", document_number=a_number(place=4))["items"]
    assert (found["name"], found["relation"], found["area_id"]) == ("张4", "02", id_of("lane"))


def test_the_same_rows_once_more_change_nothing(house: House):
    taken(house, *LINES)
    assert of(taken(house, *LINES)) == (0, 0, 9, 0)
    assert counts(house) == (3, 9)


def test_a_trial_counts_and_writes_nothing(house: House):
    assert of(taken(house, *LINES, is_trial=True)) == (9, 0, 0, 0)
    assert counts(house) == (0, 0)


def test_what_the_file_says_anew_is_a_new_version(house: House):
    taken(house, *LINES)
    assert of(taken(house, a_line(1, name="单一", phone="13900000000"), *LINES[1:])) == (0, 1, 8, 0)
    [found] = house.ask("search_residents", name="shany")["items"]
    assert (found["version"], found["phone_masked"]) == (2, "139****0000")
    assert house.ask("search_residents", name="zhang1")["items"] == []
    assert house.ask("search_residents", phone="13900000000")["items"] == [found]


def test_a_phone_stays_where_the_file_has_none(house: House):
    taken(house, a_line(1, phone="13900000000"))
    taken(house, a_line(1, name="张甲"))
    assert house.ask("search_residents", phone="13900000000")["items"][0]["name"] == "张甲"


def test_an_e_mail_comes_with_the_file_and_stays_where_the_next_has_none(house: House):
    taken(house, a_line(1, email="zhang@example.org"), a_line(2))
    assert of(taken(house, a_line(1, name="张甲"), a_line(2, email="li@example.org"))) == (0, 2, 0, 0)
    shown = [house.ask("search_residents", name=name)["items"][0]["email_masked"] for name in ("张甲", "张2")]
    assert shown == ["z***@example.org", "l***@example.org"]


def test_what_the_file_leaves_out_is_not_taken_away(house: House):
    taken(house, a_line(1, phone="13900000000"))
    bare = a_line(1, relation="01", sex=0, document_kind=None, document_number=None)
    assert of(taken(house, bare)) == (0, 1, 0, 0)
    [found] = house.ask("search_residents", document_number=a_number())["items"]
    assert (found["relation"], found["sex"], found["phone_masked"]) == ("01", 1, "139****0000")


def test_who_lives_at_another_dwelling_is_refused_and_the_others_are_taken(house: House):
    taken(house, *LINES)
    moved = a_line(1, dwelling=Dwelling(id_of("dwelling 9"), id_of("court")))
    found = taken(house, moved, a_line(10))
    assert of(found) == (1, 0, 0, 1)
    assert [(each.row, each.wrong[0].fault) for each in found.refused] == [(2, "registered_elsewhere")]


def test_rows_outside_ones_areas_are_refused(house: House):
    there = replace(LINES[0], dwelling=Dwelling(id_of("dwelling far"), id_of("yard")))
    found = taken(house.holding("near"), there, a_line(4))
    assert of(found) == (1, 0, 0, 1)
    assert found.refused[0].wrong[0].fault == "outside_areas"


def test_somebody_of_another_area_is_not_taken_for_new(house: House):
    there = replace(LINES[0], dwelling=Dwelling(id_of("dwelling far"), id_of("yard")))
    taken(house, there)
    assert of(taken(house.holding("near"), LINES[0])) == (0, 0, 0, 1)


def test_rows_of_an_abolished_grid_are_refused(house: House):
    with house.begun() as tx:
        tx.rows.write(
            update(areas).where(tx.rows.of(areas), areas.c.id == id_of("court")).values(active=False)
        )
    there = a_line(1, dwelling=Dwelling(id_of("dwelling court"), id_of("court")))
    found = taken(house, there, a_line(4))
    assert of(found) == (1, 0, 0, 1)
    assert found.refused[0].wrong[0].fault == "abolished_grid"


def test_a_number_that_comes_later_is_no_second_person(house: House):
    taken(house, a_line(1, document_kind=None, document_number=None))
    assert of(taken(house, a_line(1))) == (0, 1, 0, 0)
    assert of(taken(house, a_line(1))) == (0, 0, 1, 0)
    assert counts(house) == (1, 1)
    assert len(house.ask("search_residents", document_number=a_number(place=1))["items"]) == 1


def test_another_kind_of_document_is_no_second_person(house: House):
    taken(house, a_line(1))
    passport = a_line(1, document_kind="other", document_number="E99000001")
    found = taken(house, passport)
    assert of(found) == (0, 0, 0, 1)
    assert found.refused[0].wrong[0].fault == "other_document"
    assert counts(house) == (1, 1)


def test_two_numbers_of_one_kind_are_two_people(house: House):
    taken(house, a_line(1))
    assert of(taken(house, a_line(1, document_number=a_number(place=77)))) == (1, 0, 0, 0)


def test_people_follow_their_dwelling_into_another_grid(house: House):
    taken(house, *LINES[:3])
    there = [replace(line, dwelling=Dwelling(line.dwelling.id, id_of("court"))) for line in LINES[:3]]
    assert of(taken(house, *there)) == (0, 3, 0, 0)
    assert house.ask("list_residents", area_id=id_of("lane"))["items"] == []
    moved = house.ask("list_residents", area_id=id_of("court"))["items"]
    home = house.ask("get_household", household_id=moved[0]["household_id"])
    assert (len(moved), home["area_id"]) == (3, id_of("court"))


def test_who_is_met_elsewhere_stands_in_the_audit_of_a_trial(house: House):
    taken(house, LINES[0])
    [known] = house.ask("search_residents", document_number=a_number(place=1))["items"]
    moved = a_line(1, dwelling=Dwelling(id_of("dwelling 9"), id_of("court")))
    taken(house, moved, is_trial=True)
    with house.database.work(house.district) as rows:
        trail = "SELECT ids FROM audit WHERE district = ? AND action = 'take_in' ORDER BY at, id"
        ids = [ids for (ids,) in rows.run(Sql(trail), house.district).rows]
    assert sum(known["id"] in str(each) for each in ids) == 2


def test_another_district_has_its_own(house: House):
    taken(house, *LINES)
    assert of(taken(house.elsewhere(), *LINES)) == (9, 0, 0, 0)


def test_the_event_has_facts_of_all_and_names_of_nobody(house: House):
    taken(house, *LINES)
    with house.database.look(house.district) as rows:
        told = "SELECT body FROM outbox WHERE district = ? AND type LIKE '%ResidentsChanged%'"
        [(body,)] = rows.run(Sql(told, postgresql=told.replace("%", "%%")), house.district).rows
    assert body.count('"birth_date"') == 9
    assert "张" not in body
    assert a_number(place=4) not in body


def born(number: int) -> Line:
    """As many as there are days."""
    day = date(1940, 1, 1) + timedelta(days=number)
    return a_line(number, birth_date=day, document_number=a_number(day))


@pytest.mark.parametrize("count", [50, 500])
def test_five_hundred_rows_take_as_few_messages_as_fifty(
    house: House, count: int, monkeypatch: pytest.MonkeyPatch
):
    messages: list[object] = []
    run = Session.run

    def noted(session: Session, work: Any) -> Any:
        messages.append(work)
        return run(session, work)

    monkeypatch.setattr(Session, "run", noted)
    assert of(taken(house, *map(born, range(1, count + 1)))) == (count, 0, 0, 0)
    assert len(messages) < 50
