"""The kinds of organisations: a list that is sound, and editions of it."""

from datetime import date

import pytest

from services.chassis.errors import PermissionMissing, StaleVersion
from services.grids.organisations.domain import errors as refused
from services.grids.organisations.domain.figures import mean_of, percent_of
from services.grids.organisations.domain.kinds import Capacity, KindEdition, OrganisationKind
from services.grids.organisations.domain.preset import PRESET
from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.organisations.trees import an_organisation, found

DAY = date(2026, 3, 5)
MEMBER = Capacity("member", "成员", "member")


def a_kind(key: str, above: str | None = None) -> OrganisationKind:
    return OrganisationKind(key, key, key, above)


def edition(*kinds: OrganisationKind, capacities: tuple[Capacity, ...] = (MEMBER,)) -> KindEdition:
    return KindEdition(1, DAY, kinds, capacities)


def test_the_party_has_five_levels_and_the_association_three():
    """县委, 街道党工委, 社区大党委, 党支部, 党小组 (S3.18)."""
    levels = ("county", "township", "community", "branch", "group")
    assert [PRESET.depth(f"party_{level}") for level in levels] == [0, 1, 2, 3, 4]
    assert PRESET.depth("association_group") == 2


@pytest.mark.parametrize(
    ("kinds", "refusal"),
    [
        ((a_kind("a"), a_kind("a")), refused.OrganisationKindTwice),
        ((a_kind("a", "b"),), refused.AboveKindUnknown),
        ((a_kind("a", "a"),), refused.OrganisationKindsInCircle),
        ((a_kind("a"), a_kind("b", "c"), a_kind("c", "b")), refused.OrganisationKindsInCircle),
        ((a_kind("a"), a_kind("b", "c"), a_kind("c", "c")), refused.OrganisationKindsInCircle),
    ],
)  # fmt: skip
def test_kinds_make_trees_and_nothing_else(kinds, refusal):
    with pytest.raises(refusal) as told:
        edition(*kinds)
    assert told.value.about == ("kinds",)


def test_a_capacity_stands_in_the_list_once():
    with pytest.raises(refused.OrganisationKindTwice) as told:
        edition(a_kind("a"), capacities=(MEMBER, MEMBER))
    assert told.value.about == ("capacities",)


TEA = {"key": "tea_club", "name_zh": "茶友会", "name_en": "tea club", "area_kinds": ["base"]}
HOST = {"key": "host", "name_zh": "主人", "name_en": "host"}
WRITTEN = {"kinds": [TEA], "capacities": [HOST], "seen_version": 0}


def test_a_district_has_kinds_of_its_own_from_a_day_on(house: House):
    [preset] = house.ask("get_organisation_kinds")["editions"]
    assert (len(preset["kinds"]), preset["number"]) == (8, 0)
    with pytest.raises(refused.OrganisationKindsChangedInPast):
        house.ask("write_organisation_kinds", valid_from="2026-03-04", **WRITTEN)
    house.ask("write_organisation_kinds", valid_from="2026-03-06", **WRITTEN)
    club = an_organisation("club", "tea_club", None, "base 1")
    with pytest.raises(refused.OrganisationKindUnknown):
        found(house, club)
    with pytest.raises(StaleVersion):
        house.ask("write_organisation_kinds", valid_from="2026-03-05", **WRITTEN)
    told = house.ask("write_organisation_kinds", valid_from="2026-03-05", **WRITTEN | {"seen_version": 1})
    assert (told["version"], [each["number"] for each in told["editions"]]) == (2, [0, 2, 1])
    found(house, club)


def test_kinds_are_the_whole_districts(house: House):
    with pytest.raises(PermissionMissing):
        house.holding(id_of("county")).ask("write_organisation_kinds", valid_from="2026-03-05", **WRITTEN)


def test_one_whose_kind_is_no_more_stays_and_is_bound_no_more(house: House):
    found(house, an_organisation("association", "association", None, "community"))
    house.ask("write_organisation_kinds", valid_from="2026-03-05", **WRITTEN)
    its = {"organisation_id": id_of("association"), "seen_version": 1}
    with pytest.raises(refused.OrganisationKindUnknown) as told:
        house.ask("change_organisation", **its, area_id=id_of("elsewhere"))
    assert told.value.about == ("area_id",)
    assert house.ask("change_organisation", **its, name="老计生协")["kind"] == "association"


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(15, 17, "88.2"), (62, 117, "53.0"), (1, 1, "100.0"), (0, 3, "0.0"), (0, 0, None)],
)  # fmt: skip
def test_shares_come_out_as_the_documents_say(part, whole, percent):
    assert percent_of(part, whole) == percent


@pytest.mark.parametrize(
    ("count", "among", "mean"), [(123, 16, "7.7"), (279, 50, "5.6"), (1, 0, None), (1, 20, "0.1")]
)
def test_means_come_out_as_the_documents_say(count, among, mean):
    """A half goes up: a twentieth is 0.1."""
    assert mean_of(count, among) == mean
