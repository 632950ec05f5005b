"""What cannot be written down is not shown: people's data is kept back, all else goes on, and it heals."""

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from tests.house import House
from tests.journeys.district import District
from tests.journeys.somebody import Somebody
from tests.processes import wait_until

WITHIN = 10.0
SAID = {
    "en": "Reading personal data cannot be recorded just now, so none is shown; please try again soon",
    "zh-CN": "查阅记录暂时无法登记，因此不能显示个人信息，请稍后再试",
}


@contextmanager
def something_in_the_way(house: House) -> Iterator[None]:
    """Where the folder is, or comes with the first reading, is a file: not even root writes into that."""
    folder = house.folder / "data" / "spool"
    folder.mkdir(exist_ok=True)
    away = folder.rename(folder.with_name("spool-away"))
    folder.write_text("")
    try:
        yield
    finally:
        folder.unlink()
        away.rename(folder)


@contextmanager
def no_room(house: House) -> Iterator[None]:
    """Not one byte more goes into any file of the process: to it the disk is full."""
    pid = house.pids["grids"]
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@pytest.fixture
def district(breakable: House, witness: Somebody) -> District:
    return District.founded(witness)


@pytest.mark.parametrize("trouble", [something_in_the_way, no_room])
def test_reads_of_personal_data_are_refused_and_writes_go_on_until_the_spool_is_back(
    breakable: House, district: District, trouble: Callable[[House], AbstractContextManager[None]]
):
    case = district.register()
    path, officer = f"/v1/cases/{case['id']}", district.officer
    assert officer.get(path).status_code == 200
    with trouble(breakable):
        wait_until(lambda: officer.get(path).status_code == 503, "reads are refused", WITHIN)
        for language, said in SAID.items():
            refused = officer.ask("GET", path, language=language)
            assert (refused.status_code, refused.json()["code"]) == (503, "AuditUnavailable")
            assert refused.json()["detail"] == said
            assert "text" not in refused.json()
            assert int(refused.headers["Retry-After"]) >= 1
        assert officer.get(f"/v1/areas/{district.ids['lane']}").status_code == 200
        assert district.register()["state"] == "registered"
    wait_until(lambda: officer.get(path).status_code == 200, "reads are answered again", WITHIN)


def test_who_is_denied_is_denied_though_it_cannot_be_written_down(breakable: House, district: District):
    case, nobody = district.register(), district.somebody("resident")
    with something_in_the_way(breakable):
        wait_until(
            lambda: district.officer.get(f"/v1/cases/{case['id']}").status_code == 503, "it is felt", WITHIN
        )
        assert nobody.get(f"/v1/cases/{case['id']}").status_code == 403
