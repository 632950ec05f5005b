"""Who might be asked one day is sealed, and masked for whoever appoints nobody (D11)."""

from contextlib import nullcontext

import pytest
from sqlalchemy import select

from services.chassis.errors import StaleVersion
from services.chassis.roles import Roles
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.domain.errors import CandidateUnknown
from services.grids.candidates.seeing import MASKED_FOR, WHOLE_FOR
from services.grids.candidates.store.tables import candidates
from services.grids.candidates.use_cases.change_candidate import ChangeCandidate, change_candidate
from tests.grids.builders import TODAY, id_of
from tests.grids.candidates.pools import a_candidate, change, enter
from tests.grids.house import House


def test_neither_a_name_nor_a_phone_lies_in_the_database_in_clear(house: House):
    enter(house, a_candidate("zhao"), a_candidate("qian", duty_phone=""))
    with house.begin() as tx:
        rows = tx.rows.all(select(candidates).where(tx.rows.of(candidates)))
    kept = {row["id"]: (bytes(row["name"]), row["duty_phone"]) for row in rows}
    name, phone = kept[id_of("zhao")]
    assert b"zhao" not in name
    assert b"00000000002" not in bytes(phone)
    assert kept[id_of("qian")][1] is None


@pytest.mark.parametrize("role", sorted(MASKED_FOR))
def test_who_appoints_nobody_sees_the_first_character_and_the_ends_of_a_phone(house: House, role):
    enter(house, a_candidate("zhao"))
    looking = house.as_role(role)
    [row] = looking.ask("list_candidates", area_id=id_of("micro 1"))["items"]
    one = looking.ask("get_candidate", candidate_id=id_of("zhao"))
    masked = ("z***", "000****0002")
    assert (row["name"], row["duty_phone"]) == (one["name"], one["duty_phone"]) == masked


@pytest.mark.parametrize("role", sorted(WHOLE_FOR))
def test_who_appoints_sees_whom_to_call(house: House, role):
    enter(house, a_candidate("zhao"))
    one = house.as_role(role).ask("get_candidate", candidate_id=id_of("zhao"))
    assert (one["name"], one["duty_phone"]) == ("zhao", "00000000002")


def test_of_a_short_phone_nothing_is_shown():
    masked = Candidate("1", "area", "赵冬至", "110", ()).shown(whole=False)
    assert (masked.name, masked.duty_phone) == ("赵**", "***")


def test_every_role_that_reads_candidates_is_of_one_kind():
    held = Roles.load().permissions
    reading = {role for role in held if "candidates.read" in held[role]}
    assert reading == WHOLE_FOR | MASKED_FOR
    assert {role for role in held if "candidates.change" in held[role]} == WHOLE_FOR


def test_a_change_of_nothing_names_for_the_audit_whom_it_showed(house: House):
    enter(house, a_candidate("zhao"))
    with house.begin() as tx:
        nothing = ChangeCandidate(id_of("zhao"), seen_version=1)
        change_candidate(nothing, lambda _: nullcontext(tx), tx.caller, TODAY)
        assert (tx.named, tx.recorded) == ([id_of("zhao")], [])


def test_a_change_that_comes_after_a_taking_out_is_refused(house: House):
    enter(house, a_candidate("zhao"))
    with house.begin() as tx:
        seen = tx.candidates.get(id_of("zhao"))
        tx.candidates.remove(seen)
        with pytest.raises(CandidateUnknown):
            tx.candidates.save(seen.changed(None, "x", None, None))


def test_a_change_that_comes_second_shows_what_came_first(house: House):
    enter(house, a_candidate("zhao"))
    with house.begin() as tx:
        seen = tx.candidates.get(id_of("zhao"))
        tx.candidates.save(seen.changed(None, "first", None, None))
        with pytest.raises(StaleVersion) as refused:
            tx.candidates.save(seen.changed(None, "second", None, None))
    assert refused.value.current["name"] == "first"


def test_one_that_was_changed_there_and_back_says_the_same_as_it_stands(house: House):
    [zhao] = enter(house, a_candidate("zhao"))
    change(house, "zhao", 1, name="x")
    change(house, "zhao", 2, name="zhao")
    assert enter(house, a_candidate("zhao"), a_candidate("qian"))[0] == zhao | {"version": 3}
