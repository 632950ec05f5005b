"""A post is handed over to whoever deputises in it; on both databases."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest

from services.grids.posts.domain.errors import AlreadyHolds
from services.grids.posts.domain.roles import USUAL
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.house import House
from tests.grids.posts.duties import WANG_AT_1, appoint
from tests.grids.posts.handing import TODAY, hand, moved

MARCH: dict[str, Any] = {"valid_from": date(2026, 3, 1), "valid_to": date(2026, 4, 1)}
SECRETARY: dict[str, Any] = {"role": "community_secretary"}
TOGETHER = [asdict(role) for role in USUAL.roles]
ALONE = [asdict(replace(role, ex_officio_of=None)) for role in USUAL.roles]
LATER: dict[str, Any] = {"valid_from": date(2026, 5, 1), "valid_to": date(2026, 5, 8)}


def there(house: House, area: str = "micro 1") -> list[tuple[str, bool, str, str | None]]:
    found = house.ask("list_appointments", area_id=id_of(area), on="2026-01-01")["items"]
    names = ("display_name", "deputises", "valid_from", "valid_to")
    return [tuple(each[name] for name in names) for each in found]


def ended(house: House, since: int) -> dict[str, str]:
    told = house.told()[since:]
    return {
        each["data"]["appointment_id"]: each["data"]["valid_to"]
        for each in told
        if each["type"] == "linli.grids.AppointmentEnded.v1"
    }


def test_who_deputises_takes_the_post_over_and_deputises_no_more_from_that_day(staffed):
    [deputy] = appoint(staffed, WANG_AT_1, a_duty("li", "micro 1", deputises=True, **MARCH))[1:]
    since = len(staffed.told())

    assert moved(hand(staffed, dry_run=True)) == moved(hand(staffed)) == {"post": 1}
    assert there(staffed)[1:] == [("li", True, "2026-03-01", TODAY), ("li", False, TODAY, None)]
    assert ended(staffed, since) == {WANG_AT_1.id: TODAY, deputy["id"]: TODAY}


def test_a_deputyship_to_come_never_begins(staffed):
    appoint(staffed, WANG_AT_1, a_duty("li", "micro 1", deputises=True, **LATER))
    since = len(staffed.told())
    hand(staffed)
    assert [each[:2] for each in there(staffed)] == [("wang", False), ("li", False)]
    assert ended(staffed, since)[id_of("li at micro 1")] == "2026-05-01"


def test_somebody_else_s_deputyship_and_one_that_is_over_stay(staffed):
    staffed.ask("enter_staff", staff=[a_person("zhao")])
    over = {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 3, 1)}
    appoint(staffed, WANG_AT_1, a_duty("li", "micro 1", deputises=True, **over))
    appoint(staffed, a_duty("zhao", "micro 1", deputises=True, **MARCH))
    hand(staffed)
    deputies = [each for each in there(staffed) if each[1]]
    assert deputies == [
        ("li", True, "2026-02-01", "2026-03-01"),
        ("zhao", True, "2026-03-01", "2026-04-01"),
    ]


def test_what_came_with_the_deputyship_ends_with_it(staffed):
    appoint(staffed, a_duty("wang", "community", **SECRETARY))
    appoint(staffed, a_duty("li", "community", deputises=True, **SECRETARY, **MARCH))
    hand(staffed)
    for area in ("community", "total"):
        assert [each for each in there(staffed, area) if each[1]] == [("li", True, "2026-03-01", TODAY)]


def test_it_ends_also_where_whoever_hands_over_does_not_hold_it(staffed):
    """The secretary was appointed before the chief's post came with theirs."""
    for version, (day, roles) in enumerate([("2026-01-01", ALONE), (TODAY, TOGETHER)]):
        staffed.ask("write_post_roles", valid_from=day, roles=roles, seen_version=version)
    appoint(staffed, a_duty("wang", "community", **SECRETARY))
    leave = MARCH | {"valid_from": date(2026, 3, 5)}
    appoint(staffed, a_duty("li", "community", deputises=True, **SECRETARY, **leave))
    since = len(staffed.told())
    hand(staffed, on="2026-03-06")
    assert there(staffed, "total") == [("li", True, TODAY, "2026-03-06")]
    assert len(ended(staffed, since)) == 3


def test_a_deputyship_is_handed_to_nobody_who_holds_the_post(staffed):
    appoint(staffed, a_duty("li", "micro 1"), a_duty("wang", "micro 1", deputises=True, **MARCH))
    with pytest.raises(AlreadyHolds) as refused:
        hand(staffed)
    assert refused.value.about == ("to_id",)
