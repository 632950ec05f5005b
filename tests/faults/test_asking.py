"""A caller sends an order until it knows how it ended, always with the same key."""

import httpx
import pytest

from tests.faults import asking
from tests.faults.asking import Asker
from tests.faults.ledger import End, Ledger, Order

ORDER = Order("li-na", "close", "/v1/cases/1/close", {"feedback": "done"}, '"3-abc"')
OK = httpx.Response(200, json={"id": "1", "version": 4}, headers={"ETag": '"4-abc"'})


def problem(status: int, code: str) -> httpx.Response:
    return httpx.Response(status, json={"code": code})


class House:
    """Answers in this order, and remembers what it was asked; None breaks the connection off."""

    def __init__(self, *answers: httpx.Response | None) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if answer is None:
            raise httpx.ReadError("gone")
        return answer


@pytest.fixture
def ledger(monkeypatch) -> Ledger:
    monkeypatch.setattr(asking, "AGAIN_AFTER", 0.0)
    return Ledger()


def an_asker(house: House, ledger: Ledger) -> Asker:
    return Asker(httpx.Client(base_url="http://house", transport=httpx.MockTransport(house)), ledger)


@pytest.mark.parametrize(
    "unknown",
    [
        None,
        problem(503, "ServiceUnavailable"),
        problem(504, "DeadlinePassed"),
        problem(429, "DistrictBusy"),
        problem(409, "StillRunning"),
    ],
    ids=["broken off", "503", "504", "429", "still running"],
)
def test_an_unknown_order_is_sent_again_with_its_key(unknown, ledger):
    house = House(unknown, OK)
    told = an_asker(house, ledger).carry_out(ORDER)

    assert told.end is End.OK
    assert [asked.headers["Idempotency-Key"] for asked in house.asked] == [ORDER.key] * 2
    assert [asked.headers["If-Match"] for asked in house.asked] == [ORDER.match] * 2
    assert ledger.told == [told]


@pytest.mark.parametrize(("status", "code"), [(412, "StaleVersion"), (409, "WrongState"), (422, "Invalid")])
def test_a_refusal_is_an_end(status, code, ledger):
    told = an_asker(House(problem(status, code)), ledger).carry_out(ORDER)
    assert (told.end, told.code) == (End.FAIL, code)


def test_without_patience_the_first_unknown_is_the_end(ledger):
    told = an_asker(House(None), ledger).carry_out(ORDER, patience=0.0)
    assert told.end is End.UNKNOWN


@pytest.mark.parametrize(("again", "contradicts"), [(OK, 0), (problem(412, "StaleVersion"), 1), (None, 0)])
def test_a_repeated_order_has_its_first_answer(again, contradicts, ledger):
    asker = an_asker(House(OK, again), ledger)
    asker.repeat(asker.carry_out(ORDER))
    assert len(ledger.contradictions) == contradicts


@pytest.mark.parametrize(("path", "noted"), [("/v1/cases/1", ["r-1"]), ("/v1/areas/1", [])])
def test_readings_of_personal_data_are_noted(path, noted, ledger):
    answer = httpx.Response(200, json={}, headers={"X-Request-Id": "r-1"})
    an_asker(House(answer), ledger).look(path)
    assert ledger.readings == noted


def test_a_list_is_read_to_its_end(ledger):
    pages = [{"items": [{"id": "a"}], "next": "cursor"}, {"items": [{"id": "b"}], "next": None}]
    house = House(*(httpx.Response(200, json=page, headers={"X-Request-Id": "r"}) for page in pages))

    assert an_asker(house, ledger).all("/v1/cases") == [{"id": "a"}, {"id": "b"}]
    assert [asked.url.params.get("after") for asked in house.asked] == [None, "cursor"]


def test_a_reading_is_waited_for_as_long_as_the_caller_is_patient(ledger):
    away = problem(503, "ServiceUnavailable")
    client = httpx.Client(base_url="http://house", transport=httpx.MockTransport(House(away, OK)))

    assert Asker(client, ledger, patience=60.0).look("/v1/areas/1").json()["id"] == "1"
    with pytest.raises(TimeoutError):
        Asker(client, ledger, patience=0.0).look("/v1/areas/1")
