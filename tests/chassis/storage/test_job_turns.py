"""One district's many jobs do not keep another's one waiting: they take turns, and so do its people."""

import pytest

from services.chassis.caller import Caller
from services.chassis.storage import jobs
from services.chassis.storage.jobs import Claimed
from services.chassis.storage.sql import Sql
from tests.chassis.storage.builders import ELSEWHERE, HERE, LI_NA, THERE, WANG, a_call

KIND, OTHER = "plant", "water"


def asked(database, caller: Caller, times: int, kind: str = KIND) -> list[str]:
    call = a_call(database, caller)
    with call.begin(caller) as tx:
        ids = [tx.jobs.ask(kind, {}).id for _ in range(times)]
    call.commit(None)
    return ids


def begun(database, *kinds: str) -> Claimed:
    with database.work() as rows:
        found = jobs.claim(rows, kinds, "somebody")
    assert found is not None
    return found


def served(database, times: int, kind: str = KIND) -> list[str]:
    """The districts whose jobs are begun, one after the other."""
    return [begun(database, kind).holding.district for _ in range(times)]


def test_ten_jobs_of_one_district_do_not_keep_anothers_one_waiting(database):
    asked(database, LI_NA, 10)
    asked(database, ELSEWHERE, 1)

    assert served(database, 4) == [HERE, THERE, HERE, HERE]


def test_two_districts_take_turns_however_many_each_has_asked_for(database):
    asked(database, LI_NA, 5)
    asked(database, ELSEWHERE, 3)

    assert served(database, 8) == [HERE, THERE, HERE, THERE, HERE, THERE, HERE, HERE]


def test_a_district_that_was_served_last_waits_though_it_asked_first(database):
    asked(database, LI_NA, 1)
    assert served(database, 1) == [HERE]

    asked(database, LI_NA, 1)
    asked(database, ELSEWHERE, 1)

    assert served(database, 2) == [THERE, HERE]


def test_of_one_district_the_oldest_is_begun_first(database):
    ids = asked(database, LI_NA, 3)

    assert [begun(database, KIND).job.id for _ in ids] == ids


def test_work_of_another_kind_is_no_turn(database):
    asked(database, LI_NA, 1, OTHER)
    assert served(database, 1, OTHER) == [HERE]
    asked(database, LI_NA, 1)
    asked(database, ELSEWHERE, 1)

    assert served(database, 2) == [HERE, THERE]


def whose(database, times: int, *kinds: str) -> list[tuple[str, str]]:
    """Who asked for the jobs that are begun, one after the other, and of which kind they are."""
    found = [begun(database, *kinds).job for _ in range(times)]
    return [(job.asked_by, job.kind) for job in found]


LI_NAS, WANGS = (LI_NA.name, KIND), (WANG.name, KIND)


def test_ten_jobs_of_one_person_do_not_keep_anothers_one_of_the_district_waiting(database):
    asked(database, LI_NA, 10)
    assert whose(database, 1, KIND) == [LI_NAS]
    asked(database, WANG, 1)

    assert whose(database, 3, KIND) == [WANGS, LI_NAS, LI_NAS]


def test_two_people_of_a_district_take_turns_however_many_each_has_asked_for(database):
    asked(database, LI_NA, 4)
    asked(database, WANG, 2)

    assert whose(database, 6, KIND) == [LI_NAS, WANGS, LI_NAS, WANGS, LI_NAS, LI_NAS]


def test_ten_jobs_of_one_kind_do_not_keep_the_same_persons_one_of_another_waiting(database):
    asked(database, LI_NA, 10)
    asked(database, LI_NA, 1, OTHER)

    assert whose(database, 3, KIND, OTHER) == [LI_NAS, (LI_NA.name, OTHER), LI_NAS]


def test_a_district_has_no_more_turns_for_more_people(database):
    asked(database, LI_NA, 2)
    asked(database, WANG, 2)
    asked(database, ELSEWHERE, 2)

    assert served(database, 5) == [HERE, THERE, HERE, THERE, HERE]


@pytest.mark.parametrize("addresses", ["sqlite"], indirect=True)
def test_whose_turn_it_is_is_found_by_an_index_once_for_each_person(database):
    """Not once for each job that waits."""
    planned = jobs._claiming(2).sqlite
    with database.work() as rows:
        plan = [row[3] for row in rows.run(Sql(f"EXPLAIN QUERY PLAN {planned}"), *"h112233").rows]

    assert "SEARCH served USING INDEX jobs_of_asker (district=? AND asked_by=?)" in plan
    assert {"MATERIALIZE districts", "MATERIALIZE askers"} <= set(plan)


def test_of_two_that_began_close_together_the_later_one_has_the_later_moment(database):
    with database.work() as rows:
        moments = [rows.run(Sql("SELECT NOW_MOMENT")).rows[0][0] for _ in range(50)]

    assert sorted(set(moments)) == moments
