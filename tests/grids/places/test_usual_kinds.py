"""The kinds of place that a district has before it writes any: those of the documents, and a few more."""

import pytest

from services.grids.places.domain.errors import MobileNotAllowed
from services.grids.places.domain.kinds import PRESET

NAMED = {
    "health_station": "健康驿站",
    "parent_child_room": "亲子小屋",  # S0.12, S1.23
    "deliberation_hall": "议事厅",  # S2.67
    "speaking_room": "说事室",  # S3.24
    "speaking_box": "说事箱",  # S3.25
    "canteen": "长者食堂",
    "reading_room": "阅览室",
    "rehabilitation_station": "康复站",  # S2.131
    "science_hut": "科普小屋",  # S2.118
    "testing_hut": "核酸采样小屋",  # S2.118
    "warm_heart_home": "暖心家园",  # S0.26, S4.12
}
MORE = {"party_centre", "volunteer_station", "activity_room"}


def test_the_usual_kinds_are_those_that_are_named():
    kinds = {kind.key: kind.name_zh for kind in PRESET.kinds}
    assert {key: kinds[key] for key in NAMED} == NAMED
    assert kinds.keys() == NAMED.keys() | MORE


def test_a_warm_heart_home_is_fixed_or_mobile_and_a_room_is_not_mobile():
    for mobile in (False, True):
        PRESET.must_allow("warm_heart_home", mobile)
    with pytest.raises(MobileNotAllowed):
        PRESET.must_allow("reading_room", mobile=True)
