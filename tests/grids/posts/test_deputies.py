"""Deputies: beside a post's holder, on the days that are named; on both databases."""

from datetime import date
from typing import Any

import pytest

from services.grids.posts.domain.errors import DeputyTaken, DeputyWithoutEnd
from tests.grids.builders import a_duty, id_of
from tests.grids.posts.duties import WANG_AT_1, appoint

LEAVE: dict[str, Any] = {"valid_from": date(2026, 3, 1), "valid_to": date(2026, 3, 8)}
NEXT: dict[str, Any] = {"valid_from": date(2026, 3, 8), "valid_to": date(2026, 3, 10)}
LI = a_duty("li", "micro 1", deputises=True, **LEAVE)


def test_a_deputy_stands_beside_the_holder_whose_post_it_stays(staffed):
    appoint(staffed, WANG_AT_1)
    (answer,) = appoint(staffed, LI)
    assert (answer["deputises"], answer["valid_to"]) == (True, "2026-03-08")
    for day in ("2026-02-28", "2026-03-01", "2026-03-07"):
        holder = staffed.ask("find_holder", area_id=id_of("micro 1"), on=day)
        assert holder["staff_id"] == id_of("wang")


def test_a_deputy_makes_no_holder_of_a_vacant_post(staffed):
    appoint(staffed, LI)
    assert staffed.ask("find_holder", area_id=id_of("micro 1"), on="2026-03-01")["vacant"]


def test_there_is_one_deputy_at_a_time(staffed):
    appoint(staffed, LI)
    for days in (LEAVE, LEAVE | {"valid_from": date(2026, 3, 7)}):
        with pytest.raises(DeputyTaken) as refused:
            appoint(staffed, a_duty("wang", "micro 1", deputises=True, **days))
        assert refused.value.values["appointment_id"] == LI.id
    assert appoint(staffed, a_duty("wang", "micro 1", deputises=True, **NEXT))


def test_a_holder_may_come_while_somebody_deputises(staffed):
    appoint(staffed, LI)
    assert appoint(staffed, WANG_AT_1)


def test_a_deputy_s_days_have_an_end(staffed):
    with pytest.raises(DeputyWithoutEnd):
        appoint(staffed, a_duty("li", "micro 1", deputises=True))


def test_the_others_hear_that_it_is_a_deputy(staffed):
    appoint(staffed, LI)
    [row] = staffed.told()[-1]["data"]["rows"]
    assert row["deputises"] is True
