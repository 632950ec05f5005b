"""What has not begun, or began today, is withdrawn as if it had never been; on both databases."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.chassis.errors import IdTaken
from services.grids.posts.domain.errors import AlreadyEnded, HeldExOfficio, TermEmpty
from tests.grids.builders import a_duty, id_of
from tests.grids.house import House
from tests.grids.posts.duties import appoint

TODAY, LATER = date(2026, 3, 5), date(2026, 4, 1)


def end(house: House, held: str, on: date) -> Any:
    return house.ask("end_appointment", appointment_id=held, valid_to=on.isoformat(), seen_version=1)


def there(house: House, area: str) -> list[Any]:
    return list(house.ask("list_appointments", area_id=id_of(area), on="2026-01-01")["items"])


@pytest.mark.parametrize(
    ("first", "on"),
    [(LATER, LATER), (LATER, TODAY), (LATER, date(2026, 3, 1)), (TODAY, TODAY), (TODAY, date(2026, 3, 4))],
)
def test_it_ends_on_its_first_day_and_the_post_is_free_again(staffed, first, on):
    [held] = appoint(staffed, a_duty("wang", "micro 1", valid_from=first))
    over = end(staffed, held["id"], on)
    assert over == held | {"valid_to": first.isoformat(), "version": 2}
    said = staffed.told()[-1]
    assert said["type"] == "linli.grids.AppointmentEnded.v1"
    told = {name: said["data"][name] for name in ("appointment_id", "valid_to", "version")}
    assert told == {"appointment_id": held["id"], "valid_to": first.isoformat(), "version": 2}
    assert there(staffed, "micro 1") == []
    kept = staffed.ask("get_appointment", appointment_id=held["id"])
    assert (kept["valid_from"], kept["valid_to"]) == (first.isoformat(), first.isoformat())
    assert appoint(staffed, a_duty("li", "micro 1", valid_from=first))


@pytest.mark.parametrize("again", [a_duty("wang", "micro 1"), a_duty("li", "micro 2")])
def test_its_id_stays_taken(staffed, again):
    [held] = appoint(staffed, a_duty("wang", "micro 1", valid_from=LATER))
    end(staffed, held["id"], TODAY)
    with pytest.raises(IdTaken):
        appoint(staffed, replace(again, id=held["id"]))
    assert there(staffed, "micro 2") == []


@pytest.mark.parametrize("on", [date(2026, 3, 1), TODAY, LATER, date(2026, 5, 1)])
def test_it_is_withdrawn_once(staffed, on):
    [held] = appoint(staffed, a_duty("wang", "micro 1", valid_from=LATER))
    end(staffed, held["id"], TODAY)
    told = len(staffed.told())
    with pytest.raises(AlreadyEnded):
        staffed.ask("end_appointment", appointment_id=held["id"], valid_to=on.isoformat(), seen_version=2)
    assert len(staffed.told()) == told


def test_a_later_day_ends_what_is_to_come(staffed):
    [held] = appoint(staffed, a_duty("wang", "micro 1", valid_from=LATER))
    assert end(staffed, held["id"], date(2026, 4, 2))["valid_to"] == "2026-04-02"
    assert len(there(staffed, "micro 1")) == 1


@pytest.mark.parametrize("on", [date(2026, 3, 3), date(2026, 3, 4)])
def test_what_began_before_today_was_and_is_not_withdrawn(staffed, on):
    [held] = appoint(staffed, a_duty("wang", "micro 1", valid_from=date(2026, 3, 4)))
    told = len(staffed.told())
    with pytest.raises(TermEmpty):
        end(staffed, held["id"], on)
    assert (len(staffed.told()), len(there(staffed, "micro 1"))) == (told, 1)


@pytest.mark.parametrize("first", [TODAY, LATER])
def test_what_came_with_it_goes_with_it_and_not_alone(staffed, first):
    secretary, chief = appoint(
        staffed, a_duty("wang", "community", role="community_secretary", valid_from=first)
    )
    with pytest.raises(HeldExOfficio):
        end(staffed, chief["id"], first)
    end(staffed, secretary["id"], first)
    ended = {each["data"]["role"]: each["data"]["valid_to"] for each in staffed.told()[-2:]}
    assert ended == {"community_secretary": first.isoformat(), "chief": first.isoformat()}
    assert (there(staffed, "community"), there(staffed, "total")) == ([], [])
