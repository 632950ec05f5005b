"""Four people on one event (S2.62): who found it, raised the alarm, called for help and carried it out."""

from services.chassis.ids import new_id
from tests.journeys.district import District, Row, etag_of
from tests.journeys.duties import enter

PARTS = ("finder_id", "alarm_raiser_id", "whistle_blower_id", "executor_id")


def named(case: Row) -> Row:
    return {part: case[part] for part in PARTS}


def test_four_people_are_named_on_one_event_and_stay_on_it_until_it_is_closed(district: District):
    """发现人, 报警人, 吹哨人, 落实人."""
    district.appoint("lane")
    four = enter(district.officer, ["云雨水", "林惊蛰", "石春分", "江清明"])
    people = dict(zip(PARTS, [each["id"] for each in four], strict=True))
    case = district.register()
    assert named(case) == dict.fromkeys(PARTS)
    path = f"/v1/cases/{case['id']}/actors"

    answer = district.officer.ask("PUT", path, people, match=etag_of(case["version"]))
    assert (answer.status_code, named(answer.json())) == (200, people)
    assert len(set(people.values())) == 4
    assert named(district.officer.read(f"/v1/cases/{case['id']}")) == people
    stale = district.officer.refused("PUT", path, people, match=etag_of(case["version"]))
    assert (stale.status, stale.code) == (412, "StaleVersion")
    closed = district.closed(answer.json())
    assert (closed["state"], named(closed)) == ("closed", people)


def test_somebody_unknown_is_refused_by_their_part_and_nobody_is_named(district: District):
    [known] = enter(district.officer, ["云雨水"])
    case = district.register()
    path, match = f"/v1/cases/{case['id']}/actors", etag_of(case["version"])
    body = {"finder_id": known["id"], "executor_id": new_id()}
    refused = district.officer.refused("PUT", path, body, match=match)
    assert (refused.code, set(refused.named)) == ("StaffUnknown", {"executor_id"})
    assert district.officer.refused("PUT", path, {"finder_id": known["id"]}).status == 428
    assert named(district.officer.read(f"/v1/cases/{case['id']}")) == dict.fromkeys(PARTS)
