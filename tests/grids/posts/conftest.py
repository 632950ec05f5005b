"""A district with two people on duty, and one where both hold a post."""

import pytest

from tests.grids.builders import a_duty, id_of
from tests.grids.house import House
from tests.grids.posts.duties import LI, WANG, WANG_AT_1, appoint


@pytest.fixture
def staffed(house: House) -> House:
    house.ask("enter_staff", staff=[WANG, LI])
    return house


@pytest.fixture
def held(staffed: House) -> House:
    appoint(staffed, WANG_AT_1, a_duty("li", "base 1", role="grid_worker"))
    return staffed


@pytest.fixture
def busy(staffed: House) -> House:
    """Wang holds micro 1, 2 and 3, has an open case in the first two, and closed one in the first."""
    appoint(staffed, *(a_duty("wang", f"micro {number}") for number in (1, 2, 3)))
    for number, area in enumerate(("micro 1", "micro 2", "micro 1")):
        case = {"case_id": id_of(f"case {number}")}
        staffed.ask("register_case", id=case["case_id"], area_id=id_of(area), text="The lamp is out.")
        staffed.ask("assign_case", **case, seen_version=1)
    staffed.ask("take_case_in_hand", case_id=id_of("case 1"), seen_version=2)
    staffed.ask("take_case_in_hand", case_id=id_of("case 2"), seen_version=2)
    staffed.ask("close_case", case_id=id_of("case 2"), seen_version=3, feedback="Done.")
    return staffed
