"""What was granted by hand in an area that is no more ends with it, and platforms' keys to it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

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
FOLLOWS: list[tuple[Callable[..., None], object]] = [
    (follow_ended_areas, FollowEndedAreas(GONE)),
    (end_keys_of_areas, EndKeysOfAreas(GONE)),
]


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


@pytest.mark.parametrize("heard_first", FOLLOWS, ids=["grants", "keys"])
@pytest.mark.parametrize(
    "give",
    [given, made, lambda house, area_id: broken(house, WORKER, area_id=area_id)],
    ids=["grant", "key", "glass"],
)
def test_nor_where_the_end_is_heard_before_the_row_of_the_mirror(
    house: House, give: Callable[..., object], heard_first: tuple[Callable[..., None], object]
):
    """Two queues bring the same news, and neither waits for the mirror."""
    ended(house, [heard_first])
    with pytest.raises(Conflict) as refused:
        give(house, area_id=id_of("lane"))
    assert (refused.value.code, refused.value.about) == ("AreaEnded", ("area_id",))
    give(house, area_id=id_of("court"))
    give(house.elsewhere(), area_id=id_of("lane"))


def test_a_register_is_not_taken_into_a_community_that_has_ended(house: House):
    assert ended_seen(house) == (True, True)
    ended(house)
    assert ended_seen(house) == (False, True)


def ended_seen(house: House) -> tuple[bool, bool]:
    with house.begun() as tx:
        lane, court = tx.ground.known(id_of("lane")), tx.ground.seen(id_of("court"))
        assert lane is not None
        assert court is not None
        return lane.active, court.active


def test_an_end_waits_for_whoever_grants_something_there_just_now(house: House):
    """The grant is there then, and ends as well: nothing is given between the two."""
    if not house.database.is_postgresql:
        pytest.skip("one writes at a time")
    ended(house)  # the first news makes the row that is held
    with ThreadPoolExecutor(1) as pool:
        with house.begun() as tx:
            tx.ground.keep()
            ending = pool.submit(ended, house)
            with pytest.raises(TimeoutError):
                ending.result(timeout=0.5)
        ending.result(timeout=10)


def ended(house: House, follows: list[tuple[Callable[..., None], object]] = FOLLOWS) -> None:
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
