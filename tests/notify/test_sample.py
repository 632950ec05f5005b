"""The sample: 八里庄社区 as its own account gives it, and nobody real in it."""

from collections import Counter

from deploy.sample.ground import COMMUNITY, COUNTY, GENERAL_TOTAL, TOWNSHIP, grids, ground, micro_grids_of
from deploy.sample.people import duties, people, posts


def test_the_grids_are_one_and_seventeen_and_a_hundred_and_seventeen_and_sixteen():
    kinds = Counter(grid.kind for grid in grids())
    assert kinds == {"general_total": 1, "base": 17, "micro": 117, "exclusive": 16}
    assert len(grids()) == 151


def test_the_official_part_is_the_whole_county():
    kinds = Counter(area.kind for area in ground() if area.scheme == "NBS2023")
    assert kinds == {"county": 1, "township": 11, "community": 83}
    names = {area.code: area.name for area in ground()}
    assert (names[COUNTY], names[TOWNSHIP]) == ("成华区", "府青路街道")
    assert names[COMMUNITY] == "八里庄社区居委会"


def test_parents_come_before_children_and_ids_and_codes_are_single():
    seen = set()
    for area in ground():
        assert area.parent_id is None or area.parent_id in seen
        seen.add(area.id)
    assert len(seen) == len({(area.scheme, area.code) for area in ground()}) == len(ground())
    assert [area.kind for area in ground() if area.parent_id is None] == ["county"]


def test_micro_grids_are_spread_as_evenly_as_possible():
    sizes = [micro_grids_of(base) for base in range(1, 18)]
    assert sum(sizes) == 117
    assert set(sizes) == {6, 7}


def test_grid_codes_are_the_communitys_with_three_digits_and_micro_grids_have_two_more():
    codes = {
        kind: [grid.code for grid in grids() if grid.kind == kind] for kind in ("base", "micro", "exclusive")
    }
    assert GENERAL_TOTAL == "510108006004000"
    assert codes["base"][0] == "510108006004001"
    assert codes["base"][-1] == "510108006004017"
    assert (codes["exclusive"][0], codes["exclusive"][-1]) == ("510108006004018", "510108006004033")
    assert {len(code) for code in codes["micro"]} == {17}
    assert {code[:15] for code in codes["micro"]} == set(codes["base"])


def test_every_post_has_one_holder_of_its_own():
    assert Counter(duty.role for duty in duties()) == {
        "chief": 1,
        "grid_worker": 17,
        "micro_grid_worker": 117,
    }
    assert len({duty.staff_id for duty in duties()}) == len({duty.area_id for duty in duties()}) == 135
    assert {duty.area_id for duty in duties()} == {post.id for post in posts()}


def test_nobody_real_is_in_it():
    assert len({person.display_name for person in people()}) == 135
    assert all(person.duty_phone.startswith("0000000") for person in people())


def test_ids_are_the_same_at_every_load():
    assert ground()[0].id == "552aeef8-542c-53ae-b052-c2cd7f196d03"
