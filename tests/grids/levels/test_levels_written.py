"""From which day a scheme holds, what it takes the place of, and what it may not take away."""

from datetime import date, timedelta

import pytest

from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.words import Catalogue
from services.grids.areas.domain.errors import KindUnknown, ParentKindWrong
from services.grids.areas.use_cases.found_areas import found_areas
from services.grids.levels.domain.errors import (
    LevelAtTopInUse,
    LevelInUse,
    LevelsOrPreset,
    LevelTwice,
    PresetUnknown,
    SchemeDayOutOfRange,
    SchemeInPast,
)
from services.grids.levels.domain.events import LevelSchemeWritten
from services.grids.levels.domain.scheme import USUAL
from services.grids.levels.use_cases.list_level_schemes import ListLevelSchemes, list_level_schemes
from services.grids.levels.use_cases.write_level_scheme import WriteLevelScheme, write_level_scheme
from tests.grids.builders import TODAY, an_area, founding, id_of, the_ground
from tests.grids.levels.schemes import a_level, usual_and, usual_but, usual_without
from tests.grids.world import CALLER, FakeWorld

DAY = timedelta(days=1)
WITH_UNITS = usual_and(a_level("unit", "micro", holds_dwellings=True))
BETWEEN = a_level("courtyard_grid", "base", optional=True)


@pytest.fixture
def world() -> FakeWorld:
    world = FakeWorld()
    found_areas(founding(*the_ground()), world, CALLER, TODAY)
    world.kept.events.clear()
    return world


def write(world, valid_from=TODAY, seen=0, **what):
    command = WriteLevelScheme(valid_from, seen, **what or {"levels": WITH_UNITS})
    return write_level_scheme(command, world, CALLER, TODAY)


def days(schemes):
    return [(each.number, each.valid_from) for each in schemes.schemes]


def found(world, kind, under, today=TODAY):
    return found_areas(founding(an_area(f"{kind} {today}", kind, under)), world, CALLER, today).items


def kinds_on(world, day):
    with world(CALLER) as tx:
        return tx.level_schemes.on(day).kinds


def test_a_district_without_a_scheme_has_the_usual_one(world):
    found = list_level_schemes(ListLevelSchemes(), world, CALLER, TODAY)

    assert (found.version, days(found)) == (0, [(0, date(1900, 1, 1))])
    assert found.schemes[0].preset == "chenghua"


def test_a_level_of_its_own_holds_from_its_day(world):
    write(world, TODAY + DAY)
    with pytest.raises(KindUnknown):
        found(world, "unit", "micro 1")

    assert found(world, "unit", "micro 1", TODAY + DAY)[0].community_id == id_of("community")


def test_a_written_scheme_is_told(world):
    write(world)

    [told] = world.events
    assert isinstance(told, LevelSchemeWritten)
    assert (told.version, told.valid_from) == (1, TODAY.isoformat())


def test_a_district_takes_over_a_preset(world):
    world.kept.areas.clear()
    schemes = write(world, preset="tongan")

    assert schemes.schemes[0].preset == "tongan"
    assert [level.kind for level in schemes.schemes[0].levels] == ["county", "township", "community", "group"]


def test_the_present_scheme_and_those_to_come_are_shown(world):
    write(world)
    schemes = write(world, TODAY + 30 * DAY, 1)

    assert (schemes.version, days(schemes)) == (2, [(1, TODAY), (2, TODAY + 30 * DAY)])
    later = list_level_schemes(ListLevelSchemes(), world, CALLER, TODAY + 30 * DAY)
    assert days(later) == [(2, TODAY + 30 * DAY)]


@pytest.mark.parametrize("days_before", [0, 1, 20])
def test_a_planned_scheme_gives_way_to_one_that_is_written_later_for_an_earlier_day(world, days_before):
    planned = TODAY + 20 * DAY
    write(world, planned)
    schemes = write(world, planned - days_before * DAY, 1, preset="chenghua")

    assert days(schemes)[-1] == (2, planned - days_before * DAY)
    assert kinds_on(world, planned + DAY) == USUAL.kinds


def test_the_scheme_of_today_may_be_written_again(world):
    write(world)

    assert days(write(world, TODAY, 1, preset="chenghua")) == [(2, TODAY)]


def test_the_first_scheme_may_begin_on_any_day(world):
    assert days(write(world, date(1900, 1, 1))) == [(1, date(1900, 1, 1))]


def test_a_later_scheme_begins_today_at_the_earliest(world):
    write(world, TODAY - 30 * DAY)
    with pytest.raises(SchemeInPast):
        write(world, TODAY - DAY, 1)

    assert days(write(world, TODAY, 1)) == [(2, TODAY)]


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2200, 1, 1)])
def test_a_day_outside_three_centuries_is_refused(world, day):
    with pytest.raises(SchemeDayOutOfRange):
        write(world, day)


def test_the_last_day_of_the_last_year_is_not(world):
    assert days(write(world, date(2199, 12, 31)))[-1] == (1, date(2199, 12, 31))


REFUSED = [
    ({"levels": usual_without("exclusive")}, LevelInUse),
    ({"levels": usual_but("micro", parents=("general_total",))}, LevelInUse),
    ({"levels": (*usual_but("county", parents=("province",)), a_level("province"))}, LevelAtTopInUse),
    ({"levels": usual_and(a_level("base", "community"))}, LevelTwice),
    ({"preset": "atlantis"}, PresetUnknown),
    ({"preset": "chenghua", "levels": WITH_UNITS}, LevelsOrPreset),
    ({"preset": None}, LevelsOrPreset),
]


@pytest.mark.parametrize(("what", "refused"), REFUSED)
def test_a_refused_scheme_leaves_everything_as_it_was(world, what, refused):
    with pytest.raises(refused):
        write(world, **what)

    assert (world.kept.level_schemes, world.events) == ([], [])


def test_a_level_that_no_area_is_of_may_be_taken_away(world):
    write(world)
    assert write(world, TODAY, 1, preset="chenghua").version == 2


def test_a_level_that_an_area_is_of_may_not(world):
    write(world)
    found(world, "unit", "micro 1")
    with pytest.raises(LevelInUse) as refused:
        write(world, TODAY, 1, preset="chenghua")

    assert refused.value.values == {"level": "unit", "parent": "micro"}
    said = Catalogue.of_service("grids").say("zh_CN", "errors.LevelInUse", refused.value.values)
    assert said.startswith("仍有“unit级”设在“微网格”之下")


def test_a_level_comes_in_between_while_areas_stand_without_it_where_it_is_optional(world):
    yards = (*usual_but("micro", parents=("courtyard_grid",)), BETWEEN)
    write(world, levels=yards)
    found(world, "courtyard_grid", "base 1")

    assert found(world, "micro", f"courtyard_grid {TODAY}")
    assert found(world, "micro", "base 2", TODAY + DAY)
    with pytest.raises(ParentKindWrong):
        found(world, "micro", "total", TODAY + 2 * DAY)


def test_only_who_holds_the_whole_district_sets_its_levels(world):
    world.scope = Scope((id_of("county"),))
    with pytest.raises(PermissionMissing):
        write(world)


def test_who_saw_an_older_list_is_refused(world):
    write(world)
    with pytest.raises(StaleVersion):
        write(world)
