"""What a label is on, by name: before it is called back it is said which."""

from collections.abc import Callable

from gateway.console.api import Body
from gateway.console.visit import Visit


def labelled(visit: Visit, label: Body, listed: Callable[[], list[Body]]) -> str:
    """`listed`: the labels that it was chosen from. "" if unknown."""
    if label["kind"] == "area":
        area = visit.area(label["target_id"])
        return str(area["name"]) if area else ""
    path = f"/v1/buildings/{label['target_id']}"
    found = visit.find(path) if visit.may("grids.get_building") else None
    found = found or next((each for each in listed() if each["token"] == label["token"]), None)
    return " ".join(each for each in (found["estate"], found["name"]) if each) if found else ""
