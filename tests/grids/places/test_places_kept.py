"""Service places on both databases."""

import pytest

from services.chassis.errors import FieldsInvalid, IdTaken, StaleVersion
from services.grids.places.domain import errors as refused
from tests.grids.builders import a_person, id_of
from tests.grids.house import House, statements
from tests.grids.places.huts import WEEK, a_place, an_organisation, at, enter, names


def test_a_place_is_kept_as_it_was_told(house: House):
    told = a_place(
        "hut", position=at("104.1034567", "30.67"), area_m2="86.50", capacity=30, address="八里庄路 8 号",
        zones=[{"name": "阅读区", "area_m2": "20.25"}, {"name": "游戏区", "area_m2": "66.25"}],
        hours=WEEK, exceptions=[{"day": "2026-02-17", "spans": [{"opens": "22:00", "closes": "02:00"}]}],
        operators=[{"name": "社区", "valid_from": "2020-05-01", "valid_to": "2021-05-01"}],
        equipment=[{"name": "绘本", "count": 300}], organisations=[an_organisation("clinic")],
        follows_calendar=False,
    )  # fmt: skip
    [entered] = enter(house, told)
    kept = house.ask("get_place", place_id=id_of("hut"))
    assert {name: kept[name] for name in entered} == entered
    assert (kept["area_m2"], kept["zones"][0]["area_m2"]) == ("86.5", "20.25")
    assert kept["position"] == {"lon": "104.1034567", "lat": "30.67"}
    assert (kept["hours"], kept["follows_calendar"]) == (WEEK, False)
    assert kept["exceptions"] == told["exceptions"]
    assert kept["uses"] == [
        {"kind": "parent_child_room", "name": "hut", "valid_from": "2020-05-01", "valid_to": None}
    ]
    assert kept["organisations"] == [an_organisation("clinic")]
    has = ("address", "capacity", "equipment")
    assert {name: kept[name] for name in has} == {name: told[name] for name in has}
    assert kept["operators"] == [told["operators"][0] | {"organisation_id": None}]


def test_the_same_places_again_change_nothing_and_other_content_is_refused(house: House):
    told = a_place(
        "hut", hours=WEEK, organisations=[an_organisation("clinic"), an_organisation("association")]
    )
    first = enter(house, told)
    events = len(house.told())
    assert enter(house, told, a_place("another"))[0]["id"] == first[0]["id"]
    assert [len(event["data"]["rows"]) for event in house.told()[events:]] == [1]
    with pytest.raises(IdTaken):
        enter(house, told | {"name": "other"}, a_place("third"))
    with pytest.raises(IdTaken):
        enter(house.holding(id_of("elsewhere")), told | {"area_id": id_of("micro elsewhere")})
    assert names(house) == ["another", "hut"]


@pytest.mark.parametrize(
    ("different", "refusal"),
    [
        ({"area_id": id_of("nowhere")}, refused.AreaUnknown),
        ({"kind": "castle"}, refused.PlaceKindUnknown),
        ({"mobile": True}, refused.MobileNotAllowed),
        ({"zones": [{"name": "a", "area_m2": "1"}, {"name": "a", "area_m2": "2"}]}, refused.ZoneTwice),
        ({"area_m2": "10", "zones": [{"name": "a", "area_m2": "10.01"}]}, refused.ZonesTooLarge),
        ({"hours": [{"weekday": 1, "opens": "09:00", "closes": "09:00"}]}, refused.HoursEmpty),
        ({"hours": [*WEEK, {"weekday": 5, "opens": "16:59", "closes": "20:00"}]}, refused.HoursOverlap),
        ({"exceptions": [{"day": "2026-05-01"}, {"day": "2026-05-01"}]}, refused.ExceptionTwice),
        (
            {"operators": [{"name": "a", "valid_from": "2026-01-02", "valid_to": "2026-01-02"}]},
            refused.OperatorTermEmpty,
        ),
        ({"organisations": [an_organisation("a"), an_organisation("a")]}, refused.OrganisationTwice),
        (
            {"duties": [{"role": "doctor", "weekdays": [1], "starts": "09:00", "ends": "17:00",
                         "staff_id": id_of("nobody")}]},
            refused.StaffUnknown,
        ),
        ({"id": id_of("good")}, refused.PlaceTwiceInBatch),
        ({"opened_on": "2026-03-06"}, refused.DayAhead),
    ],
)  # fmt: skip
def test_a_batch_with_one_that_does_not_fit_enters_nothing(house: House, different, refusal):
    with pytest.raises(refusal) as told:
        enter(house, a_place("good"), a_place("bad", **different))
    assert set(told.value.about) & {f"places.1.{field}" for field in different}
    assert names(house) == []
    assert house.ask("count_places")["places"] == 0


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"area_m2": "1.234"}, "not_square_metres"),
        ({"area_m2": "-1"}, "not_square_metres"),
        ({"hours": [{"weekday": 1, "opens": "9:00", "closes": "17:00"}]}, "not_a_clock_time"),
        ({"hours": [{"weekday": 1, "opens": "09:00", "closes": "24:01"}]}, "not_a_clock_time"),
        ({"position": at("180.0000001", "30")}, "out_of_range"),
        ({"position": at("104.12345678", "30")}, "not_degrees"),
        ({"position": at("104.1234567", "30") | {"datum": "BD09"}}, "not_one_of"),
        ({"kind": "Castle"}, "not_a_key"),
    ],
)
def test_what_is_written_otherwise_is_a_field_that_does_not_fit(house: House, different, code):
    with pytest.raises(FieldsInvalid) as told:
        enter(house, a_place("bad", **different))
    assert [field.code for field in told.value.fields] == [code]


def test_a_change_leaves_what_is_not_said(house: House):
    [hut] = enter(house, a_place("hut", area_m2="10", hours=WEEK, organisations=[an_organisation("a")]))
    changed = house.ask("change_place", place_id=hut["id"], seen_version=1, name="小屋", capacity=5)
    assert changed == hut | {
        "name": "小屋", "capacity": 5, "version": 2, "uses": [hut["uses"][0] | {"name": "小屋"}],
    }  # fmt: skip
    shared = house.ask(
        "change_place", place_id=hut["id"], seen_version=2, organisations=[an_organisation("b")]
    )
    assert house.ask("get_place", place_id=hut["id"])["organisations"] == shared["organisations"]
    with pytest.raises(StaleVersion):
        house.ask("change_place", place_id=hut["id"], seen_version=2, capacity=6)
    assert house.told()[-1]["data"] == {"place_id": hut["id"], "version": 3}


def test_an_idle_place_gets_a_new_use_and_its_old_one_is_kept_with_its_days(house: House):
    enter(house, a_place("hut", kind="testing_hut", name="采样小屋", opened_on="2022-05-01"))
    reused = house.ask(
        "reuse_place",
        place_id=id_of("hut"),
        kind="science_hut",
        name="科普小屋",
        on="2023-02-01",
        seen_version=1,
    )
    assert reused["uses"] == [
        {"kind": "testing_hut", "name": "采样小屋", "valid_from": "2022-05-01", "valid_to": "2023-02-01"},
        {"kind": "science_hut", "name": "科普小屋", "valid_from": "2023-02-01", "valid_to": None},
    ]
    assert names(house, kind="testing_hut") == []
    assert names(house, kind="science_hut") == ["科普小屋"]
    totals = house.ask("count_places")
    assert [(each["kind"], each["places"]) for each in totals["kinds"]] == [("science_hut", 1)]


def test_a_closed_place_counts_nowhere_and_is_used_again_from_its_closing_on(house: House):
    enter(house, a_place("hut", area_m2="10"))
    closed = house.ask("close_place", place_id=id_of("hut"), on="2026-03-01", seen_version=1)
    assert (closed["closed_on"], closed["uses"][0]["valid_to"]) == ("2026-03-01", "2026-03-01")
    assert names(house) == []
    assert names(house, closed=True) == ["hut"]
    assert house.ask("count_places") == {"kinds": [], "places": 0, "area_m2": "0", "capacity": 0}
    with pytest.raises(refused.PlaceClosed):
        house.ask("change_place", place_id=id_of("hut"), seen_version=2, name="x")
    again = {"place_id": id_of("hut"), "kind": "canteen", "name": "食堂", "seen_version": 2}
    with pytest.raises(refused.UseTooEarly):
        house.ask("reuse_place", **again, on="2026-02-28")
    with pytest.raises(refused.DayAhead):
        house.ask("reuse_place", **again, on="2026-03-06")
    assert house.ask("reuse_place", **again, on="2026-03-01")["closed_on"] is None
    assert house.ask("count_places")["places"] == 1


@pytest.mark.parametrize(
    ("on", "refusal"), [("2026-03-06", refused.DayAhead), ("2020-05-01", refused.UseTooEarly)]
)
def test_a_place_closes_after_it_was_opened_and_not_ahead(house: House, on, refusal):
    enter(house, a_place("hut"))
    with pytest.raises(refusal):
        house.ask("close_place", place_id=id_of("hut"), on=on, seen_version=1)
    assert house.ask("get_place", place_id=id_of("hut"))["version"] == 1


def test_a_place_that_three_share_is_counted_once(house: House):
    three = [an_organisation(name) for name in ("association", "party centre", "clinic")]
    enter(
        house,
        a_place("hall", kind="deliberation_hall", area_m2="120.55", capacity=60, organisations=three),
        a_place("room", area_m2="30.5", organisations=three[:1]),
    )
    total = house.ask("count_places")
    assert (total["places"], total["area_m2"], total["capacity"]) == (2, "151.05", 60)
    of_each = [house.ask("count_places", organisation_id=each["id"])["places"] for each in three]
    assert of_each == [2, 1, 1]


def test_figures_follow_every_change_and_every_area(house: House):
    enter(house, *(a_place(f"room {n}", area, area_m2="10") for n, area in enumerate(["micro 1", "micro 2"])))
    enter(house, a_place("far", "micro elsewhere", area_m2="7"))
    house.ask("change_place", place_id=id_of("room 0"), seen_version=1, area_m2="12.5")
    assert house.ask("count_places", area_id=id_of("base 1"))["area_m2"] == "22.5"
    assert house.ask("count_places", area_id=id_of("township"))["area_m2"] == "29.5"
    there = house.holding(id_of("elsewhere"))
    assert there.ask("count_places")["places"] == 1
    with pytest.raises(refused.AreaUnknown):
        there.ask("count_places", area_id=id_of("community"))


def test_places_move_to_the_successor_of_their_area_and_so_do_their_figures(house: House):
    enter(house, a_place("one", "micro 1", area_m2="10"), a_place("two", "micro 2", area_m2="5"))
    enter(house, a_place("three", "micro 3"))
    with house.begin() as tx:
        moved = tx.service_places.move_to([id_of("micro 1"), id_of("micro 2")], id_of("micro 3"))
        assert {(row.id, row.area_id, row.version) for row in moved} == {
            (id_of(name), id_of("micro 3"), 2) for name in ("one", "two")
        }
    assert names(house, area_id=id_of("micro 3")) == ["one", "three", "two"]
    assert house.ask("get_place", place_id=id_of("one"))["version"] == 2
    total = house.ask("count_places", area_id=id_of("micro 3"))
    assert (total["places"], total["area_m2"]) == (3, "15")
    assert house.ask("count_places", area_id=id_of("base 1"))["places"] == 0
    with house.begin() as tx:
        assert tx.service_places.move_to([id_of("micro 1")], id_of("micro 3")) == []


def test_who_is_on_duty_follows_the_calendar_or_does_not(house: House):
    house.ask("enter_staff", staff=[a_person("wang")])
    week = {"weekdays": [1, 2, 3, 4, 5], "starts": "09:00", "ends": "17:00"}
    doctor = week | {"role": "doctor", "staff_id": id_of("wang")}
    nurse = week | {"role": "nurse", "follows_calendar": False}
    enter(house, a_place("station", kind="health_station", duties=[doctor, nurse]))

    def on_duty(moment: str) -> list[str]:
        shown = house.ask("get_place", place_id=id_of("station"), at=f"{moment}+08:00")
        return [each["role"] for each in shown["on_duty"]]

    assert on_duty("2026-03-05T09:00:00") == ["doctor", "nurse"]
    assert on_duty("2026-03-05T08:59:59") == on_duty("2026-03-05T17:00:00") == []
    assert on_duty("2026-02-14T12:00:00") == ["doctor"]  # a Saturday that is made up
    assert on_duty("2026-02-17T12:00:00") == ["nurse"]  # Spring Festival
    assert on_duty("2026-03-07T12:00:00") == []


@pytest.mark.parametrize("count", [2, 40])
def test_places_of_any_number_enter_in_the_same_statements(house: House, count: int):
    batch = [a_place(f"room {n}", organisations=[an_organisation("a")]) for n in range(count)]
    with statements() as sent:
        enter(house, *batch)
    assert sent == [
        "INSERT trees",  # nothing ends meanwhile
        "SELECT service_places",
        "SELECT areas",
        "SELECT place_kinds",
        "INSERT service_places",
        "INSERT place_sharers",
        "INSERT place_counts",
    ]


def test_outside_ones_areas_there_is_nothing(house: House):
    enter(house, a_place("hut"))
    there = house.holding(id_of("elsewhere"))
    for method, more in (("get_place", {}), ("close_place", {"on": "2026-03-01", "seen_version": 1})):
        with pytest.raises(refused.PlaceUnknown):
            there.ask(method, place_id=id_of("hut"), **more)
    assert names(there) == names(house.elsewhere()) == []
