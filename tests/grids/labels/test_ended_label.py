"""The label of a grid that stands no more, on both databases."""

import pytest

from services.grids.labels.domain.errors import AreaEnded
from tests.grids.areas.changing import abolish, merge
from tests.grids.builders import TODAY, id_of
from tests.grids.dwellings.estates import a_building, enter, give
from tests.grids.house import House
from tests.grids.labels.test_labels_kept import area, building, led_to, make


def test_the_label_of_a_grid_that_is_no_more_is_listed_with_it_alone_until_it_is_revoked(house: House):
    [ended, _] = make(house, area("micro 1"), area("micro 2"))
    abolish(house, "micro 1", successor="micro 2")
    listed = house.ask("list_labels", area_id=id_of("micro 1"))["items"]
    assert [each["token"] for each in listed] == [ended]
    below = house.ask("list_labels", area_id=id_of("county"))["items"]
    assert [each["target_id"] for each in below] == [id_of("micro 2")]
    house.ask("revoke_label", token=ended, seen_version=1)
    assert house.ask("list_labels", area_id=id_of("micro 1"))["items"] == []


@pytest.mark.parametrize("successor", [None, "micro 2"])
def test_the_label_of_a_grid_that_is_no_more_is_not_given_anew(house: House, successor):
    """Refused as the making of one is; the old one leads on as it did."""
    [ended] = make(house, area("micro 3"))
    abolish(house, "micro 3", successor=successor)
    told, leads = len(house.told()), led_to(house, ended)

    with pytest.raises(AreaEnded) as refused:
        house.ask("replace_label", token=ended, seen_version=1)

    assert refused.value.about == ("token",)
    assert refused.value.values == {"area_id": id_of("micro 3"), "ended_on": TODAY}
    assert (len(house.told()), led_to(house, ended)) == (told, leads)
    assert house.ask("get_label", token=ended)["version"] == 1


def test_the_label_of_a_building_is_given_anew_whatever_became_of_its_grids(house: House):
    enter(house, a_building("A"))
    give(house, ("A", 1, 2, "micro 1"))
    [lost] = make(house, building("A"))
    merge(house, "micro 1", into="micro 2")
    new = house.ask("replace_label", token=lost, seen_version=1)
    assert led_to(house, new["token"]) == ["micro 2"]
