"""The transaction of grids: the one file that knows all rooms' stores, one attribute per port."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache, cached_property

from services.chassis.caller import Scope
from services.chassis.storage.prepared import Prepared
from services.chassis.storage.rows import Rows
from services.chassis.storage.transaction import Transaction as ChassisTransaction
from services.grids.areas.queries.ground import AREA_ID, ON, with_community
from services.grids.areas.queries.ground import Ground as AreasGround
from services.grids.areas.queries.held import binds_of, count_of
from services.grids.areas.queries.history import AreaHistory
from services.grids.areas.queries.lists import AreaLists
from services.grids.areas.queries.upward import upward
from services.grids.areas.queries.views import AreaViews
from services.grids.areas.store.areas import SqlAreas
from services.grids.areas.store.codes import SqlCodes, SqlCodeSchemes
from services.grids.areas.store.founding import SqlGiven, SqlNewAreas
from services.grids.areas.store.log import SqlAreaLog, SqlSurroundings
from services.grids.areas.store.succeeding import SqlSucceeding
from services.grids.areas.store.tree_log import SqlTreeLog
from services.grids.areas.store.trees import SqlTrees
from services.grids.cases.domain.errors import AreaUnknown
from services.grids.cases.domain.ground import Ground
from services.grids.cases.passing_on import SqlOpenCases
from services.grids.cases.queries import SqlCaseViews
from services.grids.cases.store.cases import SqlCases
from services.grids.cases.store.open_work import SqlOpenWork
from services.grids.dwellings.passing_on import SqlEstates, SqlHomes
from services.grids.dwellings.queries import SqlDwellingViews, ground_of_dwelling
from services.grids.dwellings.store import SqlBuildings, SqlCoverage, SqlUnits
from services.grids.ground_for_labels import SqlLabelGround, SqlLabelViews
from services.grids.labels.store import SqlLabels
from services.grids.levels.presets import PresetFiles
from services.grids.levels.store.schemes import SqlLevelSchemes
from services.grids.places.queries.lists import SqlPlaceViews
from services.grids.places.queries.totals import SqlPlaceTotals
from services.grids.places.store.kinds import SqlPlaceKinds
from services.grids.places.store.places import SqlServicePlaces
from services.grids.places.store.working_days import AnnouncedDays
from services.grids.posts.passing_on import SqlHeldPosts, SqlHolders
from services.grids.posts.queries.appointments import SqlAppointmentViews
from services.grids.posts.queries.chain import SqlChains, chain_above, duties_on, scheme_on, who_answers
from services.grids.posts.queries.figures import SqlPostFigures
from services.grids.posts.queries.people import SqlPeopleViews
from services.grids.posts.queries.posts import SqlPostViews
from services.grids.posts.store.people import SqlPeople
from services.grids.posts.store.posts import SqlAppointments, SqlPosts
from services.grids.posts.store.roles import SqlRoles


class SqlGrounds:
    """Where a case lies and who holds the post there: areas and posts asked in one statement."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def find(self, area_id: str, on: date) -> Ground:
        statement = _ground_for(count_of(self.scope))
        found = self.rows.all(statement, area_id=area_id, on=on, **binds_of(self.scope))
        if not found:
            raise AreaUnknown(area_id=area_id)
        place = found[0]
        return Ground(
            area_id,
            place["kind"],
            place["community_id"] or "",
            place["path"] or "",
            {row["scheme"]: row["code"] for row in found if row["scheme"]},
            who_answers(area_id, place["kind"], place["duties"], place["roles"]),
        )

    def who_above(self, area_id: str, on: date) -> str | None:
        found = SqlChains(self.rows, Upward(self.scope)).of_area(area_id, on).responsible
        return None if found is None else found.staff_id


@cache
def _ground_for(count: int | None) -> Prepared:
    """Written once for each number of areas that a caller holds."""
    return Prepared(
        with_community(count, duties_on(AREA_ID, ON).label("duties"), scheme_on(ON).label("roles"))
    )


class Upward:
    """The way up from an area or a dwelling: areas, dwellings and posts asked in one statement."""

    def __init__(self, scope: Scope) -> None:
        self.count, self.binds = count_of(scope), binds_of(scope)

    def from_area(self) -> Prepared:
        return _from_area(self.count)

    def from_dwelling(self) -> Prepared:
        return _from_dwelling(self.count)


@cache
def _from_area(count: int | None) -> Prepared:
    return Prepared(chain_above(upward(count), ON))


@cache
def _from_dwelling(count: int | None) -> Prepared:
    return Prepared(chain_above(upward(count, ground_of_dwelling()), ON))


class Transaction(ChassisTransaction):
    @cached_property
    def level_schemes(self) -> SqlLevelSchemes:
        return SqlLevelSchemes(self.rows, self.scope)

    @cached_property
    def level_presets(self) -> PresetFiles:
        return PresetFiles()

    @cached_property
    def trees(self) -> SqlTrees:
        return SqlTrees(self.rows)

    @cached_property
    def tree_log(self) -> SqlTreeLog:
        return SqlTreeLog(self.rows)

    @cached_property
    def areas(self) -> SqlAreas:
        return SqlAreas(self.rows, self.scope)

    @cached_property
    def area_log(self) -> SqlAreaLog:
        return SqlAreaLog(self.rows, self.now, self.caller.name)

    @cached_property
    def surroundings(self) -> SqlSurroundings:
        return SqlSurroundings(self.rows)

    @cached_property
    def succeeding(self) -> SqlSucceeding:
        return SqlSucceeding(self.rows, self.areas)

    @cached_property
    def homes(self) -> SqlHomes:
        return SqlHomes(self.rows, self.buildings, self.units)

    @cached_property
    def estates(self) -> SqlEstates:
        return SqlEstates(self.rows)

    @cached_property
    def belongings(self) -> dict[str, SqlOpenCases | SqlHeldPosts]:
        """What other rooms keep in areas, by what it is called; it goes to whoever succeeds them."""
        return {"open_cases": SqlOpenCases(self.rows), "posts": SqlHeldPosts(self.rows)}

    @cached_property
    def holders(self) -> SqlHolders:
        return SqlHolders(self.rows)

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
    def area_history(self) -> AreaHistory:
        return AreaHistory(self.rows, self.scope)

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
        return SqlDwellingViews(self.rows, seen=self.area_kinds.reached, places=self.area_kinds)

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
        return SqlLabelGround(self.rows, self.area_kinds, successors=self._successors)

    @cached_property
    def label_views(self) -> SqlLabelViews:
        return SqlLabelViews(self.rows, self.area_kinds)

    def _successors(self, area_ids: Collection[str]) -> Mapping[str, Sequence[str]]:
        """No area has ended yet: nothing merges or splits them."""
        return {}
