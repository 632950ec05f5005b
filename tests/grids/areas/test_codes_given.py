"""Codes given to areas that stand, and taken back: on both databases."""

from datetime import timedelta

import pytest

from services.chassis.errors import StaleVersion
from services.grids.areas.domain.change_errors import AreaEnded
from services.grids.areas.domain.errors import (
    AreaUnknown,
    CodeBeforeFounding,
    CodeEnded,
    CodeNotBorne,
    CodeSchemeUnknown,
    CodesOverlap,
    CodeTaken,
    CodeTermEmpty,
    CodeUnknown,
    CommunityWithoutCode,
    NotOfACommunity,
)
from tests.grids.areas.changing import abolish, merge
from tests.grids.builders import COMMUNITY_CODE, NOW, id_of
from tests.grids.house import statements

LOCAL = {"scheme": "LOCAL", "code": "7", "valid_from": "2026-01-01"}


def give(house, area="school", seen=1, **different):
    return house.ask("give_code", area_id=id_of(area), seen_version=seen, **LOCAL | different)


def retire(house, area="school", seen=2, **different):
    body = {"scheme": "LOCAL", "code": "7", "valid_to": "2026-03-01"} | different
    return house.ask("retire_code", area_id=id_of(area), seen_version=seen, **body)


def resolve(house, on="2026-03-05", **code):
    return house.ask("resolve_code", date=on, **{"scheme": "LOCAL", "code": "7"} | code)["id"]


def number(house, community="community"):
    given = house.ask("give_grid_codes", area_id=id_of(community))
    return {row["name"]: row["code"] for row in given["items"]}


def test_an_area_that_stands_gets_a_code_and_its_next_version(house):
    given = give(house)

    assert (given["version"], given["codes"]) == (2, [LOCAL | {"valid_to": None}])
    assert house.told()[-1]["data"]["rows"][0]["version"] == 2
    assert resolve(house) == id_of("school")


def found(house, **said):
    """A code that held before the day on which its area is founded."""
    code = LOCAL | {"valid_from": "2026-01-31"}
    new = {"id": id_of("new"), "name": "new", "kind": "base", "parent_id": id_of("total"), "codes": [code]}
    return house.ask("found_areas", areas=[new], **said)


@pytest.mark.parametrize("said", [{"effective_on": "2026-03-05", "document_number": "x"}, {}])
def test_no_area_bears_a_code_before_the_day_on_which_it_was_said_to_be_founded(house, said):
    if not said:  # the day before it was entered
        house.clock.moment = NOW + timedelta(days=1)
        said = {"effective_on": "2026-03-05"}
    with pytest.raises(CodeBeforeFounding) as refused:
        found(house, **said)
    assert refused.value.about == ("areas.0.codes",)

    new = {"id": id_of("new"), "name": "new", "kind": "base", "parent_id": id_of("total")}
    house.ask("found_areas", areas=[new], **said)
    with pytest.raises(CodeBeforeFounding) as refused:
        give(house, "new", valid_from="2026-03-04")
    assert refused.value.about == ("valid_from",)
    assert give(house, "new", valid_from="2026-03-05")["version"] == 2


def test_an_area_that_was_merely_entered_bears_its_codes_of_old(house):
    assert found(house)
    assert give(house, "new", scheme="GA", code="123456789012", valid_from="1999-01-01")["version"] == 2


def test_a_part_bears_no_code_before_it_came_of_another(house):
    part = {"id": id_of("part"), "name": "part", "codes": [LOCAL]}
    asked = {"area_id": id_of("micro 1"), "seen_version": 1, "primary_id": id_of("micro 1")}

    with pytest.raises(CodeBeforeFounding):
        house.ask("split_area", **asked, parts=[part])


def test_a_retired_code_resolves_to_the_day_before(house):
    give(house)
    assert retire(house)["codes"][0]["valid_to"] == "2026-03-01"

    assert resolve(house, "2026-02-28") == id_of("school")
    with pytest.raises(CodeUnknown):
        resolve(house, "2026-03-01")


def test_a_retired_code_is_never_given_again_and_another_follows_it(house):
    give(house)
    retire(house)
    with pytest.raises(CodeTaken):
        give(house, "base 1", valid_from="2026-04-01")

    assert len(give(house, seen=3, code="8", valid_from="2026-03-01")["codes"]) == 2


@pytest.mark.parametrize(
    ("different", "refused"),
    [({"code": "8"}, CodesOverlap), ({"scheme": "SYS:none"}, CodeSchemeUnknown), ({"seen": 1}, StaleVersion),
     ({"area": "nowhere"}, AreaUnknown), ({"area": "base 1", "seen": 1}, CodeTaken)],
)  # fmt: skip
def test_a_code_that_may_not_be_given_changes_nothing(house, different, refused):
    give(house)
    told = len(house.told())
    with pytest.raises(refused):
        give(house, **{"seen": 2, **different})

    assert len(house.told()) == told
    assert house.ask("get_area", area_id=id_of("school"))["version"] == 2


@pytest.mark.parametrize(
    ("different", "refused"),
    [({"code": "8"}, CodeNotBorne), ({"area": "base 1", "seen": 1}, CodeNotBorne),
     ({"valid_to": "2026-01-01"}, CodeTermEmpty), ({"seen": 1}, StaleVersion)],
)  # fmt: skip
def test_a_code_that_may_not_be_retired_goes_on(house, different, refused):
    give(house)
    with pytest.raises(refused):
        retire(house, **different)

    assert resolve(house) == id_of("school")


def test_a_retired_code_may_end_earlier_and_not_later(house):
    give(house)
    retire(house)
    assert retire(house, seen=3, valid_to="2026-02-01")["codes"][0]["valid_to"] == "2026-02-01"
    with pytest.raises(CodeEnded):
        retire(house, seen=4, valid_to="2026-03-01")


@pytest.mark.parametrize("begins", ["2026-03-05", "2026-03-09"])
@pytest.mark.parametrize("off", ["2026-03-04", "2026-03-05"])
def test_a_code_that_begins_today_or_later_is_taken_back(house, begins, off):
    """It holds on no day, is in no other's way, and is not given again."""
    give(house, valid_from=begins)
    [code] = retire(house, valid_to=off)["codes"]
    assert (code["valid_from"], code["valid_to"]) == (begins, begins)
    for day in ("2026-03-05", "2026-03-09"):
        with pytest.raises(CodeUnknown):
            resolve(house, day)
    with pytest.raises(CodeEnded):
        retire(house, seen=3, valid_to=off)
    with pytest.raises(CodeTaken):
        give(house, "base 1", valid_from=begins)
    assert len(give(house, seen=3, code="8")["codes"]) == 2
    house.clock.moment = NOW + timedelta(days=10)
    abolish(house, "school", effective_on="2026-03-05")


def test_a_grid_whose_number_was_taken_back_gets_another(house):
    assert number(house)["school"] == f"{COMMUNITY_CODE}003"
    retire(house, code=f"{COMMUNITY_CODE}003", valid_to="2026-03-05")
    assert number(house) == {"school": f"{COMMUNITY_CODE}004"}


def test_of_what_has_ended_no_code_is_changed_and_no_grid_is_numbered(house):
    give(house)
    abolish(house, "school")
    with pytest.raises(AreaEnded):
        retire(house, seen=3, valid_to="2026-02-01")
    merge(house, "community", into="elsewhere")
    with pytest.raises(AreaEnded):
        number(house)


def test_the_grids_of_a_community_are_numbered_once(house):
    assert number(house) == {
        "total": f"{COMMUNITY_CODE}000",
        "base 1": f"{COMMUNITY_CODE}001",
        "base 2": f"{COMMUNITY_CODE}002",
        "school": f"{COMMUNITY_CODE}003",
        "micro 1": f"{COMMUNITY_CODE}00101",
        "micro 2": f"{COMMUNITY_CODE}00102",
        "micro 3": f"{COMMUNITY_CODE}00201",
    }
    told = len(house.told())

    assert number(house) == {}
    assert len(house.told()) == told


def test_a_grid_that_came_later_gets_the_next_number(house):
    number(house)
    area = {"id": id_of("base 0"), "parent_id": id_of("total"), "kind": "base", "name": "base 0"}
    house.ask("found_areas", areas=[area])

    assert number(house) == {"base 0": f"{COMMUNITY_CODE}004"}


def test_a_grid_whose_code_ends_gets_the_one_that_follows(house):
    give(house, "base 2", valid_to="2026-04-01")
    assert number(house)["base 2"] == f"{COMMUNITY_CODE}002"

    codes = house.ask("get_area", area_id=id_of("base 2"))["codes"]
    held = [(each["code"], each["valid_from"], each["valid_to"]) for each in codes]
    assert held == [("7", "2026-01-01", "2026-04-01"), (f"{COMMUNITY_CODE}002", "2026-04-01", None)]
    assert number(house) == {}


def test_a_grid_that_has_a_code_from_a_later_day_keeps_it(house):
    give(house, "base 2", valid_from="2026-04-01")
    assert "base 2" not in number(house)


def test_numbering_takes_the_same_statements_for_any_number_of_grids(house):
    with statements() as sent:
        number(house)

    assert sent == [
        "INSERT trees",
        "SELECT areas",  # the community
        "SELECT area_codes",
        "SELECT areas",  # its grids
        "SELECT area_codes",
        "SELECT level_schemes",
        "SELECT areas",
        "INSERT area_codes",
        "UPDATE areas",
    ]


@pytest.mark.parametrize(
    ("area", "refused"),
    [("elsewhere", CommunityWithoutCode), ("base 1", NotOfACommunity), ("township", NotOfACommunity),
     ("nowhere", AreaUnknown)],
)  # fmt: skip
def test_only_a_community_with_a_code_numbers_its_grids(house, area, refused):
    with pytest.raises(refused):
        number(house, area)
