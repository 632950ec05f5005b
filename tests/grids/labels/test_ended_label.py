"""The label of a grid that stands no more, on both databases."""

from tests.grids.areas.changing import abolish
from tests.grids.builders import id_of
from tests.grids.house import House
from tests.grids.labels.test_labels_kept import area, make


def test_the_label_of_a_grid_that_is_no_more_is_listed_with_it_alone_until_it_is_revoked(house: House):
    [ended, _] = make(house, area("micro 1"), area("micro 2"))
    abolish(house, "micro 1", successor="micro 2")
    listed = house.ask("list_labels", area_id=id_of("micro 1"))["items"]
    assert [each["token"] for each in listed] == [ended]
    below = house.ask("list_labels", area_id=id_of("county"))["items"]
    assert [each["target_id"] for each in below] == [id_of("micro 2")]
    house.ask("revoke_label", token=ended, seen_version=1)
    assert house.ask("list_labels", area_id=id_of("micro 1"))["items"] == []
