"""The transaction of grids: the one file that knows all rooms' stores, one attribute per port."""

from functools import cached_property

from services.chassis.clock import SHANGHAI
from services.grids.answering import SqlGrounds, Upward
from services.grids.area_sheets.queries import SqlAreaImportViews
from services.grids.area_sheets.store.imports import SqlAreaImports
from services.grids.area_sheets.store.sheets import SqlAreaSheets
from services.grids.area_sheets.store.tables import area_imports, area_sheets
from services.grids.areas.queries.bases import SqlBases
from services.grids.areas.queries.ground import Ground as AreasGround
from services.grids.areas.queries.lists import AreaLists
from services.grids.areas.queries.views import AreaViews
from services.grids.areas.store.areas import SqlAreas
from services.grids.areas.store.codes import SqlCodes, SqlCodeSchemes
from services.grids.areas.store.founding import SqlGiven, SqlNewAreas
from services.grids.borders import Borders, Houses
from services.grids.cases.queries import SqlCaseViews
from services.grids.cases.store.cases import SqlCases
from services.grids.cases.store.open_work import SqlOpenWork
from services.grids.divisions.queries import SqlDivisionLists, SqlDivisions
from services.grids.dwellings.queries import SqlDwellingViews
from services.grids.dwellings.store import SqlBuildings, SqlCoverage, SqlUnits
from services.grids.estate_sheets.queries import SqlEstateImportViews
from services.grids.estate_sheets.store.imports import SqlEstateImports
from services.grids.estate_sheets.store.tables import estate_imports
from services.grids.for_imports.standing_areas import SqlStandingAreas
from services.grids.for_imports.standing_estates import SqlStandingEstates
from services.grids.ground_for_labels import SqlLabelGround, SqlLabelViews
from services.grids.groupings.queries import Held, SqlGroupingViews
from services.grids.groupings.store.groupings import (
    SqlGroupedUnits,
    SqlGroupingKinds,
    SqlGroupings,
    SqlWholeGroups,
)
from services.grids.groupings.store.holdings import SqlHoldings
from services.grids.groupings.store.led import SqlLedGroups
from services.grids.labels.store import SqlLabels
from services.grids.levels.presets import PresetFiles
from services.grids.levels.store.schemes import SqlLevelSchemes
from services.grids.places.queries.lists import SqlPlaceViews
from services.grids.places.queries.totals import SqlPlaceTotals
from services.grids.places.store.kinds import SqlPlaceKinds
from services.grids.places.store.places import SqlServicePlaces
from services.grids.places.store.working_days import AnnouncedDays
from services.grids.posts.queries.appointments import SqlAppointmentViews
from services.grids.posts.queries.chain import SqlChains
from services.grids.posts.queries.figures import SqlPostFigures
from services.grids.posts.queries.people import SqlPeopleViews
from services.grids.posts.queries.posts import SqlPostViews
from services.grids.posts.store.people import SqlPeople
from services.grids.posts.store.posts import SqlAppointments, SqlPosts
from services.grids.posts.store.roles import SqlRoles
from services.grids.successions import Successions

SEALED = (area_imports, area_sheets, estate_imports)
"""Tables with sealed columns."""


class Transaction(Successions):
    @cached_property
    def level_schemes(self) -> SqlLevelSchemes:
        return SqlLevelSchemes(self.rows, self.scope)

    @cached_property
    def level_presets(self) -> PresetFiles:
        return PresetFiles()

    @cached_property
    def areas(self) -> SqlAreas:
        return SqlAreas(self.rows, self.scope)

    @cached_property
    def given(self) -> SqlGiven:
        return SqlGiven(self.rows)

    @cached_property
    def codes(self) -> SqlCodes:
        return SqlCodes(self.rows)

    @cached_property
    def code_schemes(self) -> SqlCodeSchemes:
        return SqlCodeSchemes(self.rows, self.scope)

    @cached_property
    def new_areas(self) -> SqlNewAreas:
        return SqlNewAreas(self.rows)

    @cached_property
    def area_views(self) -> AreaViews:
        return AreaViews(self.rows, self.scope)

    @cached_property
    def area_lists(self) -> AreaLists:
        return AreaLists(self.rows, self.scope)

    @cached_property
    def area_kinds(self) -> AreasGround:
        return AreasGround(self.rows, self.scope)

    @property
    def places(self) -> AreasGround:
        return self.area_kinds

    @cached_property
    def divisions(self) -> SqlDivisions:
        return SqlDivisions(self.rows)

    @cached_property
    def division_lists(self) -> SqlDivisionLists:
        return SqlDivisionLists(self.rows)

    @cached_property
    def buildings(self) -> SqlBuildings:
        return SqlBuildings(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def units(self) -> SqlUnits:
        return SqlUnits(self.rows)

    @cached_property
    def coverage(self) -> SqlCoverage:
        return SqlCoverage(self.rows)

    @cached_property
    def dwelling_views(self) -> SqlDwellingViews:
        return SqlDwellingViews(self.rows, self.area_kinds, Held(self.rows, self.scope))

    @cached_property
    def borders(self) -> Borders:
        return Borders(SqlBases(self.rows), self.units, SqlWholeGroups(self.rows), self.area_kinds.below)

    @cached_property
    def standing_estates(self) -> SqlStandingEstates:
        today = self.now.astimezone(SHANGHAI).date()
        return SqlStandingEstates(self.rows, self.level_schemes, self.borders, today)

    @cached_property
    def estate_imports(self) -> SqlEstateImports:
        return SqlEstateImports(self.rows, self.seals)

    @cached_property
    def estate_import_views(self) -> SqlEstateImportViews:
        return SqlEstateImportViews(self.rows)

    @cached_property
    def houses(self) -> Houses:
        return Houses(self.buildings, self.units)

    @cached_property
    def grouping_kinds(self) -> SqlGroupingKinds:
        return SqlGroupingKinds(self.rows)

    @cached_property
    def groupings(self) -> SqlGroupings:
        return SqlGroupings(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def grouped_units(self) -> SqlGroupedUnits:
        return SqlGroupedUnits(self.rows)

    @cached_property
    def holdings(self) -> SqlHoldings:
        return SqlHoldings(self.rows)

    @cached_property
    def grouping_views(self) -> SqlGroupingViews:
        return SqlGroupingViews(self.rows, self.scope, self.area_kinds.reached, self.area_kinds)

    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self.rows)

    @cached_property
    def people_views(self) -> SqlPeopleViews:
        return SqlPeopleViews(self.rows)

    @cached_property
    def posts(self) -> SqlPosts:
        return SqlPosts(self.rows)

    @cached_property
    def appointments(self) -> SqlAppointments:
        return SqlAppointments(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def appointment_views(self) -> SqlAppointmentViews:
        return SqlAppointmentViews(self.rows, places=self.area_kinds, seen=self.area_kinds.reached)

    @cached_property
    def post_views(self) -> SqlPostViews:
        return SqlPostViews(self.rows, places=self.area_kinds)

    @cached_property
    def roles(self) -> SqlRoles:
        return SqlRoles(self.rows, self.scope)

    @cached_property
    def post_figures(self) -> SqlPostFigures:
        return SqlPostFigures(self.rows, places=self.area_kinds)

    @cached_property
    def chains(self) -> SqlChains:
        return SqlChains(self.rows, Upward(self.scope))

    @cached_property
    def led_groups(self) -> SqlLedGroups:
        return SqlLedGroups(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def open_work(self) -> SqlOpenWork:
        return SqlOpenWork(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def grounds(self) -> SqlGrounds:
        return SqlGrounds(self.rows, self.scope)

    @cached_property
    def cases(self) -> SqlCases:
        return SqlCases(self.rows, areas=self.area_kinds)

    @cached_property
    def case_views(self) -> SqlCaseViews:
        return SqlCaseViews(self.rows, areas=self.area_kinds)

    @cached_property
    def standing_areas(self) -> SqlStandingAreas:
        today = self.now.astimezone(SHANGHAI).date()
        systems, log = self.code_schemes, self.area_log
        return SqlStandingAreas(self.rows, self.scope, self.level_schemes, systems, today, log)

    @cached_property
    def area_imports(self) -> SqlAreaImports:
        return SqlAreaImports(self.rows, self.seals)

    @cached_property
    def area_import_views(self) -> SqlAreaImportViews:
        return SqlAreaImportViews(self.rows)

    @cached_property
    def area_sheets(self) -> SqlAreaSheets:
        return SqlAreaSheets(self.rows, self.seals)

    @cached_property
    def working_days(self) -> AnnouncedDays:
        return AnnouncedDays()

    @cached_property
    def service_places(self) -> SqlServicePlaces:
        return SqlServicePlaces(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def place_kinds(self) -> SqlPlaceKinds:
        return SqlPlaceKinds(self.rows, self.scope)

    @cached_property
    def place_views(self) -> SqlPlaceViews:
        return SqlPlaceViews(self.rows, areas=self.area_kinds, working=self.working_days)

    @cached_property
    def place_totals(self) -> SqlPlaceTotals:
        return SqlPlaceTotals(self.rows, areas=self.area_kinds)

    @cached_property
    def labels(self) -> SqlLabels:
        return SqlLabels(self.rows)

    @cached_property
    def label_ground(self) -> SqlLabelGround:
        return SqlLabelGround(self.rows, self.area_kinds)

    @cached_property
    def label_views(self) -> SqlLabelViews:
        return SqlLabelViews(self.rows, self.area_kinds)
