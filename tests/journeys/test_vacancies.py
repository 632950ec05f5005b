"""A post that nobody holds: its cases wait, and go on when somebody is appointed."""

from tests.journeys.district import District, etag_of
from tests.journeys.duties import a_duty, appoint, day, enter, not_appointed
from tests.processes import wait_until

WITHIN = 20.0


def test_a_case_of_a_vacant_post_waits_for_an_appointment(district: District):
    case = district.register()
    assert (case["state"], case["vacant"], case["holder_id"]) == ("registered", True, None)

    case = district.step(case, "assign")
    assert (case["state"], case["vacant"], case["assignee_id"]) == ("registered", True, None)

    holder = district.appoint("lane")
    case = district.step(case, "assign")
    assert (case["state"], case["vacant"], case["assignee_id"]) == ("assigned", False, holder)
    assert district.message_about(district.closed(case))["recipient_id"] == holder


def test_a_post_that_is_held_tomorrow_is_vacant_today(district: District):
    holder = district.appoint("lane")
    lane = district.ids["lane"]
    before = district.officer.read(f"/v1/areas/{lane}/holder", on="2025-12-31")
    since = district.officer.read(f"/v1/areas/{lane}/holder", on="2026-01-01")
    assert (before["vacant"], since["staff_id"]) == (True, holder)


def test_a_case_that_comes_after_its_holder_has_left_is_vacant(district: District):
    holder = district.appoint("lane")
    place = f"/v1/areas/{district.ids['lane']}/holder"
    appointment = district.officer.read(place)["appointment_id"]
    path = f"/v1/appointments/{appointment}/end"
    district.officer.do(path, {"valid_to": "2026-01-02"}, match=etag_of(1))
    assert district.officer.read(place, on="2026-01-01")["staff_id"] == holder
    assert district.officer.read(place)["vacant"] is True
    assert district.register("lane")["vacant"] is True


def test_who_gets_another_phone_is_called_by_it_wherever_they_stand(district: District):
    holder = district.appoint("lane")
    path, change = f"/v1/staff/{holder}", {"duty_phone": "00000000009"}
    assert district.officer.refused("PATCH", path, change).code == "IfMatchMissing"
    changed = district.officer.ask("PATCH", path, change, match=etag_of(1)).json()
    assert (changed["display_name"], changed["duty_phone"], changed["version"]) == (
        "江立春", "00000000009", 2,
    )  # fmt: skip
    chain = district.officer.read(f"/v1/areas/{district.ids['lane']}/responsible")
    assert chain["responsible"]["duty_phone"] == "00000000009"
    assert district.officer.refused("PATCH", path, change, match=etag_of(1)).status == 412
    same = district.officer.ask("PATCH", path, change, match=etag_of(2)).json()
    assert same["version"] == 2


def test_what_was_appointed_today_in_error_is_withdrawn_with_its_grant(district: District):
    [person] = enter(district.officer, ["江立春"])
    duty = a_duty(person, district.ids["lane"], "micro_grid_worker") | {"valid_from": day(0)}
    [held] = appoint(district.officer, duty)
    path = f"/v1/appointments/{held['id']}"
    asked = {"person_id": person["id"]}

    def lasting() -> list[str]:
        found = district.operator.all("/v1/grants", **asked)
        return [each["id"] for each in found if each["valid_until"] != each["valid_from"]]

    wait_until(lambda: lasting() == [held["id"]], "the grant has come", WITHIN)
    over = district.officer.do(f"{path}/end", {"valid_to": day(0)}, match=etag_of(1))
    assert over["valid_to"] == over["valid_from"] == day(0)
    assert district.officer.read(path)["valid_to"] == day(0)
    assert not_appointed(district.officer, duty).code == "IdTaken"
    assert district.officer.read(f"/v1/areas/{district.ids['lane']}/holder")["vacant"] is True
    wait_until(lambda: lasting() == [], "the grant has gone", WITHIN)
