"""A grant on a grouping is a grant on its units, in every service: who lives there, and nobody next door."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from services.chassis.ids import new_id
from tests.house import House
from tests.journeys.district import District, Row, etag_of
from tests.journeys.meals import CARDS, enrolled
from tests.journeys.meals import founded as programme
from tests.journeys.people import Register, register_of
from tests.journeys.somebody import Somebody
from tests.journeys.test_courtyards import founded, given, hold
from tests.processes import wait_until

WITHIN = 20.0


@pytest.fixture(scope="module")
def register(house: House) -> Iterator[Register]:
    with register_of(house) as register:
        yield register


@dataclass
class Yard:
    """The first unit of a tower; in it lives `inside`, in the next unit, of the same lane, `beside`."""

    district: District
    tower: Row
    grouping: Row
    inside: str
    beside: str

    @property
    def id(self) -> str:
        return str(self.grouping["id"])

    def held_by(self, role: str) -> Somebody:
        return replace(self.district.officer, role=role, area_id=self.id, principal=new_id())

    def regroup(self, version: int, first: int, last: int) -> None:
        units = {"units": [{"building_id": self.tower["id"], "first": first, "last": last}]}
        self.district.officer.do(f"/v1/groupings/{self.id}/units", units, match=etag_of(version))

    def seen(self, somebody: Somebody) -> set[str]:
        """By id, which the list of the grouping and a search have to agree with."""
        both = {self.inside: "inside", self.beside: "beside"}
        alone = {name for id, name in both.items() if somebody.get(f"/v1/residents/{id}").is_success}
        page = somebody.get("/v1/residents", area_id=self.id)
        listed = {both[each["id"]] for each in page.json().get("items", ())}
        found = {both[each["id"]] for each in somebody.do("/v1/residents/search", {"name": "石"})["items"]}
        return alone if alone == listed == found else {"they differ"}


@pytest.fixture
def yard(district: District, register: Register) -> Yard:
    tower: Row = {"id": new_id(), "name": "1栋", "units": 2, "floors": 1, "rooms_per_floor": 1}
    estate = {"community_id": district.ids["community"], "estate": "安居苑", "buildings": [tower]}
    district.officer.do("/v1/buildings/batch", estate)
    district.officer.do("/v1/units/give", given(tower, district, (1, 2, "lane")))
    homes = sorted(
        district.officer.all(f"/v1/buildings/{tower['id']}/dwellings"), key=lambda home: int(home["unit"])
    )
    wait_until(lambda: programme(district), "the ground is in care's mirror", WITHIN)
    [inside], [beside] = (
        register.settle(district, dwelling_id=home["id"], name=name)
        for home, name in zip(homes, ("石立秋", "石立冬"), strict=True)
    )
    grouping = founded(district, tower, "courtyard", "东院", 1, 1)
    yard = Yard(district, tower, grouping, inside, beside)
    wait_until(lambda: yard.seen(yard.held_by("care_worker")) == {"inside"}, "members knows it", WITHIN)
    return yard


def test_whoever_holds_it_sees_who_lives_there_and_nobody_next_door(yard: Yard):
    """Names by their first character; with units that change, and no longer than the holding."""
    here = yard.district
    person = {"id": new_id(), "display_name": "江立秋", "duty_phone": "00000000002"}
    here.officer.do("/v1/staff/batch", {"staff": [person]})
    holder = {"id": new_id(), "staff_id": person["id"], "valid_from": "2026-01-01", "valid_to": None}
    hold(here, yard.grouping, holder, 1)
    held = _Signed(here, str(person["id"]))
    wait_until(lambda: held.get(yard.inside) == 200, "the holding has brought its grant", WITHIN)

    assert yard.seen(yard.held_by("grouping_leader")) == {"inside"}
    assert held.get(yard.beside) == 404
    [shown] = yard.held_by("grouping_leader").all("/v1/residents", area_id=yard.id)
    assert (shown["name"], shown["id"]) == ("石**", yard.inside)

    yard.regroup(2, 2, 2)
    wait_until(lambda: held.get(yard.beside) == 200, "the units have changed", WITHIN)
    wait_until(lambda: held.get(yard.inside) == 404, "the units have changed", WITHIN)
    assert yard.seen(yard.held_by("grouping_leader")) == {"beside"}

    hold(here, yard.grouping, holder | {"valid_to": "2026-01-02"}, 3)
    wait_until(lambda: held.get(yard.beside) == 403, "the holding is over", WITHIN)


def test_a_role_granted_on_it_counts_in_its_units_in_care_too(yard: Yard):
    here, worker = yard.district, yard.held_by("care_worker")
    both = (yard.inside, yard.beside)
    wait_until(lambda: all(_is_known(here, each) for each in both), "care knows them", WITHIN)
    cards = {each: enrolled(here, each) for each in both}

    wait_until(lambda: _eaters(worker, yard) == [yard.inside], "care knows the grouping", WITHIN)
    assert worker.get(f"{CARDS}/{cards[yard.inside]['id']}").is_success
    assert worker.get(f"{CARDS}/{cards[yard.beside]['id']}").status_code == 404
    assert _checked(worker, yard.beside)["reason"] == "unknown_resident"

    yard.regroup(1, 2, 2)
    wait_until(lambda: _eaters(worker, yard) == [yard.beside], "the units have changed", WITHIN)


def test_a_grant_by_hand_ends_with_the_grouping(yard: Yard):
    here, person = yard.district, new_id()
    body = {"person_id": person, "role": "care_worker", "area_id": yard.id, "reason": "接任院落助老工作"}
    administrator = here.somebody("security_administrator")
    grant = administrator.do("/v1/grants", body)
    held = _Signed(here, person)
    assert (held.get(yard.inside), held.get(yard.beside)) == (200, 404)

    here.officer.do(f"/v1/groupings/{yard.id}/close", {}, match=etag_of(1))
    wait_until(lambda: held.get(yard.inside) == 403, "the grant is over", WITHIN)
    assert administrator.read(f"/v1/grants/{grant['id']}")["ended_by"] == "service:grids"
    wait_until(lambda: yard.seen(yard.held_by("care_worker")) == set(), "it has no units", WITHIN)


@pytest.mark.parametrize("service", ["members", "care"])
def test_a_mirror_of_it_is_fed_and_holds_what_grids_holds(yard: Yard, service: str):
    yard.regroup(1, 1, 2)
    place = f"/v1/operator/{service}/mirrors"
    taken = yard.district.operator.job(f"{place}/refeed", {})["taken"]
    assert taken["grouped_dwellings"] == 2
    found = yard.district.operator.job(f"{place}/recount", {})["mirrors"]["grouped_dwellings"]
    assert found == {"source": 2, "mirrored": 2, "missing": 0, "extra": 0, "behind": 0}


def test_it_opens_no_area_and_no_case(yard: Yard):
    """A case lies in an area: nothing says of which unit it tells."""
    case = yard.district.register("lane")
    worker = yard.held_by("micro_grid_worker")
    assert worker.all("/v1/cases") == []
    assert worker.get(f"/v1/cases/{case['id']}").status_code == 404
    lane = yard.district.ids["lane"]
    for path in (f"/v1/areas/{lane}", f"/v1/residents?area_id={lane}", f"{CARDS}?area_id={lane}"):
        assert worker.get(path).status_code == 404
    assert worker.all("/v1/messages") == []


@dataclass(frozen=True)
class _Signed:
    """With a token that members signs anew of what they hold now."""

    district: District
    person_id: str

    def get(self, resident_id: str) -> int:
        token = self.district.operator.do("/v1/tokens", {"person_id": self.person_id})["token"]
        headers = {"Authorization": f"Bearer {token}"}
        return int(self.district.officer.get(f"/v1/residents/{resident_id}", headers=headers).status_code)


def _eaters(somebody: Somebody, yard: Yard) -> list[str]:
    answer = somebody.get(CARDS, area_id=yard.id)
    return [each["resident_id"] for each in answer.json()["items"]] if answer.is_success else []


def _checked(somebody: Somebody, resident_id: str) -> Row:
    found: Row = somebody.read(f"/v1/residents/{resident_id}/meal-eligibility")
    return found


def _is_known(here: District, resident_id: str) -> bool:
    return bool(_checked(here.officer, resident_id)["reason"] != "unknown_resident")
