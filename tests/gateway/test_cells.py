"""Every request goes to the cell of its district, and to no other."""

from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from gateway.cells import AWAY_AFTER, MOVED_WITHIN, Cells
from gateway.errors import GatewayBusy
from gateway.in_flight import Most
from services.chassis.cell_settings import CellSettings
from services.chassis.ids import new_id
from services.chassis.platform_secret import hash_of, new_secret
from services.chassis.settings import HttpSettings, LimitSettings, Settings
from tests.gateway.builders import (
    AREA,
    CASE,
    EMPTY_PAGE,
    Browser,
    FakeServices,
    Reply,
    a_gateway,
    a_token,
    problem,
)
from tests.gateway.files import kept_in
from tests.gateway.test_refused_tokens import EXPIRED

SEEN = '"3-0123456789abcdef"'
MAP = CellSettings(
    brokers={"east": "amqp://b1/east", "west": "amqp://b2/west"},
    districts={"chenghua": "east", "jinniu": "west", "jinniu-practice": "east"},
)
BUSY = Most(of_all=2, of_district=2, in_hand=2)
AREAS = f"/v1/areas/{AREA}"


class House:
    def __init__(self, folder: Path, cells: CellSettings = MAP) -> None:
        self.east, self.west = FakeServices(), FakeServices()
        for each in (self.east, self.west):
            each.answer("grids.get_area", {"id": AREA})
            each.answer("grids.rename_area", {"id": AREA, "version": 2})
        self.clients = {"east": self.east, "west": self.west}
        self.browser = Browser(a_gateway(folder, self.east, cells=cells, clients=self.clients))

    def read(self, district: str, language: str = "en") -> TestResponse:
        return self.browser.get(AREAS, token=a_token(district=district), Accept_Language=language)

    def write(self, district: str) -> TestResponse:
        return self.browser.send(
            "PATCH",
            AREAS,
            {"name": "八里庄社区", "valid_from": "2026-03-05"},
            token=a_token(district=district),
            Idempotency_Key="key-1",
            If_Match=SEEN,
        )

    @property
    def asked(self) -> tuple[list[str], list[str]]:
        east, west = ([call.rpc for call in each.calls] for each in (self.east, self.west))
        return east, west


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.mark.parametrize(
    ("district", "cell"),
    [("chenghua", 0), ("jinniu", 1), ("chenghua-practice", 0), ("jinniu-practice", 0)],
)
def test_a_request_goes_to_the_cell_of_its_district(house: House, district: str, cell: int):
    assert house.read(district).status_code == 200
    assert house.asked[cell] == ["grids.get_area"]
    assert house.asked[1 - cell] == []


def test_a_district_that_is_in_no_cell_is_refused_by_its_name(house: House):
    for language, said in (("en", "wuhou is not served here"), ("zh-CN", "“wuhou”")):
        refused = house.read("wuhou", language)
        assert problem(refused) == (421, "DistrictElsewhere")
        assert refused.json is not None
        assert refused.json["values"] == {"district": "wuhou"}
        assert said in refused.json["detail"]
    assert house.asked == ([], [])


def test_a_district_that_is_in_no_cell_leaves_no_file_here(house: House, tmp_path: Path):
    refused = house.browser.post("/v1/files", b"1,2\n", Authorization=f"Bearer {a_token(district='wuhou')}")
    assert problem(refused) == (421, "DistrictElsewhere")
    assert not kept_in(tmp_path)


def test_a_district_that_is_not_listed_may_have_a_cell_for_all_such(tmp_path: Path):
    house = House(tmp_path, CellSettings(MAP.brokers, {"chenghua": "east"}, others="west"))
    assert house.read("wuhou").status_code == 200
    assert house.asked == ([], ["grids.get_area"])


def test_of_a_district_that_is_being_moved_nothing_is_changed_and_all_is_read(tmp_path: Path):
    house = House(tmp_path, CellSettings(MAP.brokers, MAP.districts, moving="chenghua wuhou"))
    refused = house.write("chenghua")
    assert problem(refused) == (503, "DistrictMoving")
    assert refused.headers["Retry-After"] == str(MOVED_WITHIN)
    assert house.read("chenghua").status_code == 200
    assert house.write("jinniu").status_code == 200
    assert house.asked == (["grids.get_area"], ["grids.rename_area"])


def test_a_house_without_cells_may_say_which_district_is_being_moved(tmp_path: Path):
    services = FakeServices()
    browser = Browser(a_gateway(tmp_path, services, cells=CellSettings(moving="chenghua")))
    sent = browser.post("/v1/files", b"1,2\n")
    assert problem(sent) == (503, "DistrictMoving")
    assert not kept_in(tmp_path)


def test_a_platforms_secret_is_exchanged_in_the_cell_of_its_district(house: House):
    secret = new_secret("live", "jinniu", new_id())
    house.west.refuse("members.open_key", "invalid", "SecretRefused", values={"reason": "unknown_key"})
    assert problem(house.browser.get(AREAS, token=secret)) == (401, "TokenRefused")
    assert house.asked == ([], ["members.open_key"])
    assert house.west.last.body["secret_hash"] == hash_of(secret)


def test_a_secret_of_a_district_that_is_not_here_opens_nothing_and_tells_nothing_of_it(house: House):
    refused = house.browser.get(AREAS, token=new_secret("live", "wuhou", new_id()))
    assert problem(refused) == (401, "TokenRefused")
    assert refused.json is not None
    assert refused.json["values"] == {"reason": "unknown_key"}
    assert house.asked == ([], [])


def test_a_refused_token_is_written_down_in_the_cell_of_its_district(tmp_path: Path):
    house = House(tmp_path, CellSettings(MAP.brokers, {"chenghua": "west"}))
    assert problem(house.browser.get(f"/v1/cases/{CASE}", token=EXPIRED)) == (401, "TokenRefused")
    assert house.asked == ([], ["grids.get_case"])


@pytest.mark.parametrize(
    ("down_for", "is_asked"), [(0.0, True), (AWAY_AFTER, True), (AWAY_AFTER + 0.1, False)]
)
def test_a_cell_whose_broker_is_away_is_refused_at_once_and_another_is_asked(
    house: House, down_for: float, is_asked: bool
):
    house.east.down_for = down_for
    answer = house.read("chenghua")
    assert answer.status_code == (200 if is_asked else 503)
    if not is_asked:
        assert (problem(answer)[1], answer.headers["Retry-After"]) == ("ServiceUnavailable", "1")
    assert house.read("jinniu").status_code == 200
    assert house.asked == (["grids.get_area"] * is_asked, ["grids.get_area"])


@pytest.mark.parametrize(("cells", "most"), [(1, Most(10, 5, 16)), (3, Most(3, 1, 16)), (20, Most(1, 1, 16))])
def test_each_cell_has_its_part_of_what_may_wait(cells: int, most: Most):
    settings = Settings(http=HttpSettings(in_flight=10), limits=LimitSettings(max_workers=32))
    assert Most.of(settings, cells) == most


def test_who_waits_for_one_cell_takes_no_place_of_another():
    """Here there is room for one request in each."""
    settings = Settings(http=HttpSettings(in_flight=2, district_in_flight=1), cells=MAP)
    tried: list[str] = []

    class Hanging(FakeServices):
        def call(self, service: str, method: str, body: dict[str, Any], **context: Any) -> Reply:
            for district in ("chenghua", "jinniu"):
                try:
                    cells.call(district, "grids", "get_area", {}, 1.0)
                    tried.append("answered")
                except GatewayBusy:
                    tried.append("full")
            return EMPTY_PAGE

    cells = Cells({"east": Hanging(), "west": FakeServices()}, settings)
    cells.call("chenghua", "grids", "get_area", {}, 1.0)
    assert tried == ["full", "answered"]
