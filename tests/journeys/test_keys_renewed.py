"""A district gets new keys in a running house: while it works, and after a process was killed.

Most of its minutes are waits until every process has learnt of them: the first is part of `make test-all`.
"""

from threading import Event, Thread

import pytest

from deploy.linli.services import SERVICES
from tests.house import House
from tests.journeys.district import District, Row
from tests.journeys.registers import Community, a_person, as_csv, counts
from tests.processes import wait_until

PEOPLE = [a_person(number, 联系电话=f"139{number:08d}") for number in range(300)]
LATER = [a_person(number) for number in range(300, 320)]
DONE_WITHIN = 240.0


@pytest.fixture
def community(district: District) -> Community:
    here = Community.built(district)
    assert counts(here.imported(as_csv(PEOPLE))) == (len(PEOPLE), 0, 0, 0)
    return here


class Looking:
    """Somebody looks for one number and phone after the other, until told to stop."""

    def __init__(self, community: Community) -> None:
        self._officer, self._stopping = community.officer, Event()
        self.found = 0
        self.missed: list[Row] = []
        self._thread = Thread(target=self._go_on)

    def __enter__(self) -> "Looking":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def look(self, person: Row) -> None:
        for asked in ({"document_number": person["身份证号"]}, {"phone": person["联系电话"]}):
            found = self._officer.do("/v1/residents/search", asked)["items"]
            if [each["name"] for each in found] == [person["姓名"]]:
                self.found += 1
            else:
                self.missed.append(person)

    def _go_on(self) -> None:
        while not self._stopping.is_set():
            for person in PEOPLE[::37]:
                self.look(person)


def job_of(district: District, path: str) -> Row:
    asked: Row = district.operator.do(f"/v1/operator/members/keys/{path}", {})
    return asked


def now(district: District, job: Row) -> Row:
    found: Row = district.operator.get(f"/v1/jobs/{job['id']}").json()
    return found


def ended(district: District, job: Row) -> Row:
    wait_until(lambda: now(district, job)["state"] not in ("waiting", "running"), "it is over", DONE_WITHIN)
    return now(district, job)


@pytest.mark.long
def test_people_are_found_while_their_numbers_are_sealed_and_digested_anew(
    house: House, community: Community
):
    district = community.district
    with Looking(community) as looking:
        job, twin = job_of(district, "renew"), job_of(district, "renew")
        wait_until(lambda: now(district, job)["done"] > 0, "it has begun", DONE_WITHIN)
        begun = community.begun(as_csv([*LATER, PEOPLE[5]]))
        taken = community.ended(begun, DONE_WITHIN)  # one job after the other
        assert counts(taken) == (len(LATER), 0, 1, 0)
        first, second = ended(district, job), ended(district, twin)
        assert (first["state"], first["result"]) == ("done", {"version": 2, "left": {}})
        assert (second["state"], second["result"]) == ("done", {"version": 2, "left": {}})
        assert first["total"] >= len(PEOPLE)
        told = house.command("keys", "renew", district.id, "--url", house.url)
        assert all(f"{service}: version 2, " in told for service in SERVICES)
        assert "left" not in told
        said = house.command("keys", "verify")
        assert all(f"{service}: {district.id} has version 1, 2" in said for service in SERVICES)
        retired = ended(district, job_of(district, "destroy-older"))
        assert (retired["state"], retired["result"]) == ("done", {"version": 2})
        assert retired["done"] >= 2 * len(PEOPLE)
        assert counts(community.imported(as_csv(PEOPLE[:5]))) == (0, 0, 5, 0)
    for person in PEOPLE[::50]:
        looking.look(person)
    assert looking.missed == []
    assert looking.found > 20


def test_a_house_that_was_killed_in_the_middle_goes_on(breakable: House, witness: object):
    """Its child goes with it; the next holder goes on behind the last step."""
    district = District.founded(witness)  # type: ignore[arg-type]
    here = Community.built(district)
    here.imported(as_csv(PEOPLE))
    job = job_of(district, "renew")
    wait_until(lambda: now(district, job)["state"] == "running", "it is held", DONE_WITHIN)
    breakable.kill("members")
    breakable.start()
    over = ended(district, job)
    assert (over["state"], over["result"]) == ("done", {"version": 2, "left": {}})
    Looking(here).look(PEOPLE[7])
