"""Two cells on one machine: each district in its own, and when one is killed the other does not notice."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from deploy.linli.services import GATEWAY, SERVICES
from services.chassis.ids import new_id
from tests.deployment.two_cells import Steady, TwoCells, found
from tests.journeys.district import etag_of
from tests.journeys.platforms import making
from tests.processes import wait_until
from tests.servers import PostgreSql, RabbitMq

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def cells(
    tmp_path_factory: pytest.TempPathFactory, rabbitmq: RabbitMq, postgresql: PostgreSql
) -> Iterator[TwoCells]:
    with TwoCells(tmp_path_factory.mktemp("cells"), rabbitmq, postgresql) as cells:
        yield cells


@pytest.fixture(scope="module")
def counties(cells: TwoCells) -> dict[str, str]:
    return {district: cells.found(district) for district in ("d-east", "d-west", "d-east-practice")}


def test_each_district_is_in_its_own_cell_and_in_no_other(
    cells: TwoCells, counties: dict[str, str], postgresql: PostgreSql
):
    for district, county in counties.items():
        with cells.client(district) as officer:
            seen = {of: officer.get(f"/v1/areas/{each}").status_code for of, each in counties.items()}
        assert seen == dict.fromkeys(counties, 404) | {district: 200}, county
    assert districts_in(postgresql, "east_grids") == {"d-east", "d-east-practice"}
    assert districts_in(postgresql, "west_grids") == {"d-west"}


@pytest.mark.parametrize("district", ["d-east", "d-west"])
def test_a_platforms_key_opens_in_its_districts_cell_until_that_calls_it_back(cells: TwoCells, district: str):
    with cells.client(district, "security_administrator") as administrator:
        made = administrator.post("/v1/platform-keys", json=making(), headers=a_key())
        assert made.status_code == 201, made.text
        key = made.json()
        with cells.bearer(key["secret"]) as platform:
            assert platform.get("/v1/cases").status_code == 200
            end = f"/v1/platform-keys/{key['id']}/end"
            ended = administrator.post(end, json={}, headers=a_key() | {"If-Match": etag_of(1)})
            assert ended.status_code == 200, ended.text
            wait_until(lambda: platform.get("/v1/cases").status_code == 401, "it is called back", 10.0)


def test_the_doctor_and_the_status_tell_of_each_cell(cells: TwoCells, counties: dict[str, str]):
    said = cells.doctor()
    assert "BAD" not in said
    assert all(f"ok   broker of the cell {cell}: RabbitMQ" in said for cell in ("east", "west"))
    assert "guest:guest" not in said
    wait_until(lambda: "All is well." in cells.status(), "both are well", 30.0)
    assert all(f"{cell}/{service}" in cells.status() for cell in ("east", "west") for service in SERVICES)


def test_one_is_killed_and_the_other_does_not_notice(
    cells: TwoCells, counties: dict[str, str], capsys: pytest.CaptureFixture[str]
):
    """All processes of the one, and its broker with them: a black hole, which is the worst of deaths."""
    reading = f"/v1/areas/{counties['d-east']}"
    with Steady(cells, "d-west", counties["d-west"]) as steady, cells.client("d-east") as east:
        steady.go_on(20)
        cells.line.hold()
        cells.east.kill_all()
        meanwhile = [east.get(reading)]
        while meanwhile[-1].status_code == 504:
            meanwhile.append(east.get(reading))
        meanwhile += [east.get(reading) for _ in range(5)]
        refused = [answer for answer in meanwhile if answer.status_code != 504]
        assert {(answer.status_code, answer.headers["Retry-After"]) for answer in refused} == {(503, "1")}
        assert cells.gateway_is_ready
        assert [cells.west.metric(f'linli_cell_up{{cell="{cell}"}}') for cell in ("east", "west")] == [0, 1]
        with pytest.raises(RuntimeError, match="cell east: its broker is away"):
            cells.status()
        steady.go_on(20)
        cells.line.cut()
        cells.line.release()
        cells.east.start()
        wait_until(lambda: east.get(reading).status_code == 200, "it answers again", 30.0)
        found(east, counties["d-east"], "township")
        steady.go_on(20)
    assert steady.failed == []
    with capsys.disabled():
        print(f"\nbeside the killed cell: {len(steady.took)} answers, slowest {max(steady.took):.3f} s")


def test_a_gateway_that_starts_while_a_cell_is_away_serves_the_others(
    cells: TwoCells, counties: dict[str, str]
):
    cells.west.end(GATEWAY)
    cells.line.hold()
    cells.line.cut()
    cells.west.run(GATEWAY)
    with cells.client("d-west") as west, cells.client("d-east") as east:
        assert west.get(f"/v1/areas/{counties['d-west']}").status_code == 200
        assert east.get(f"/v1/areas/{counties['d-east']}").status_code == 503
        cells.line.release()
        reading = f"/v1/areas/{counties['d-east']}"
        wait_until(lambda: east.get(reading).status_code == 200, "the other answers too", 30.0)


def test_one_process_is_no_house_of_cells(cells: TwoCells):
    with pytest.raises(RuntimeError, match="cells are several houses"):
        cells.west.command("up", "--config", str(cells.west.gateways_file), configured=False)


def test_a_district_moves_from_one_cell_into_the_other(
    cells: TwoCells, counties: dict[str, str], postgresql: PostgreSql, tmp_path: Path
):
    """By the steps of docs/guides/move-a-district.md; what was trained there stays where it is."""
    stays = {"d-east-practice": "east"}
    reading, folder = f"/v1/areas/{counties['d-east']}", str(tmp_path / "moved")
    with cells.client("d-east") as officer:
        before = officer.get(reading).json()
        cells.map_anew(districts={"d-east": "east", **stays}, moving="d-east")
        refused = officer.post("/v1/areas/batch", json={"areas": []}, headers=a_key())
        assert (refused.status_code, refused.json()["code"]) == (503, "DistrictMoving")
        assert officer.get(reading).json() == before
        cells.east.command("district", "close", "d-east")
        cells.east.command("district", "backup", "d-east", folder)
        cells.west.command("district", "restore", folder)
        cells.map_anew(districts=stays)
        assert officer.get(reading).json() == before
        found(officer, counties["d-east"], "township")
    cells.east.command("district", "remove", folder, "--moved-to", "west")
    assert districts_in(postgresql, "east_grids") == {"d-east-practice"}
    assert districts_in(postgresql, "west_grids") == {"d-east", "d-west"}


def a_key() -> dict[str, str]:
    return {"Idempotency-Key": new_id()}


def districts_in(postgresql: PostgreSql, database: str) -> set[str]:
    with closing(psycopg2.connect(postgresql.dsn, dbname=database)) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT DISTINCT district FROM areas")
        return {district for (district,) in cursor.fetchall()}
