"""Answers defect 20: what is away is waited for and can be cancelled, what is too slow is given up."""

from typing import Any

import pytest

from services.chassis.bus import job_run
from services.chassis.errors import DeadlinePassed, ServiceUnavailable
from services.chassis.ids import new_id
from tests.chassis.bus.test_jobs import asked
from tests.chassis.bus.toy_house import ToyHouse, eventually
from tests.chassis.bus.toys.service import ToysService


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_run, "LATER", 0.1)


class Always(dict[int, Any]):
    """The same trouble at every try of the first step."""

    def pop(self, at: Any) -> Exception:  # type: ignore[override]
        trouble: Exception = self[at]
        return trouble


def test_what_waits_for_somebody_who_is_away_can_be_cancelled(house: ToyHouse):
    ToysService.trouble["wind"] = Always({0: ServiceUnavailable(service="grids")})
    begun = asked(house, house.make_toy(), 3)
    assert eventually(lambda: house.job(begun["id"])["state"] == "running")
    house.ask("cancel_job", {"job_id": begun["id"]}, key=new_id())
    assert house.job_over(begun["id"])["state"] == "cancelled"


def test_a_step_that_is_always_too_slow_is_given_up(house: ToyHouse):
    ToysService.trouble["wind"] = Always({0: DeadlinePassed()})
    over = house.job_over(asked(house, house.make_toy(), 3)["id"])
    assert (over["state"], over["error"]["code"]) == ("failed", "JobBroke")
