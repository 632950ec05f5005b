"""Which places are open as somebody asks (J2): at any hour one always is and others are not."""

from tests.journeys.district import District, etag_of
from tests.journeys.test_places import PLACES, a_place, entered, names

ALWAYS = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(1, 8)]


def test_what_never_closes_is_open_now_and_what_has_no_hours_or_was_closed_is_not(district: District):
    near, far = ({"lon": lon, "lat": "24.7226"} for lon in ("118.1512", "118.2512"))
    _, _, closed, *_ = entered(
        district,
        a_place(district, name="总开", hours=ALWAYS, position=near),
        a_place(district, name="不开", hours=[], position=near),
        a_place(district, name="已关", hours=ALWAYS, position=near),
        a_place(district, name="别的", kind="deliberation_hall", hours=ALWAYS, position=near),
        a_place(district, "yard", name="远处", hours=ALWAYS, position=far),
    )
    district.officer.do(f"{PLACES}/{closed['id']}/close", {"on": "2026-01-08"}, match=etag_of(1))

    assert set(names(district, open_now=True)) == {"总开", "别的", "远处"}
    wanted = {"kind": "parent_child_room", "near": "118.15,24.7226", "open_now": True}
    assert names(district, **wanted, within_m=1_000) == ["总开"]
    assert names(district, kind="parent_child_room", area_id=district.ids["yard"], open_now=True) == ["远处"]
    shown = {each["name"]: each["open"] for each in district.officer.all(PLACES)}
    assert shown == {"总开": True, "不开": False, "别的": True, "远处": True}
    both = f"{PLACES}?open_now=true&open_at=2026-03-05T12:00:00%2B08:00"
    refused = district.officer.refused("GET", both)
    assert (refused.status, set(refused.named)) == (422, {"open_at", "open_now"})
