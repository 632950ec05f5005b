"""A platform's secret is exchanged once, goes no further, and opens from where it may."""

import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from gateway.keys import opened_keys
from gateway.keys.opened_key import OpenedKey
from gateway.keys.opened_keys import OpenedKeys
from services.chassis.errors import ServiceUnavailable, TokenRefused
from services.chassis.ids import new_id
from services.chassis.platform_secret import Shown, hash_of, new_secret
from services.chassis.rate_settings import UNLIMITED, AddressRates
from tests.gateway.builders import NOW, Reply, problem
from tests.gateway.platforms import DISTRICT, LIFE, Doorstep

FEW_GUESSES = replace(UNLIMITED, address=AddressRates("", "", "", refused_token="3/60"))


@pytest.fixture
def door(tmp_path: Path) -> Doorstep:
    return Doorstep(tmp_path)


def reason(answer: Any) -> str:
    assert problem(answer) == (401, "TokenRefused")
    return str(answer.json["values"]["reason"])


def a_guess() -> str:
    return new_secret("live", DISTRICT, new_id())


def test_a_secret_is_exchanged_for_a_token_that_services_are_asked_with(door: Doorstep):
    platform = door.members.platform()
    assert door.status(platform.secret) == 200
    exchange, asked = door.members.calls
    assert exchange.body == {"key_id": platform.key_id, "secret_hash": hash_of(platform.secret)}
    assert exchange.context["token"] == f"gateway of {DISTRICT}"
    assert (asked.rpc, asked.context["token"].startswith("ey")) == ("grids.list_cases", True)


def test_the_secret_itself_goes_no_further_than_the_gateway(door: Doorstep, caplog: pytest.LogCaptureFixture):
    platform = door.members.platform(networks=["10.0.0.0/8"])
    with caplog.at_level(logging.DEBUG):
        answers = [door.ask(platform.secret), door.ask(a_guess())]
        door.members.fail("members.open_key", RuntimeError("broke"))
        answers.append(door.ask(a_guess()))
    told = caplog.text + json.dumps([str(call) for call in door.members.calls])
    told += "".join(answer.get_data(as_text=True) + str(answer.headers) for answer in answers)
    assert platform.secret[-43:] not in told
    assert [answer.status_code for answer in answers] == [403, 401, 500]


def test_a_secret_is_exchanged_again_shortly_before_its_token_ends(door: Doorstep):
    platform = door.members.platform()
    for moved in (timedelta(), LIFE - timedelta(seconds=6), timedelta(seconds=1)):
        door.clock.moment += moved
        assert door.status(platform.secret) == 200
    assert len(door.members.exchanges) == 2


def test_many_first_uses_at_once_are_one_exchange(door: Doorstep, monkeypatch: pytest.MonkeyPatch):
    platform, waiting, opened = door.members.platform(), threading.Event(), door.members._opened

    def slowly(known: Any) -> dict[str, Any]:
        waiting.wait(5)
        return opened(known)

    monkeypatch.setattr(door.members, "_opened", slowly)
    with ThreadPoolExecutor(8) as many:
        asked = [many.submit(door.status, platform.secret) for _ in range(8)]
        threading.Timer(0.3, waiting.set).start()
        assert [each.result() for each in asked] == [200] * 8
    assert len(door.members.exchanges) == 1


@pytest.mark.parametrize("why", ["early", "expired", "called_back", "unknown_key"])
def test_a_secret_that_opens_nothing_is_told_why_and_asked_for_once(door: Doorstep, why: str):
    platform = door.members.platform(refused=why)
    assert [reason(door.ask(platform.secret)) for _ in range(3)] == [why] * 3
    assert len(door.members.exchanges) == 1


def test_a_secret_that_opened_nothing_is_tried_again_after_some_seconds(door: Doorstep):
    platform = door.members.platform(refused="early")
    assert reason(door.ask(platform.secret)) == "early"
    platform.refused = None
    door.clock.moment += opened_keys.REFUSED_FOR
    assert door.status(platform.secret) == 200


KEY_ID = "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.mark.parametrize(
    "text",
    [
        "linli_live_",
        "linli_live_chenghua_x_y",
        f"linli_prod_chenghua_{KEY_ID}_{'a' * 43}",
        f"linli_live_chenghua_{KEY_ID}_{'a' * 42}",
        f"linli_live__{KEY_ID}_{'a' * 43}",
        "linli_live_" + "a" * 5000,
    ],
)
def test_what_has_no_secret_s_shape_asks_nobody(door: Doorstep, text: str):
    assert reason(door.ask(text)) == "malformed"
    assert door.members.calls == []


def test_guesses_are_counted_and_do_not_flood_members(tmp_path: Path):
    door = Doorstep(tmp_path, FEW_GUESSES)
    assert [door.status(a_guess()) for _ in range(6)] == [401, 401, 401, 429, 429, 429]
    assert len(door.members.exchanges) == 3


def test_one_wrong_secret_again_and_again_is_counted_and_asked_for_once(tmp_path: Path):
    door, wrong = Doorstep(tmp_path, FEW_GUESSES), a_guess()
    assert [door.status(wrong) for _ in range(5)] == [401, 401, 401, 429, 429]
    assert len(door.members.exchanges) == 1


def test_a_platform_at_work_passes_beside_a_neighbour_s_guesses(tmp_path: Path):
    door = Doorstep(tmp_path, FEW_GUESSES)
    platform = door.members.platform()
    assert door.status(platform.secret) == 200
    for _ in range(4):
        door.status(a_guess())
    door.clock.moment += LIFE
    assert door.status(platform.secret) == 200


def test_a_secret_that_opens_no_more_is_a_guess_like_any_other(tmp_path: Path):
    door = Doorstep(tmp_path, FEW_GUESSES)
    platform = door.members.platform()
    door.status(platform.secret)
    platform.refused = "expired"
    door.clock.moment += LIFE
    assert [door.status(platform.secret) for _ in range(5)] == [401, 401, 401, 429, 429]
    assert len(door.members.exchanges) == 2


def test_no_more_secrets_are_remembered_than_the_bound():
    opened = OpenedKey("token", NOW + LIFE, (), {})

    def exchange(shown: Shown, *_: Any) -> OpenedKey:
        if shown.key_id == "refused":
            raise TokenRefused("unknown_key")
        return opened

    keys = OpenedKeys(cast(Any, exchange), lambda _: None, 1.0, most=3)
    for number in range(5):
        keys.open(Shown(DISTRICT, "good", f"good {number}"), cast(Any, None), NOW)
        with pytest.raises(TokenRefused):
            keys.open(Shown(DISTRICT, "refused", f"bad {number}"), cast(Any, None), NOW)
    assert (len(keys._opened), len(keys._refused), len(keys._asking)) == (3, 3, 0)


def test_what_was_called_back_is_dropped_and_the_secret_refused(door: Doorstep):
    platform = door.members.platform()
    assert door.status(platform.secret) == 200
    platform.refused = "called_back"
    assert door.status(platform.secret) == 200, "until it is told"
    door.called_back.hear([(DISTRICT, f"key:{platform.key_id}", 1)])
    assert reason(door.ask(platform.secret)) == "called_back"
    assert len(door.members.exchanges) == 2


def test_a_secret_that_outlives_what_was_called_back_is_exchanged_anew(door: Doorstep):
    platform = door.members.platform()
    door.status(platform.secret)
    platform.version = 1
    door.called_back.hear([(DISTRICT, f"key:{platform.key_id}", 1)])
    assert door.status(platform.secret) == 200
    assert len(door.members.exchanges) == 2


def test_a_test_key_is_called_back_though_its_token_is_of_the_practice_district(door: Doorstep):
    platform = door.members.platform(district=f"{DISTRICT}-practice")
    assert door.status(platform.secret) == 200
    platform.refused = "called_back"
    door.called_back.hear([(DISTRICT, f"key:{platform.key_id}", 1)])
    assert reason(door.ask(platform.secret)) == "called_back"


def test_while_members_is_away_an_open_key_goes_on_and_a_new_one_is_told(door: Doorstep):
    platform = door.members.platform()
    assert door.status(platform.secret) == 200
    door.members.fail("members.open_key", ServiceUnavailable(service="members"))
    assert door.status(platform.secret) == 200
    other = door.members.platform().secret
    assert problem(door.ask(other)) == (503, "ServiceUnavailable")
    del door.members.replies["members.open_key"]
    assert door.status(other) == 200, "nobody remembers it as wrong"


def test_a_defect_of_members_opens_nothing(door: Doorstep):
    door.members.replies["members.open_key"] = Reply(broken="request-1")
    assert problem(door.ask(door.members.platform().secret)) == (500, "SomethingBroke")
