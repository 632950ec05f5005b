"""A world in memory that keeps the promises of grids' ports, for all rooms."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from services.chassis.caller import Caller
from services.chassis.domain import Event
from services.grids.places.store.working_days import AnnouncedDays
from tests.grids.areas import fakes as areas
from tests.grids.cases import fakes as cases
from tests.grids.dwellings import fakes as dwellings
from tests.grids.kept import State
from tests.grids.labels import fakes as labels
from tests.grids.levels import fakes as levels
from tests.grids.places import fakes as places
from tests.grids.posts import fakes as posts

DISTRICT = "d7k2m9"
CALLER = Caller(district=DISTRICT, id="00000000-0000-7000-8000-0000000000ca", kind="person")


class FakeWorld(State):
    """`begin` itself: what is done in a block that fails is forgotten, events with it."""

    @contextmanager
    def __call__(self, caller: Caller, /) -> Iterator["FakeTx"]:
        before = deepcopy(self.kept)
        try:
            yield FakeTx(self)
        except BaseException:
            self.kept = before
            raise

    @property
    def events(self) -> list[Event]:
        return self.kept.events


class FakeTx:
    """One attribute per port, as in the service's own transaction."""

    def __init__(self, world: FakeWorld) -> None:
        self.world = world
        self.scope = world.scope
        self.level_schemes = levels.FakeLevelSchemes(world)
        self.trees = areas.FakeTrees(world)
        self.tree_log = areas.FakeTreeLog(world)
        self.area_log = areas.FakeAreaLog(world)
        self.surroundings = areas.FakeSurroundings(world)
        self.estates = areas.FakeEstates(world)
        self.succeeding = areas.FakeSucceeding(world)
        self.homes = areas.FakeHomes(world)
        self.holders = areas.FakeHolders(world)
        self.belongings: dict[str, Any] = {}
        self.area_history = areas.FakeAreaHistory(world)
        self.areas = areas.FakeAreas(world)
        self.given = areas.FakeGiven(world)
        self.new_areas = areas.FakeNewAreas(world)
        self.area_views = areas.FakeAreaViews(world)
        self.area_lists = areas.FakeAreaLists(world)
        self.places = dwellings.FakePlaces(world)
        self.buildings = dwellings.FakeBuildings(world)
        self.units = dwellings.FakeUnits(world)
        self.dwelling_views = dwellings.FakeDwellingViews(world)
        self.people = posts.FakePeople(world)
        self.people_views = posts.FakePeopleViews(world)
        self.area_kinds = posts.FakeAreaKinds(world)
        self.posts = posts.FakePosts(world)
        self.appointments = posts.FakeAppointments(world)
        self.appointment_views = posts.FakeAppointmentViews(world)
        self.post_views = posts.FakePostViews(world)
        self.grounds = cases.FakeGrounds(world)
        self.cases = cases.FakeCases(world)
        self.case_views = cases.FakeCaseViews(world)
        self.service_places = places.FakeServicePlaces(world)
        self.place_kinds = places.FakePlaceKinds(world)
        self.place_views = places.FakePlaceViews(world)
        self.place_totals = places.FakePlaceTotals(world)
        self.working_days = AnnouncedDays()
        self.labels = labels.FakeLabels(world)
        self.label_ground = labels.FakeLabelGround(world)
        self.label_views = labels.FakeLabelViews(world)

    def record(self, *events: Event) -> None:
        self.world.kept.events.extend(events)
