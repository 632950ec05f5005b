"""The people of the sample, in by the real import: exactly so many, and once."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deploy.sample.api import Api
from deploy.sample.estate import DWELLINGS, houses
from deploy.sample.load_register import COMMUNITY_ID, followed, wait_until_known
from deploy.sample.register import RESIDENTS, as_csv, register
from services.chassis.ids import new_id
from tests.house import House


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Whose loading was interrupted once, and where somebody else has tried an import before."""
    with House(tmp_path_factory.mktemp("peopled")) as house:
        house.load_sample()
        begin_by_hand(Api(house.url, house.passes.token("operator", kind="operator")))
        assert f"residents: {RESIDENTS}" in loaded(house)
        yield house


def begin_by_hand(api: Api) -> None:
    """The houses of one estate, without their grids; and somebody's trial, which ends."""
    first = [house for house in houses() if house.base == 1]
    place = {"community_id": COMMUNITY_ID, "estate": first[0].estate}
    plans = [house.plan() for house in first]
    api.post("/v1/buildings/batch", place | {"buildings": plans}, key=new_id())
    wait_until_known(api)
    sent = api.send_file("楼栋,房号,姓名,与户主关系".encode(), "a.csv")
    trial = {"community_id": COMMUNITY_ID, "file": sent["file"], "file_name": "a.csv", "is_trial": True}
    begun = api.post("/v1/register-imports", trial, key=new_id())
    assert followed(api, begun["job_id"], lambda _: None)["state"] == "done"


def loaded(house: House) -> str:
    token = house.passes.token("operator", kind="operator")
    return house.command("sample", "--url", house.url, "--token", token, configured=False, within=600)


def counted(house: House, what: str) -> int:
    with closing(sqlite3.connect(f"file:{Path(house.folder)}/data/members.db?mode=ro", uri=True)) as file:
        return int(file.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def test_there_are_15525_households_and_30787_residents(peopled: House):
    assert (counted(peopled, "households"), counted(peopled, "residents")) == (15_525, 30_787)


def test_a_micro_grid_has_132_point_7_households(peopled: House):
    """S2.57, as whoever asks over HTTP finds it."""
    api = Api(peopled.url, peopled.passes.token("district_officer"))
    there = api.get(f"/v1/areas/{COMMUNITY_ID}/counts")
    posts = {each["role"]: each for each in api.get(f"/v1/areas/{COMMUNITY_ID}/staffing")["roles"]}
    micro_grids = posts["micro_grid_worker"]["posts"]
    assert (there["households"], there["residents"], micro_grids) == (15_525, 30_787, 117)
    assert round(there["households"] / micro_grids, 1) == 132.7


def test_a_base_grid_has_6_point_88_micro_grids(peopled: House):
    """S2.57, of the grids that stand below the community."""
    api = Api(peopled.url, peopled.passes.token("district_officer"))
    kinds: Counter[str] = Counter()
    page = api.get(f"/v1/areas/{COMMUNITY_ID}/subtree", limit=200)
    kinds.update(each["kind"] for each in page["items"])
    assert page["next"] is None
    assert kinds == {"community": 1, "general_total": 1, "base": 17, "micro": 117, "exclusive": 16}
    assert round(kinds["micro"] / kinds["base"], 2) == 6.88


def test_every_dwelling_lies_in_exactly_one_grid(peopled: House):
    """S2.58, of all that came in."""
    api = Api(peopled.url, peopled.passes.token("district_officer"))
    covered = api.get(f"/v1/areas/{COMMUNITY_ID}/coverage")
    figures = {name: covered[name] for name in ("dwellings", "uncovered", "doubly_covered")}
    assert figures == {"dwellings": DWELLINGS, "uncovered": 0, "doubly_covered": 0}
    assert (covered["items"], DWELLINGS) == ([], 15_525)


def test_each_micro_grid_has_its_people(peopled: House):
    assert counted(peopled, "(SELECT DISTINCT area_id FROM residents)") == 117


def test_loaded_once_more_it_changes_nothing(peopled: House):
    before = counted(peopled, "jobs")  # the trial's and the loader's
    assert "residents: there already" in loaded(peopled)
    assert counted(peopled, "jobs") == before


def test_the_register_is_the_same_at_every_making():
    assert as_csv() == as_csv()


def test_nobody_of_it_can_be():
    people = list(register())
    assert {person.number[:2] for person in people} == {"99"}
    assert {person.phone[:4] for person in people if person.phone} == {"0300"}
    assert len({person.number for person in people}) == RESIDENTS
    assert len({(person.house.number, person.unit, person.room) for person in people}) == DWELLINGS
