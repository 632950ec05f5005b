"""A district of new keys: sealed anew while people read, write and look for numbers (D11)."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from services.chassis.bulk import resealing as works
from services.chassis.bulk.work import TooSoon
from services.chassis.errors import KeysInUse
from services.chassis.keys import DataKeys, SealBroken
from services.chassis.seal import Seals
from services.chassis.storage import resealing
from services.chassis.storage.key_rows import KeyRowsOf
from services.members.for_imports.residents import draft_of
from services.members.register_import.use_cases.take_in import TakeIn, take_in
from services.members.residents.domain.resident import Document, DocumentKind
from services.members.residents.store.tables import person_digests, phone_digests, residents
from services.members.transaction import SEALED
from tests.members.builders import a_household, a_number, a_resident, id_of
from tests.members.house import House
from tests.members.register_import.test_taken_in import a_line, an_import
from tests.members.resealing_steps import Renewal, keys_of, knowing, renew, seals_of

PEOPLE = 7


def numbered(place: int, **different: Any):
    document = Document(DocumentKind.IDENTITY_NUMBER, a_number(place=place))
    phone = f"1390000000{place}"
    return a_resident(f"张{place}", **{"document": document, "phone": phone} | different)


pytestmark = pytest.mark.usefixtures("nobody_waits")


def test_nothing_is_sealed_anew_or_destroyed_before_everybody_knows(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    """Nobody waits inside: the place is given back until then."""
    monkeypatch.setattr(works, "LEARNT_WITHIN", 20.0)
    with pytest.raises(TooSoon) as sealing:
        renewed(house).step()
    with pytest.raises(TooSoon) as destroying:
        Renewal(house, works.RETIRE).step()
    assert 20.0 < sealing.value.seconds <= 25.0
    assert 80.0 < destroying.value.seconds <= 85.0


def test_older_digests_go_when_nobody_makes_them_any_more(house: House, monkeypatch: pytest.MonkeyPatch):
    renewed(house).to_the_end()
    retiring = Renewal(house, works.RETIRE)
    retiring.step()
    retiring.step()
    monkeypatch.setattr(works, "LEARNT_WITHIN", 20.0)
    with pytest.raises(TooSoon) as sweeping:
        retiring.step()
    assert 20.0 < sweeping.value.seconds <= 25.0


@pytest.fixture
def home(house: House) -> House:
    return house.settle(a_household(), *(numbered(place) for place in range(1, PEOPLE + 1)))


def renewed(house: House) -> Renewal:
    keys_of(house).make(house.district, 2)
    return Renewal(house)


def retired(house: House) -> None:
    Renewal(house, works.RETIRE).to_the_end()


def by_document(house: House, place: int) -> list[str]:
    found = house.ask("search_residents", document_number=a_number(place=place))
    return [each["id"] for each in found["items"]]


def by_phone(house: House, place: int) -> list[str]:
    return [each["id"] for each in house.ask("search_residents", phone=f"1390000000{place}")["items"]]


def versions_of(house: House, table: Any) -> dict[int, int]:
    with house.begun() as tx:
        counted = select(table.c.key_version, func.count().label("rows"))
        found = tx.rows.all(counted.where(tx.rows.of(table)).group_by(table.c.key_version))
    return {row["key_version"]: row["rows"] for row in found}


def left(house: House) -> dict[str, int]:
    with house.begun() as tx:
        return resealing.left(tx.rows, tx.seals, SEALED)


def all_are_found(house: House) -> bool:
    return all(
        by_document(house, place) == by_phone(house, place) == [id_of(f"张{place}")]
        for place in range(1, PEOPLE + 1)
    )


def test_people_are_found_by_number_and_phone_before_during_and_after(home: House):
    assert all_are_found(home)
    renewal = renewed(home)
    while not renewal.is_over:
        assert all_are_found(home)
        renewal.step()
    assert all_are_found(home)
    retired(home)
    assert all_are_found(home)


def test_after_it_nothing_needs_the_older_keys(home: House):
    renewal = renewed(home)
    assert left(home)["residents.document"] == PEOPLE
    assert renewal.to_the_end() == {"version": 2, "left": {}}
    assert left(home) == {}
    retired(home)
    assert seals_of(home).versions(home.district) == (2,)
    assert versions_of(home, person_digests) == versions_of(home, phone_digests) == {2: PEOPLE}
    assert home.ask("get_resident", resident_id=id_of("张1"))["document_masked"] == "990001********0015"
    with pytest.raises(SealBroken):
        keys_of(home).at(home.district, 1)


def test_what_people_see_of_a_row_does_not_change_and_nobody_is_told(home: House):
    before = home.ask("get_resident", resident_id=id_of("张1"))
    renewed(home).to_the_end()
    assert home.ask("get_resident", resident_id=id_of("张1")) == before


def test_killed_in_the_middle_another_goes_on_behind_the_last_step(home: House):
    renewal = renewed(home)
    for _ in range(3):
        renewal.step()
    assert 0 < left(home)["residents.document"] < PEOPLE
    done = renewal.job.done
    renewal.begin_anew()
    renewal.step()
    assert renewal.job.done > done
    assert renewal.to_the_end()["left"] == {}


def test_two_at_once_end_as_one(home: House):
    one, other = renewed(home), Renewal(home)
    while not (one.is_over and other.is_over):
        for each in (one, other):
            if not each.is_over:
                each.step()
    assert left(home) == {}
    assert versions_of(home, person_digests) == {1: PEOPLE, 2: PEOPLE}


@pytest.mark.parametrize("steps", [0, 2, 4, 20])
def test_a_number_that_somebody_has_is_refused_from_either_side(home: House, steps: int):
    """Of a process that knows the older keys alone, and of one that knows both."""
    unaware = Seals(DataKeys(keys_of(home)._master, KeyRowsOf(home.database)))
    unaware.versions(home.district)
    renewal = renewed(home)
    for _ in range(steps):
        if not renewal.is_over:
            renewal.step()
    for place in (1, PEOPLE):
        for seals in (unaware, seals_of(home)):
            twin = numbered(place, id=id_of("twin"))
            with knowing(home, seals), pytest.raises(IntegrityError):
                home.settle(a_household("twin"), twin)


def test_who_is_written_meanwhile_by_a_process_that_has_not_learnt_it_is_not_forgotten(home: House):
    unaware = Seals(DataKeys(keys_of(home)._master, KeyRowsOf(home.database)))
    unaware.versions(home.district)
    renewal = renewed(home)
    while renewal.job.cursor is None or renewal.job.cursor["table"] < 2:
        renewal.step()
    with knowing(home, unaware):
        home.settle(a_household("late"), numbered(9, id=id_of("0"), household_id=id_of("late")))
    assert left(home)["residents.document"] == 1
    assert renewal.to_the_end()["left"] == {}
    assert by_document(home, 9) == by_phone(home, 9) == [id_of("0")]


def test_keys_that_something_needs_are_not_destroyed(home: House):
    keys_of(home).make(home.district, 2)
    with pytest.raises(KeysInUse) as refused:
        retired(home)
    assert refused.value.values == {"where": "residents.document", "count": PEOPLE}
    assert seals_of(home).versions(home.district) == (1, 2)


def test_another_district_keeps_its_keys(home: House):
    other = home.elsewhere().settle(a_household(), numbered(1))
    renewed(home).to_the_end()
    retired(home)
    assert seals_of(home).versions(other.district) == (1,)
    assert by_document(other, 1) == [id_of("张1")]


def test_a_change_meanwhile_is_kept(home: House):
    """The value that was read for sealing it anew is there no more."""
    renewal = renewed(home)
    with home.begun() as tx:
        found = resealing.page(tx.rows, residents, None)
    with home.begun() as tx:
        before = tx.residents.get(found[0]["id"])
        changed = replace(before, phone="13911111111", version=before.version + 1)
        tx.residents.change([changed])
    with home.begun() as tx:
        resealing.redigest(tx.rows, tx.seals, residents, found, SEALED)
        resealing.reseal(tx.rows, tx.seals, residents, found)
    assert renewal.to_the_end()["left"] == {}
    with home.begun() as tx:
        assert tx.residents.get(changed.id).phone == "13911111111"
    assert [each["id"] for each in home.ask("search_residents", phone="13911111111")["items"]] == [changed.id]


def test_a_value_that_opens_no_more_holds_up_no_other(home: House):
    renewal = renewed(home)
    with home.begun() as tx:
        broken = {"document": b"\x00\x01" + b"x" * 40}
        tx.rows.write(
            residents.update().where(tx.rows.of(residents), residents.c.id == id_of("张3")).values(broken)
        )
    assert renewal.to_the_end()["left"] == {"residents.document": 1, "person_digests.digest": 1}


def test_who_was_sealed_before_the_keys_changed_is_sealed_again_as_they_are_entered(home: House):
    """A child makes people ahead; a job that waits may find other keys in use when it goes on."""
    line, import_id = a_line(20, phone="13900000020"), an_import(home)
    drafts = {line.row: draft_of(seals_of(home), home.district, import_id, line)}
    renew(home)
    call = home._call("residents.import", True, "take_in")
    take_in(TakeIn(import_id, (line,), (), drafts), call.begin, call.caller)
    call.commit(None)
    assert left(home) == {}
    assert versions_of(home, person_digests) == {2: PEOPLE + 1}
    [found] = home.ask("search_residents", phone="13900000020")["items"]
    assert home.ask("get_resident", resident_id=found["id"])["phone_masked"] == "139****0020"
