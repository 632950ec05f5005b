"""Two people, and appointing them."""

from typing import Any

from tests.grids.builders import a_duty, a_person
from tests.grids.house import House

WANG = a_person("wang", duty_phone="028-0000 0001")
LI = a_person("li", duty_phone="")
WANG_AT_1 = a_duty("wang", "micro 1")


def appoint(house: House, *duties: Any) -> Any:
    return house.ask("appoint_staff", appointments=duties)["items"]
