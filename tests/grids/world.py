"""A world in memory that keeps the promises of grids' ports, for all rooms."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from services.chassis.caller import Caller, Scope
from services.chassis.domain import Event
from services.grids.levels.presets import PresetFiles
from services.grids.places.store.working_days import AnnouncedDays
from tests.grids.area_sheets import fakes as area_sheets
from tests.grids.areas import fakes as areas
from tests.grids.areas import fakes_of_change as changes
from tests.grids.builders import NOW
from tests.grids.candidates import fakes as candidates
from tests.grids.cases import fakes as cases
from tests.grids.divisions import fakes as divisions
from tests.grids.dwellings import fakes as dwellings
from tests.grids.estate_sheets import fakes as estate_sheets
from tests.grids.groupings import fakes as groupings
from tests.grids.kept import State
from tests.grids.labels import fakes as labels
from tests.grids.levels import fakes as levels
from tests.grids.organisations import fakes as organisations
from tests.grids.places import fakes as places
from tests.grids.posts import fake_views as post_views
from tests.grids.posts import fakes as posts
from tests.grids.shapes import fakes as shapes
from tests.grids.work_log import fakes as work_log

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
        self._lay_ground(world)
        self.now = NOW
        self._name_people(world)
        self._open_places(world)
        self._stand_up(world)
        self._take_sheets_in(world)

    def _lay_ground(self, world: FakeWorld) -> None:
        self.level_schemes = levels.FakeLevelSchemes(world)
        self.level_presets = PresetFiles()
        self.level_use = levels.FakeLevelUse(world)
        self.trees = areas.FakeTrees(world)
        self.tree_log = areas.FakeTreeLog(world)
        self.area_log = changes.FakeAreaLog(world)
        self.surroundings = changes.FakeSurroundings(world)
        self.estates = changes.FakeEstates(world)
        self.passed_groupings = changes.FakePassedGroupings(world)
        self.succeeding = changes.FakeSucceeding(world)
        self.homes = changes.FakeHomes(world)
        self.subtrees = changes.FakeSubtrees(world)
        self.holders = changes.FakeHolders(world)
        self.ex_officio = changes.FakeExOfficio()
        self.belongings: dict[str, Any] = {}
        self.area_history = changes.FakeAreaHistory(world)
        self.area_traces = changes.FakeAreaTraces(world)
        self.areas = areas.FakeAreas(world)
        self.given = areas.FakeGiven(world)
        self.codes = areas.FakeCodes(world)
        self.code_schemes = areas.FakeCodeSchemes(world)
        self.new_areas = areas.FakeNewAreas(world)
        self.area_views = areas.FakeAreaViews(world)
        self.area_lists = areas.FakeAreaLists(world)
        self.divisions = divisions.FakeDivisions(world)
        self.division_lists = divisions.FakeDivisionLists(world)
        self.places = dwellings.FakePlaces(world)
        self.buildings = dwellings.FakeBuildings(world)
        self.units = dwellings.FakeUnits(world)
        self.coverage = dwellings.FakeCoverage(world)
        self.dwelling_views = dwellings.FakeDwellingViews(world)
        self.houses = groupings.FakeHouses(world)
        self.borders = groupings.FakeBorders(world)
        self.grouping_kinds = groupings.FakeGroupingKinds(world)
        self.groupings = groupings.FakeGroupings(world)
        self.grouped_units = groupings.FakeGroupedUnits(world)
        self.grouped_dwellings = groupings.FakeGroupedDwellings(world)
        self.holdings = groupings.FakeHoldings(world)
        self.grouping_views = groupings.FakeGroupingViews(world)

    def _name_people(self, world: FakeWorld) -> None:
        self.people = posts.FakePeople(world)
        self.people_views = posts.FakePeopleViews(world)
        self.area_kinds = posts.FakeAreaKinds(world)
        self.posts = posts.FakePosts(world)
        self.appointments = posts.FakeAppointments(world)
        self.post_views = post_views.FakePostViews(world)
        self.appointment_views = post_views.FakeAppointmentViews(world)
        self.roles = posts.FakeRoles(world)
        self.post_figures = post_views.FakePostFigures(world)
        self.chains = post_views.FakeChains(world)
        self.sees_everything = world.scope.area_ids is None
        self.led_groups = post_views.FakeLedGroups(world)
        self.open_work = cases.FakeOpenWork(world)
        self.case_work = changes.FakeCaseWork(world)
        self.grounds = cases.FakeGrounds(world)
        self.cases = cases.FakeCases(world)
        self.case_views = cases.FakeCaseViews(world)

    def _open_places(self, world: FakeWorld) -> None:
        self.service_places = places.FakeServicePlaces(world)
        self.place_kinds = places.FakePlaceKinds(world)
        self.place_views = places.FakePlaceViews(world)
        self.bound = changes.FakeBound(world)
        self.candidates_there = changes.FakeCandidatesThere(world)
        self.left_behind = changes.FakeLeftBehind(world)
        self.place_totals = places.FakePlaceTotals(world)
        self.working_days = AnnouncedDays()
        self.labels = labels.FakeLabels(world)
        self.heirs = areas.FakeHeirs(world)
        self.label_ground = labels.FakeLabelGround(world)
        self.label_views = labels.FakeLabelViews(world)
        self.city_apps = labels.FakeCityApps(world)
        self.shapes = shapes.FakeShapes(world)
        self.outlines = shapes.FakeOutlines(world)
        self.shape_views = shapes.FakeShapeViews(world)

    def _stand_up(self, world: FakeWorld) -> None:
        self.organisations = organisations.FakeOrganisations(world)
        self.organisation_members = organisations.FakeMembers(world)
        self.organisation_kinds = organisations.FakeKinds(world)
        self.organisation_views = organisations.FakeViews(world)
        self.organisations_upward = organisations.FakeUpward(world)
        self.organisation_figures = organisations.FakeFigures(world)
        self.candidates = candidates.FakeCandidates(world)
        self.candidate_tags = candidates.FakeTags(world)
        self.candidate_views = candidates.FakeViews(world)
        self.sees_candidates_whole = True
        self.work_entries = work_log.FakeWorkEntries(world)
        self.work_views = work_log.FakeWorkViews(world)
        self.work_figures = work_log.FakeWorkFigures(world)

    def _take_sheets_in(self, world: FakeWorld) -> None:
        self.standing_areas = area_sheets.FakeStandingAreas(world)
        self.area_imports = area_sheets.FakeAreaImports(world)
        self.area_import_views = area_sheets.FakeAreaImportViews(world)
        self.area_sheets = area_sheets.FakeAreaSheets(world)
        self.estate_imports = estate_sheets.FakeEstateImports(world)
        self.estate_import_views = estate_sheets.FakeEstateImportViews(world)
        self.jobs = area_sheets.FakeJobs(world)
        self.job_ends = area_sheets.FakeJobEnds(world)

    def reaches(self, area_id: str, scope: Scope) -> bool:
        return State(scope, self.world.kept).sees(area_id)

    def name(self, *ids: str) -> None: ...

    def record(self, *events: Event) -> None:
        self.world.kept.events.extend(events)
