"""What the journeys of meals have in common: a programme, a resident, a card, an end."""

from typing import Any

from tests.days import today
from tests.journeys.district import District, Row
from tests.journeys.people import Register
from tests.processes import wait_until

PROGRAMME, CARDS = "/v1/meal-programme", "/v1/meal-cards"
FOLLOWS_WITHIN = 20.0
ENDS = {"dead": ("record-death", "died_on"), "moved_out": ("record-move-out", "moved_out_on")}


def founded(here: District) -> bool:
    """From 60 on, lunch for 10.00 yuan and dinner for 3.00; False while its area is not in care's mirror."""
    wanted = {
        "valid_from": "2026-01-01",
        "minimum_age": 60,
        "prices": [{"meal": "lunch", "price_fen": 1000}, {"meal": "dinner", "price_fen": 300}],
        "canteens": [{"name": "长者食堂一店", "area_id": here.ids["lane"]}],
    }
    tag = here.officer.get(PROGRAMME).headers["ETag"]
    written = here.officer.ask("PUT", PROGRAMME, wanted, match=tag)
    assert written.is_success or written.json()["code"] == "AreaUnknown", written.text
    return written.is_success


def settled(here: District, register: Register, area: str = "lane", **different: Any) -> str:
    [resident_id] = register.settle(here, area, **different)
    wait_until(
        lambda: checked(here, resident_id)["reason"] != "unknown_resident", "care knows", FOLLOWS_WITHIN
    )
    return resident_id


def checked(here: District, resident_id: str, **on: str) -> Row:
    found: Row = here.officer.read(f"/v1/residents/{resident_id}/meal-eligibility", **on)
    return found


def enrolled(here: District, resident_id: str) -> Row:
    card: Row = here.officer.do(CARDS, {"resident_id": resident_id})
    return card


def left(here: District, resident_id: str, how: str = "dead") -> None:
    verb, day = ENDS[how]
    path = f"/v1/residents/{resident_id}"
    tag = here.officer.get(path).headers["ETag"]
    here.officer.do(f"{path}/{verb}", {day: today().isoformat()}, match=tag)


def closed(here: District, card: Row) -> Row:
    def shown() -> Row:
        found: Row = here.officer.read(f"{CARDS}/{card['id']}")
        return found

    wait_until(lambda: shown()["state"] == "closed", "the card is closed", FOLLOWS_WITHIN)
    return shown()
