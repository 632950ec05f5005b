"""What was granted by hand in an area that is no more ends with it, and platforms' keys to it."""

from collections.abc import Callable

import pytest

from services.chassis.domain import Conflict
from services.chassis.storage import mirroring
from services.members.grants.use_cases.follow_ended_areas import FollowEndedAreas, follow_ended_areas
from services.members.platform_keys.use_cases.end_keys_of_areas import EndKeysOfAreas, end_keys_of_areas
from services.members.residents.store.tables import areas
from tests.members.builders import NOW, id_of
from tests.members.grants.test_given import given
from tests.members.grants.test_glass import WORKER, broken
from tests.members.grants.test_posts import BEGUN, heard, held_at
from tests.members.house import House
from tests.members.platform_keys.builders import made
from tests.members.residents.test_residence_ends import told

GONE = (id_of("lane"),)


def mirrored(house: House) -> None:
    row = {"id": id_of("lane"), "parent_id": None, "path": "1/2/3/", "kind": "micro", "name": "lane",
           "active": False, "version": 2, "removed": False}  # fmt: skip
    with house.begun() as tx:
        mirroring.upsert(tx.rows, areas, [row])


@pytest.mark.parametrize(
    "give",
    [given, made, lambda house, area_id: broken(house, WORKER, area_id=area_id)],
    ids=["grant", "key", "glass"],
)
def test_nothing_is_granted_in_an_area_that_is_no_more(house: House, give: Callable[..., object]):
    mirrored(house)
    with pytest.raises(Conflict) as refused:
        give(house, area_id=id_of("lane"))
    assert (refused.value.code, refused.value.about) == ("AreaEnded", ("area_id",))
    give(house, area_id=id_of("court"))


def ended(house: House) -> None:
    follows: list[tuple[Callable[..., None], object]] = [
        (follow_ended_areas, FollowEndedAreas(GONE)),
        (end_keys_of_areas, EndKeysOfAreas(GONE)),
    ]
    for follow, command in follows:
        call = house._call("test", True, "follow")
        try:
            follow(command, call.begin, call.caller)
            call.commit(None)
        finally:
            call.rollback()


def test_a_grant_there_ends_and_its_tokens_count_no_more(house: House):
    given(house)
    given(house, "elsewhere", area_id=id_of("court"))
    before = house.ask("find_standing", principal=f"person:{id_of('zhang')}")["grants_version"]

    ended(house)

    shown = house.ask("get_grant", grant_id=id_of("grant"))
    assert (shown["ended_by"], shown["version"]) == ("service:grids", 2)
    assert house.ask("get_grant", grant_id=id_of("elsewhere"))["ended_at"] is None
    assert house.ask("find_standing", principal=f"person:{id_of('zhang')}")["grants_version"] > before
    assert [kind for kind, _ in told(house)][-1] == "GrantEnded"


def test_hearing_it_twice_ends_it_once(house: House):
    given(house)
    ended(house)
    ended(house)

    assert house.ask("get_grant", grant_id=id_of("grant"))["version"] == 2


def test_what_follows_a_post_ends_with_its_appointment(house: House):
    heard(house, BEGUN)
    ended(house)

    assert [grant.area_id for grant in held_at(house, NOW)] == list(GONE)


def test_a_platforms_key_to_it_ends(house: House):
    made(house, area_id=id_of("lane"))
    made(house, "other", area_id=id_of("court"))

    ended(house)

    keys = {key["id"]: key["ended_by"] for key in house.ask("list_keys")["items"]}
    assert keys == {id_of("hotline"): "service:grids", id_of("other"): None}
