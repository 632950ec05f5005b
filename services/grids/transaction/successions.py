"""Areas in the course of time: their log, and what lies in those that end."""

from functools import cached_property

from services.chassis.clock import SHANGHAI
from services.chassis.storage.transaction import Transaction
from services.grids.answering import Answering
from services.grids.areas.queries.ground import Ground
from services.grids.areas.queries.history import AreaHistory
from services.grids.areas.queries.lists import AreaLists
from services.grids.areas.queries.traces import AreaTraces
from services.grids.areas.store.areas import SqlAreas
from services.grids.areas.store.log import SqlAreaLog, SqlSurroundings
from services.grids.areas.store.succeeding import SqlSucceeding
from services.grids.areas.store.tree_log import SqlTreeLog
from services.grids.areas.store.trees import SqlTrees
from services.grids.candidates.passing_on import SqlCandidatesThere, WithCandidates
from services.grids.cases.passing_on import SqlOpenCases
from services.grids.dwellings.passing_on import SqlEstates, SqlHomes
from services.grids.dwellings.store import SqlBuildings, SqlCoverage, SqlUnits
from services.grids.groupings.passing_on import SqlPassedGroupings
from services.grids.left_behind import LeftBehind
from services.grids.organisations.passing_on import (
    SqlBoundOrganisations,
    SqlOrganisationsThere,
    WithOrganisations,
)
from services.grids.places.passing_on import SqlPlacesThere
from services.grids.places.store.places import SqlServicePlaces
from services.grids.posts.passing_on import SqlHeldPosts, SqlHolders
from services.grids.posts.store.roles import SqlRoles
from services.grids.subtrees import Counts, Subtrees

Belonging = SqlOpenCases | SqlHeldPosts | SqlPassedGroupings | WithCandidates | SqlOrganisationsThere


class Successions(Transaction):
    @cached_property
    def trees(self) -> SqlTrees:
        return SqlTrees(self.rows)

    @cached_property
    def tree_log(self) -> SqlTreeLog:
        return SqlTreeLog(self.rows)

    @cached_property
    def area_log(self) -> SqlAreaLog:
        return SqlAreaLog(self.rows, self.now, self.caller.name)

    @cached_property
    def surroundings(self) -> SqlSurroundings:
        return SqlSurroundings(self.rows)

    @cached_property
    def succeeding(self) -> SqlSucceeding:
        return SqlSucceeding(self.rows, SqlAreas(self.rows, self.scope))

    @cached_property
    def homes(self) -> SqlHomes:
        seen = Ground(self.rows, self.scope).reached
        return SqlHomes(self.rows, SqlBuildings(self.rows, seen), SqlUnits(self.rows))

    @cached_property
    def passed_groupings(self) -> SqlPassedGroupings:
        return SqlPassedGroupings(self.rows)

    @cached_property
    def estates(self) -> SqlEstates:
        groups = WithOrganisations(self.passed_groupings, SqlOrganisationsThere(self.rows))
        return SqlEstates(self.rows, SqlCoverage(self.rows), groups)

    @cached_property
    def belongings(self) -> dict[str, Belonging]:
        """What other rooms keep in areas, by what it is called; it goes to whoever succeeds them."""
        return {
            "open_cases": self.case_work,
            "posts": SqlHeldPosts(self.rows),
            "groupings": self.passed_groupings,
            "places": self.closed_places,
            "organisations": SqlOrganisationsThere(self.rows),
        }

    @cached_property
    def bound(self) -> SqlBoundOrganisations:
        return SqlBoundOrganisations(self.rows)

    @cached_property
    def candidates_there(self) -> SqlCandidatesThere:
        return SqlCandidatesThere(self.rows)

    @cached_property
    def closed_places(self) -> WithCandidates:
        """With those in use, where there are any, and with candidates."""
        seen = Ground(self.rows, self.scope).reached
        its_places = SqlPlacesThere(self.rows, SqlServicePlaces(self.rows, seen=seen))
        return WithCandidates(its_places, self.candidates_there)

    @cached_property
    def left_behind(self) -> LeftBehind:
        return LeftBehind(self.closed_places, SqlOrganisationsThere(self.rows))

    @cached_property
    def case_work(self) -> SqlOpenCases:
        today = self.now.astimezone(SHANGHAI).date()
        return SqlOpenCases(self.rows, Answering(self.rows, today))

    @cached_property
    def subtrees(self) -> Subtrees:
        ground = Ground(self.rows, self.scope)
        rooms: dict[str, Counts] = {
            "dwellings": self.homes,
            "open_cases": self.case_work,
            "posts": SqlHeldPosts(self.rows),
            "places": self.closed_places,
            "organisations": SqlOrganisationsThere(self.rows),
            "groupings": self.passed_groupings,
            "candidates": self.candidates_there,
        }
        return Subtrees(ground.below_any, AreaLists(self.rows, self.scope).kinds_below, rooms)

    @cached_property
    def holders(self) -> SqlHolders:
        return SqlHolders(self.rows, SqlRoles(self.rows, self.scope))

    @cached_property
    def area_history(self) -> AreaHistory:
        return AreaHistory(self.rows, self.scope)

    @cached_property
    def area_traces(self) -> AreaTraces:
        return AreaTraces(self.rows, self.scope)
