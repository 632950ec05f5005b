"""What a house may open, on both sides of what its servers allow."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest

from deploy.linli.capacity import (
    CHANNELS,
    LINKS,
    OTHERS,
    Unwell,
    broker_connections,
    database_connections,
    fit_in_broker,
    fit_in_databases,
    fit_in_files,
    open_files,
)
from deploy.linli.reach import store_of_rates
from deploy.linli.services import GATEWAY, SERVICES
from services.chassis.cell_settings import CellSettings
from services.chassis.rate_settings import RateSettings
from services.chassis.scale_settings import ScaleSettings
from services.chassis.settings import DatabaseSettings, HttpSettings, Settings
from tests.architecture.source import ROOT

RESERVED = 3
EVERYBODY = [*SERVICES, GATEWAY]


def a_house(instances: int = 2, pool: int = 8, **scale: int) -> Settings:
    scaled = ScaleSettings(dict.fromkeys(EVERYBODY, instances), **scale)
    return Settings(database=DatabaseSettings(pool=pool), scale=scaled)


def number_after(words: str, said: str) -> int:
    [found] = re.findall(rf"{words} (\d+)", said)
    return int(found)


def test_each_process_counts_with_both_pools_and_its_child():
    assert database_connections(a_house(instances=1)) == 4 * (8 + 8 + 2)
    assert database_connections(a_house(instances=3, pool=5)) == 12 * (5 + 5 + 2)


def test_whoever_is_not_named_runs_once_and_who_does_not_run_has_no_spare():
    assert ScaleSettings({"grids": 2}).most_of("care") == 1
    assert ScaleSettings({"grids": 2}, spare=1).most_of("grids") == 3
    assert ScaleSettings({"grids": 0}, spare=1).most_of("grids") == 0


def test_connections_that_just_fit_are_well():
    house = a_house()
    just = database_connections(house) + RESERVED + OTHERS
    assert "room for" in fit_in_databases(house, just, RESERVED)


def test_one_too_many_is_told_with_numbers_that_fit():
    house = a_house()
    allowed = database_connections(house) + RESERVED + OTHERS - 1
    with pytest.raises(Unwell) as found:
        fit_in_databases(house, allowed, RESERVED)

    said = str(found.value)
    assert fit_in_databases(house, number_after("max_connections to", said), RESERVED)
    pool = number_after("database.pool to", said)
    assert fit_in_databases(a_house(pool=pool), allowed, RESERVED)
    with pytest.raises(Unwell):
        fit_in_databases(a_house(pool=pool + 1), allowed, RESERVED)


def test_where_no_pool_is_small_enough_there_are_too_many_instances():
    with pytest.raises(Unwell, match="run fewer instances"):
        fit_in_databases(a_house(instances=50), 100, RESERVED)


@pytest.mark.parametrize("spare", [1, 2])
def test_processes_that_are_there_for_a_while_count_too(spare: int):
    assert database_connections(a_house(spare=spare)) == database_connections(a_house(2 + spare))


def test_a_house_opens_as_many_links_as_its_parts():
    assert broker_connections(a_house(instances=1)) == 3 * 4 + 5 + 2


def test_links_that_just_fit_are_well_and_one_more_is_told():
    wanted = broker_connections(a_house())
    assert fit_in_broker(a_house(broker_connections=wanted), CHANNELS)
    with pytest.raises(Unwell, match=f"to {wanted}"):
        fit_in_broker(a_house(broker_connections=wanted - 1), CHANNELS)


def test_where_nobody_limits_them_all_links_fit():
    assert "as many as they like" in fit_in_broker(a_house(instances=900), CHANNELS)


def test_too_few_channels_are_told():
    with pytest.raises(Unwell, match=f"channel_max to {CHANNELS}"):
        fit_in_broker(a_house(), CHANNELS - 1)


def test_files_that_just_fit_are_well_and_one_more_is_told_with_numbers_that_fit():
    house = a_house()
    wanted = open_files(house)
    assert fit_in_files(house, wanted)
    with pytest.raises(Unwell, match=f"LimitNOFILE\\) to {wanted}") as found:
        fit_in_files(house, wanted - 1)
    fewer = number_after("http.connections to", str(found.value))
    assert fit_in_files(Settings(http=HttpSettings(connections=fewer)), wanted - 1)


def test_a_gateway_opens_as_many_lines_to_each_cell():
    brokers = {"east": "amqp://b1/east", "west": "amqp://b2/west"}
    both = Settings(http=HttpSettings(connections=5000), cells=CellSettings(brokers))
    assert open_files(both) == open_files(replace(both, cells=CellSettings())) + LINKS[GATEWAY]


@pytest.mark.parametrize("share", [1, 2, 3])
def test_gateways_that_share_no_store_know_how_many_they_are(share: int):
    house = Settings(scale=ScaleSettings({GATEWAY: 2}), rates=RateSettings(gateways=share))
    if share == 2:
        assert "each of 2" in store_of_rates(house)
    else:
        with pytest.raises(Unwell, match="set rates"):
            store_of_rates(house)


SOFT_AND_HARD = [(1024, 4096, 1066), (1024, 1050, 1050), (2000, 4096, 2000)]


@pytest.mark.parametrize(("soft", "hard", "then"), SOFT_AND_HARD)
def test_a_process_asks_for_as_many_files_as_it_may_open(soft: int, hard: int, then: int):
    code = (
        f"import resource as r; r.setrlimit(r.RLIMIT_NOFILE, ({soft}, {hard}))\n"
        "from deploy.linli.limits import ask_for_open_files\n"
        "from services.chassis.settings import Settings\n"
        "ask_for_open_files(Settings()); print(*r.getrlimit(r.RLIMIT_NOFILE))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [str(then), str(hard)]
