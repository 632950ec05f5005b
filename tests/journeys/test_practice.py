"""A practice district is loaded by a command, and is a district like any but for what leaves the house."""

from dataclasses import replace

import pytest

from services.chassis.practice import practice_of
from tests.house import House
from tests.journeys.district import District
from tests.journeys.kept import files_with
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

LOADED = {"areas", "staff", "appointments", "buildings", "residents"}


def loaded(house: House, district: str) -> dict[str, str]:
    said = house.command("practice", "--district", district, "--url", house.url)
    return dict(line.split(": ", 1) for line in said.splitlines() if ": " in line)


def test_a_practice_district_is_loaded_once_with_people_who_never_were(
    house: House, officer: Somebody, district: District
):
    first, second = loaded(house, district.id), loaded(house, district.id)
    assert {first[what] for what in LOADED}.isdisjoint({"there already", "0"})
    assert {second[what] for what in LOADED - {"buildings"}} == {"there already"}
    there = practice_of(district.id)
    assert first["practice district"] == second["practice district"] == there

    somebody = replace(officer, district=there)
    [county] = somebody.read("/v1/areas", name_prefix="成华区")["items"]
    residents = somebody.all("/v1/residents", area_id=county["id"], limit=200)
    assert len(residents) == int(first["residents"])
    assert district.officer.get(f"/v1/areas/{county['id']}").status_code == 404


def test_a_practice_district_has_none_of_its_own(house: House):
    with pytest.raises(RuntimeError, match="practice district itself"):
        house.command("practice", "--district", "d7k2m9-practice", "--url", house.url)


def test_a_message_of_a_practice_district_is_kept_and_never_leaves_by_the_log(
    house: House, district: District
):
    there = District.founded(district.officer, practice_of(district.id))
    there.appoint("lane")
    case = there.closed(there.register())

    def states() -> list[str]:
        return [each["state"] for each in there.messages(case)]

    wait_until(lambda: states() == ["practised"], "the message has ended", 20)
    [message] = there.messages(case)
    assert (message["reason"], message["tries"], message["next_try_at"]) == (None, 1, None)
    assert [name for name in files_with(house, message["id"]) if name.endswith(".log")] == []
