"""What a label is on, by name: before it is called back it is said which."""

from collections.abc import Callable

from gateway.console.api import Body
from gateway.console.views.buildings import building_of
from gateway.console.visit import Visit


def labelled(visit: Visit, label: Body, line: list[Body], listed: Callable[[], list[Body]]) -> str:
    """`line`: where it was found, from above; `listed`: the labels that it was chosen from. "" if unknown."""
    if label["kind"] == "area":
        area = visit.area(label["target_id"])
        return str(area["name"]) if area else ""
    community = next((each for each in line if visit.levels.level(each["kind"])["is_community"]), None)
    if community is not None and visit.may("grids.list_buildings"):
        found = building_of(visit, community["id"], label["target_id"])
    else:
        found = next((each for each in listed() if each["token"] == label["token"]), None)
    return " ".join(each for each in (found["estate"], found["name"]) if each) if found else ""
